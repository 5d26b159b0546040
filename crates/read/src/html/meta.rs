//! What a page says of itself: linked data first, then `<meta>`, then `<time>`.

use super::mark::Marked;
use crate::dates;
use crate::document::Given;
use serde_json::Value;
use types::Dated;

/// Everything known; `heading` is the text of the page's own headline.
pub(crate) fn given(marked: &Marked, heading: Option<String>) -> Given {
    let linked = linked(&marked.linked_data);
    let meta = |names: &[&str]| names.iter().find_map(|n| marked.meta(n)).map(str::to_owned);
    let dated = |names: &[&str]| {
        let values = names.iter().flat_map(|n| marked.metas.iter().filter(move |(k, _)| k == n));
        values.into_iter().find_map(|(k, v)| dates::given(v, &format!("the page's meta tag {k}")))
    };
    let time = || marked.times.iter().find_map(|t| dates::given(t, "the page's <time> element"));
    let publisher = linked.publisher.or_else(|| meta(PUBLISHER));
    let title = heading.or(linked.title).or_else(|| meta(TITLE)).unwrap_or_else(|| marked.title.clone());
    Given {
        title: Some(without_site(&title, publisher.as_deref())),
        byline: linked.byline.or_else(|| meta(BYLINE)).filter(|b| !b.starts_with("http")),
        publisher,
        url: marked.canonical.clone().or_else(|| meta(&["og:url"])),
        published: linked.published.or_else(|| dated(PUBLISHED)).or_else(time),
        modified: linked.modified.or_else(|| dated(MODIFIED)),
        language: marked.language.clone().or_else(|| meta(&["og:locale", "language", "content-language"])),
    }
}

/// "Storm closes bridge | Ane Courier" without the publisher's name.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let title = title.trim();
    let bare = publisher.and_then(|p| title.strip_suffix(p)).map(str::trim_end);
    let bare = bare.and_then(|t| t.strip_suffix(['|', '-', '–', '—', ':', '·', '»']));
    bare.map_or(title, str::trim_end).to_owned()
}

const TITLE: &[&str] = &["og:title", "twitter:title", "dc.title", "headline"];
const BYLINE: &[&str] = &["author", "byl", "dc.creator", "article:author_name", "parsely-author"];
const PUBLISHER: &[&str] =
    &["og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "ptime",
    "pdate",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "displaydate",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "utime",
    "article.updated",
    "revision_date",
];

/// Reads the linked data of all scripts. An article's goes before any other's.
fn linked(scripts: &[String]) -> Given {
    let mut best = Given::default();
    let mut other = Given::default();
    for script in scripts {
        let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';');
        let Ok(value) = serde_json::from_str::<Value>(script) else { continue };
        let mut left = 5_000;
        let mut stack = vec![&value];
        while let Some(value) = stack.pop() {
            left -= 1;
            if left == 0 {
                break;
            }
            match value {
                Value::Array(items) => stack.extend(items.iter().rev()),
                Value::Object(object) => {
                    let slot = if is_article(value) { &mut best } else { &mut other };
                    *slot = std::mem::take(slot).or(from_object(value));
                    for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                        stack.extend(object.get(key));
                    }
                }
                _ => {}
            }
        }
    }
    best.or(Given { title: None, byline: None, ..other })
}

fn is_article(value: &Value) -> bool {
    let kind = |v: &Value| {
        v.as_str().is_some_and(|t| t.contains("Article") || t.contains("Posting") || t == "Report")
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(kind),
        Some(one) => kind(one),
        None => false,
    }
}

fn from_object(value: &Value) -> Given {
    let date = |key: &str| -> Option<Dated> {
        let written = first(value.get(key)?)?.as_str()?;
        dates::given(written, &format!("{key} in the page's linked data"))
    };
    Given {
        title: value.get("headline").and_then(Value::as_str).map(str::to_owned),
        byline: value.get("author").map(names).filter(|n| !n.is_empty()),
        publisher: value.get("publisher").map(names).filter(|n| !n.is_empty()),
        published: date("datePublished"),
        modified: date("dateModified"),
        ..Given::default()
    }
}

fn first(value: &Value) -> Option<&Value> {
    if let Value::Array(items) = value { items.first() } else { Some(value) }
}

/// The names of one or several people or bodies, as strings or as objects with a name.
fn names(value: &Value) -> String {
    let name = |v: &Value| v.as_str().or_else(|| v.get("name").and_then(Value::as_str)).map(str::to_owned);
    let all: Vec<String> = match value {
        Value::Array(items) => items.iter().take(20).filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    };
    let real = all.into_iter().filter(|n| !n.starts_with("http") && !n.trim().is_empty());
    real.collect::<Vec<_>>().join(", ")
}

//! The latest changes of the board as feeds, for readers that people have already.

use super::questions::Which;
use crate::look::Look;
use crate::problem::Problem;
use crate::query::{ByToken, Params, Times, given};
use crate::who::TOKEN;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use hearsay::case::{Ask, Case, Filter};
use serde_json::json;
use show::ledger::{Row, count, origins};
use std::convert::Infallible;
use std::fmt::Write;
use types::Standing;

/// Questions of one feed.
const MOST: usize = 50;

/// Where the feed is, for the links in it.
pub struct Place {
    root: String,
    own: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Place {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Place, Infallible> {
        Ok(Place::of(&parts.headers, &parts.uri))
    }
}

impl Place {
    fn of(headers: &HeaderMap, uri: &Uri) -> Place {
        let word = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
        let scheme = word("x-forwarded-proto").filter(|s| *s == "https").unwrap_or("http");
        let root = format!("{scheme}://{}", word(header::HOST.as_str()).unwrap_or("localhost"));
        // Without the token: a feed is passed on.
        let pairs = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs.filter(|(name, _)| name != TOKEN))
            .finish();
        let query = if query.is_empty() { query } else { format!("?{query}") };
        Place { own: format!("{root}{}{query}", uri.path()), root }
    }

    fn question(&self, row: &Row) -> String {
        format!("{}/questions/{}", self.root, row.id)
    }
}

/// The questions of the filter by their latest change.
fn latest(case: &mut Case, which: &Which, ask: &Ask) -> Result<Vec<Row>, Problem> {
    let filter = which.filter(MOST as u32)?;
    // Of each standing, the board has the latest change first.
    let standings = filter.standing.map_or(Standing::ALL.to_vec(), |s| vec![s]);
    let mut rows = Vec::new();
    for standing in standings {
        let filter = Filter { standing: Some(standing), ..filter.clone() };
        let page = case.questions(&filter, given(&which.q), None, ask)?;
        rows.extend(page.board.questions);
    }
    rows.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.id.cmp(&b.id)));
    rows.truncate(MOST);
    Ok(rows)
}

/// A standing as the board has it.
fn word(row: &Row) -> String {
    let value = serde_json::to_value(row.standing).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('-', " ")
}

fn summary(row: &Row) -> String {
    let mut text = format!("{}; {} by {}", word(row), count(row.answers, "answer"), origins(row.origins));
    if let (Some(low), Some(best), Some(high)) = (row.low, row.best, row.high) {
        let _ = write!(text, "; lowest {low}, best {best}, highest {high}");
    }
    text
}

/// Text in XML: nothing in it is markup, and nothing that XML has no place for is left.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn atom_of(rows: &[Row], place: &Place) -> String {
    let updated = rows.first().map_or("1970-01-01T00:00:00Z", |r| &r.changed);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{own}</id>\n\
         <title>hearsay: what changed</title>\n<author><name>hearsay</name></author>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" href=\"{own}\"/>\n",
        own = text(&place.own)
    );
    for row in rows {
        let _ = writeln!(
            xml,
            "<entry><id>urn:hearsay:{}:{}</id><title>{}</title><updated>{}</updated><link href=\"{}\"/>\
             <category term=\"{}\"/><summary>{}</summary></entry>",
            row.id,
            text(&row.changed),
            text(&format!("{}: {}", word(row), row.text)),
            text(&row.changed),
            text(&place.question(row)),
            text(&row.kind),
            text(&summary(row))
        );
    }
    xml + "</feed>\n"
}

fn json_of(rows: &[Row], place: &Place) -> serde_json::Value {
    let item = |r: &Row| {
        json!({
            "id": format!("urn:hearsay:{}:{}", r.id, r.changed),
            "url": place.question(r),
            "title": format!("{}: {}", word(r), r.text),
            "content_text": summary(r),
            "date_modified": r.changed,
            "tags": [r.kind, word(r)],
        })
    };
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "hearsay: what changed",
        "home_page_url": format!("{}/", place.root),
        "feed_url": place.own,
        "items": rows.iter().map(item).collect::<Vec<_>>(),
    })
}

async fn feed(
    look: Look,
    which: Which,
    kind: &'static str,
    write: impl FnOnce(&[Row]) -> String + Send + 'static,
) -> Result<Response, Problem> {
    look.raw(kind, move |case, ask| Ok(write(&latest(case, &which, ask)?).into_bytes())).await
}

/// The latest changes of the board, as Atom
#[utoipa::path(get, path = "/feed.atom", tag = "feeds", params(Which, Times, ByToken), responses((status = 200, description = "An Atom feed", content_type = "application/atom+xml", body = String)))]
pub async fn atom(look: Look, place: Place, Params(which): Params<Which>) -> Result<Response, Problem> {
    feed(look, which, "application/atom+xml", move |rows| atom_of(rows, &place)).await
}

/// The latest changes of the board, as JSON Feed
#[utoipa::path(get, path = "/feed.json", tag = "feeds", params(Which, Times, ByToken), responses((status = 200, description = "A JSON Feed", content_type = "application/feed+json", body = serde_json::Value)))]
pub async fn json_feed(look: Look, place: Place, Params(which): Params<Which>) -> Result<Response, Problem> {
    feed(look, which, "application/feed+json", move |rows| json_of(rows, &place).to_string()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_does_not_hold_the_token_by_which_it_was_asked_for() {
        let uri = Uri::from_static("/feed.atom?place=Orlo&token=hsy_secret");
        let headers = HeaderMap::from_iter([(header::HOST, "desk.example".parse().unwrap())]);
        assert_eq!(Place::of(&headers, &uri).own, "http://desk.example/feed.atom?place=Orlo");
    }

    #[test]
    fn words_of_a_document_are_never_markup_in_a_feed() {
        assert_eq!(text("<b> & \"x\"\u{0}\u{b}"), "&lt;b&gt; &amp; &quot;x&quot;  ");
    }
}

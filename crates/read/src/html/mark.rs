//! Writes a page anew so that it can be parsed without harm and traced back.
//!
//! A tokenizer with byte offsets (html5gum) goes over the source once. What comes out is flat enough
//! for any parser, well nested, without scripts and styles, with few attributes; each element bears
//! its number as an attribute of its own (`h17`, so that merging two elements keeps both), each text
//! follows a comment with its number.

use super::elements::{DROP, FORMATTING, INLINE, KEEP, LOOSE, UNWRAP, VOID};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::collections::HashMap;
use std::fmt::Write;
use types::Span;

/// The page anew, and what stood in its head.
#[derive(Debug, Default)]
pub(crate) struct Marked {
    pub html: String,
    /// Texts by number: their characters, and where they stand in the source.
    pub texts: Vec<(String, Span)>,
    pub title: String,
    pub language: Option<String>,
    pub canonical: Option<String>,
    /// `<meta>`: name or property in lower case, and content, in order.
    pub metas: Vec<(String, String)>,
    /// Contents of `<script type="application/ld+json">`.
    pub linked_data: Vec<String>,
    /// `datetime` of the page's `<time>` elements.
    pub times: Vec<String>,
    /// Characters of text inside, by number of the element; 0 for those that need no end tag.
    pub sizes: Vec<usize>,
    /// Characters of text in all.
    pub size: usize,
    /// How deep elements nest.
    pub deepest: usize,
    /// Whether something was nested too deep.
    pub flattened: bool,
}

/// How many formatting elements may be open at a time.
const MOST_FORMATTING: usize = 8;
impl Marked {
    /// The content of the first `<meta>` of a name that is not blank.
    pub fn meta(&self, name: &str) -> Option<&str> {
        let mut all = self.metas.iter().filter(|(key, value)| key == name && !value.trim().is_empty());
        all.next().map(|(_, value)| value.as_str())
    }
}

/// Marks a page; elements deeper than `depth` lose their tags.
pub(crate) fn mark(source: &str, depth: usize) -> Marked {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut marker = Marker { depth, ends: last_ends(source), ..Marker::default() };
    for token in Tokenizer::new_with_emitter(source, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = text_of(&tag.name);
                let attributes = tag.attributes.iter().map(|(n, v)| (text_of(n), text_of(&v.value)));
                marker.open(&name, attributes.collect(), tag.span.end);
            }
            Ok(Token::EndTag(tag)) => marker.close(&text_of(&tag.name)),
            Ok(Token::String(text)) => {
                marker.text(text_of(&text.value), Span::new(text.span.start, text.span.end))
            }
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    marker.close_from(0);
    marker.out
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Where the last end tag of each element that is dropped stands. One that is never closed must not
/// take the rest of the page with it.
fn last_ends(source: &str) -> HashMap<&'static str, usize> {
    let mut ends = HashMap::new();
    for (at, _) in source.match_indices("</") {
        let rest = &source.as_bytes()[at + 2..];
        let name = |n: &&&str| rest.get(..n.len()).is_some_and(|r| r.eq_ignore_ascii_case(n.as_bytes()));
        if let Some(name) = DROP.iter().find(name) {
            ends.insert(*name, at);
        }
    }
    ends
}

#[derive(Default)]
struct Marker {
    out: Marked,
    depth: usize,
    ends: HashMap<&'static str, usize>,
    stack: Vec<Open>,
    /// Start tags that were left out for their depth.
    overflow: usize,
    /// The element whose contents are being left out.
    dropping: Option<&'static str>,
    /// Whether the dropped element is a script of linked data.
    linked: bool,
    in_title: bool,
    titled: bool,
    rooted: Vec<&'static str>,
}

/// An element that is open.
struct Open {
    name: String,
    number: usize,
    /// Characters of text before it.
    before: usize,
}

impl Marker {
    fn open(&mut self, name: &str, attributes: Vec<(String, String)>, end: usize) {
        if self.dropping.is_some() {
            return;
        }
        if let Some(drop) = DROP.iter().find(|d| **d == name) {
            let get = |n: &str| attributes.iter().find(|(k, _)| k == n).map(|(_, v)| v.as_str());
            self.linked = name == "script" && get("type").is_some_and(|t| t.contains("ld+json"));
            self.dropping = self.ends.get(drop).filter(|last| **last >= end).map(|_| *drop);
            return;
        }
        self.head(name, &attributes);
        match name {
            "title" => self.in_title = true,
            "html" | "head" | "body" => self.root(name, &attributes),
            "meta" | "link" => {}
            _ if UNWRAP.contains(&name) || !is_name(name) => {}
            _ => self.element(name, &attributes),
        }
    }

    /// What the page says of itself.
    fn head(&mut self, name: &str, attributes: &[(String, String)]) {
        let get = |n: &str| attributes.iter().find(|(k, _)| k == n).map(|(_, v)| v.clone());
        match name {
            "html" => {
                self.out.language = self.out.language.take().or_else(|| get("lang").or(get("xml:lang")))
            }
            "link" if get("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.out.canonical = self.out.canonical.take().or_else(|| get("href"));
            }
            "meta" if self.out.metas.len() < 500 => {
                let key = get("property").or(get("name")).or(get("itemprop")).or(get("http-equiv"));
                if let (Some(key), Some(content)) = (key, get("content")) {
                    let content = content.chars().take(1000).collect();
                    self.out.metas.push((key.trim().to_ascii_lowercase(), content));
                }
            }
            "time" if self.out.times.len() < 100 => self.out.times.extend(get("datetime")),
            _ => {}
        }
    }

    /// The parser makes these itself; repeating them would add to them without end.
    fn root(&mut self, name: &str, attributes: &[(String, String)]) {
        let name = ["html", "head", "body"].into_iter().find(|n| *n == name).unwrap_or("body");
        if !self.rooted.contains(&name) {
            self.rooted.push(name);
            self.write(name, attributes);
        }
    }

    fn element(&mut self, name: &str, attributes: &[(String, String)]) {
        if VOID.contains(&name) {
            return self.write(name, attributes);
        }
        if LOOSE.contains(&name) {
            // Where the tags of a list are left out, those of its items are too.
            if self.overflow == 0 {
                self.write(name, attributes);
            }
            return;
        }
        if self.stack.len() >= self.depth {
            self.out.flattened = true;
            self.overflow += 1;
            return;
        }
        if FORMATTING.contains(&name) {
            let open = self.stack.iter().filter(|n| FORMATTING.contains(&n.name.as_str())).count();
            if open >= MOST_FORMATTING {
                return;
            }
        }
        let (number, before) = (self.out.sizes.len(), self.out.size);
        self.stack.push(Open { name: name.to_owned(), number, before });
        self.out.deepest = self.out.deepest.max(self.stack.len());
        self.write(name, attributes);
    }

    fn write(&mut self, name: &str, attributes: &[(String, String)]) {
        let html = &mut self.out.html;
        // Writing to a string cannot fail.
        let _ = write!(html, "<{name} h{}", self.out.sizes.len());
        self.out.sizes.push(0);
        for (key, value) in attributes.iter().filter(|(k, _)| KEEP.contains(&k.as_str())) {
            let _ = write!(html, " {key}=\"");
            escape(html, crate::roles::cut(value, 400));
            html.push('"');
        }
        html.push('>');
    }

    fn close(&mut self, name: &str) {
        if let Some(drop) = self.dropping {
            if drop == name {
                self.dropping = None;
            }
            return;
        }
        match name {
            "title" => {
                self.in_title = false;
                self.titled = true;
            }
            "br" => self.out.html.push_str("<br>"),
            _ if LOOSE.contains(&name) => {
                let _ = write!(self.out.html, "</{name}>");
            }
            _ => self.close_nested(name),
        }
    }

    fn close_nested(&mut self, name: &str) {
        if UNWRAP.contains(&name) || VOID.contains(&name) || !is_name(name) {
            return;
        }
        if self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        let inline = |n: &str| FORMATTING.contains(&n) || INLINE.contains(&n);
        // An inline element does not close the block around it, nothing closes a table but itself.
        let stops = |n: &str| (inline(name) && !inline(n)) || n == "table";
        let at = self.stack.iter().rposition(|n| n.name == name || stops(&n.name));
        if let Some(at) = at.filter(|i| self.stack[*i].name == name) {
            self.close_from(at);
        }
    }

    /// Closes all open elements from `at` on, the innermost first.
    fn close_from(&mut self, at: usize) {
        for open in self.stack.drain(at..).rev() {
            let _ = write!(self.out.html, "</{}>", open.name);
            self.out.sizes[open.number] = self.out.size - open.before;
        }
    }

    fn text(&mut self, value: String, span: Span) {
        if self.dropping.is_some() {
            if self.linked && self.out.linked_data.len() < 50 {
                self.out.linked_data.push(value);
            }
            return;
        }
        if self.in_title {
            if !self.titled {
                self.out.title.push_str(&value);
                self.out.html.push_str("<title>");
                escape(&mut self.out.html, &value);
                self.out.html.push_str("</title>");
            }
            return;
        }
        if !value.trim().is_empty() {
            let _ = write!(self.out.html, "<!--{}-->", self.out.texts.len());
        }
        escape(&mut self.out.html, &value);
        if !value.trim().is_empty() {
            self.out.size += value.chars().filter(|c| !c.is_whitespace()).count();
            self.out.texts.push((value, span));
        }
    }
}

/// A name that can be written back as it is.
fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    letters && name.len() <= 40 && name.starts_with(|c: char| c.is_ascii_lowercase())
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

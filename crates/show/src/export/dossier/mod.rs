//! The dossier of a question: one page that needs nothing else, for a screen, a phone and paper.
//!
//! The page carries the record that it was made of: the question, its claims, and the documents with their bytes.
//! It is a function of that record alone, so that whoever has the page can make it again and compare
//! ([`record`], [`Dossier::page`]), and check every hash and every span without the ledger.
//!
//! There is no script in it, and it loads nothing. Words of documents are only ever text.

mod mark;
mod page;
mod picture;

use super::item::{Item, Stamp, Topic};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use types::Document;

/// A document with its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The document as it was read.
    pub document: Document,
    /// The bytes as received in base 64; nothing where they are those of the text.
    pub bytes: Option<String>,
}

/// All that the page of a question is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// As of when, and made by what.
    pub stamp: Stamp,
    /// The question.
    pub topic: Topic,
    /// Every document that a claim of it stands in.
    pub documents: Vec<Kept>,
}

const OPEN: &str = "<pre id=\"record\">";
const CLOSE: &str = "</pre>";

/// The page of a question; nothing of any other item.
pub fn item(item: &Item, stamp: &Stamp) -> String {
    let Item::Question(topic) = item else { return String::new() };
    let mut topic = topic.clone();
    let documents = std::mem::take(&mut topic.documents);
    Dossier { stamp: stamp.clone(), topic: *topic, documents }.page()
}

/// The record of a page, which need not be sound.
///
/// # Errors
/// When the page carries none, or it cannot be read; says so.
pub fn record(page: &str) -> Result<Dossier, String> {
    let (_, rest) = page.split_once(OPEN).ok_or("it carries no record: it is no dossier of hearsay")?;
    let (json, _) = rest.split_once(CLOSE).ok_or("its record is cut off")?;
    serde_json::from_str(json).map_err(|e| format!("its record cannot be read: {e}"))
}

impl Dossier {
    /// The page. The same record gives the same page.
    pub fn page(&self) -> String {
        let mut html = page::page(self);
        let json = serde_json::to_string(self).expect("strings, numbers and lists always have a JSON form");
        html.push_str("<details class=\"record\"><summary>Record for checking</summary>\n");
        html.push_str(OPEN);
        plain(&json, &mut html);
        html.push_str(CLOSE);
        html.push_str("\n</details>\n</main>\n</body>\n</html>\n");
        html
    }
}

/// JSON in letters that mean nothing to a page and survive any handling of it: all else as `\u` escapes. Such
/// characters stand only inside strings.
fn plain(json: &str, out: &mut String) {
    let mut units = [0; 2];
    for c in json.chars() {
        if matches!(c, '<' | '>' | '&' | '\u{7f}'..) {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
}

//! What `hearsay verify FILE` found of a dossier.

use super::count;
use crate::paint::{Ink, Page};
use crate::{Setting, clean};
use serde::Serialize;

/// The outcome for a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Its question.
    pub question: String,
    /// As of when it says that it holds, UTC.
    pub known_at: String,
    /// The entry and hash of the ledger that it says it was made of.
    pub ledger: String,
    /// Documents whose bytes were checked against their hash.
    pub documents: u64,
    /// Claims whose words were looked up in their documents.
    pub claims: u64,
    /// Whether the page was made again from its record and compared; not where another version made it.
    pub page: bool,
    /// Whether it was compared with a ledger.
    pub compared: bool,
    /// What does not hold, a sentence each.
    pub faults: Vec<String>,
}

impl Checked {
    /// A page for a person.
    pub fn page(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        self.faults.iter().for_each(|f| page.paragraph(Ink::Alarm, 0, &clean(f)));
        let (documents, claims) = (count(self.documents, "document"), count(self.claims, "claim"));
        let sound = if self.faults.is_empty() { "all sound" } else { "NOT SOUND" };
        page.paragraph(Ink::Plain, 0, &format!("{documents}, {claims} checked: {sound}"));
        if !self.page {
            let text = "another version of hearsay made it: the page was not compared with its record";
            page.paragraph(Ink::Faint, 0, text);
        }
        let beside =
            if self.compared { "and so says the ledger" } else { "--ledger compares it with the ledger" };
        let beside =
            if self.compared && !self.faults.is_empty() { "compared with the ledger" } else { beside };
        let (at, ledger) = (clean(&self.known_at), clean(&self.ledger));
        page.paragraph(Ink::Faint, 0, &format!("as known at {at} (UTC), ledger {ledger}; {beside}"));
        page.into_text()
    }
}

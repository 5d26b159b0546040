//! What `hearsay verify` found.

use crate::paint::{Ink, Page};
use crate::{Setting, clean};
use serde::Serialize;

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Fault {
    /// The number of the entry.
    pub entry: i64,
    /// What is wrong with it.
    pub message: String,
}

/// The outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Verified {
    /// Entries whose hash and place in the chain were checked.
    pub entries: u64,
    /// Documents whose bytes were checked against their hash.
    pub documents: u64,
    /// Claims whose spans were checked against their document.
    pub claims: u64,
    /// The hash of the last entry: keep it elsewhere, and a ledger that was cut short shows.
    pub head: Option<String>,
    /// The first entry that is broken, then spans that do not hold.
    pub faults: Vec<Fault>,
}

impl Verified {
    /// A page for a person.
    pub fn page(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        for fault in &self.faults {
            page.paragraph(Ink::Alarm, 0, &format!("entry {}: {}", fault.entry, clean(&fault.message)));
        }
        let (e, d, c) = (self.entries, self.documents, self.claims);
        let sound = if self.faults.is_empty() { "all sound" } else { "NOT SOUND" };
        page.paragraph(Ink::Plain, 0, &format!("{e} entries, {d} documents, {c} claims checked: {sound}"));
        if let Some(head) = &self.head {
            page.paragraph(
                Ink::Faint,
                0,
                &format!("head {head}: keep it elsewhere, and a ledger that was cut short shows"),
            );
        }
        page.into_text()
    }
}

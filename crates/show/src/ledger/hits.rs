//! What a search of the ledger found.

use super::{Frame, count};
use crate::paint::{Ink, Page};
use crate::{Setting, clean};
use serde::Serialize;
use types::{ClaimId, DocumentId, Moment};

/// One hit: a claim, or a document whose text holds the words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hit {
    /// The claim; nothing for a hit in the text of a document.
    pub claim: Option<ClaimId>,
    #[allow(missing_docs)]
    pub document: DocumentId,
    /// The id of the input that brought the document.
    pub name: String,
    #[allow(missing_docs)]
    pub title: Option<String>,
    #[allow(missing_docs)]
    pub publisher: Option<String>,
    #[allow(missing_docs)]
    pub published: Option<Moment>,
    /// Who says it; nothing for documents and the publisher's own voice.
    pub source: Option<String>,
    /// The claim's words, or the line of the document that holds the first word searched for.
    pub text: String,
}

/// All hits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hits {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// What was searched for.
    pub words: String,
    /// How many there are; more than `hits` when the list was cut.
    pub total: u64,
    /// The best first.
    pub hits: Vec<Hit>,
    /// Where there is none, what was searched and when: an answer that can be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nothing: Option<String>,
}

impl Hits {
    /// The hits of these words, of `total` that there are.
    pub fn of(frame: Frame, words: &str, total: u64, hits: Vec<Hit>) -> Hits {
        let nothing = hits.is_empty().then(|| frame.searched("nothing"));
        Hits { frame, words: words.to_owned(), total, hits, nothing }
    }

    /// A page for a person.
    pub fn page(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        if self.hits.is_empty() {
            self.frame.nothing(&mut page, "nothing");
        }
        for hit in &self.hits {
            let who = hit.source.as_deref().or(hit.title.as_deref()).unwrap_or("a document");
            page.paragraph(Ink::Source, 0, &clean(who));
            page.paragraph(Ink::Plain, 2, &clean(hit.text.trim()));
            let publisher = clean(hit.publisher.as_deref().unwrap_or("publisher not known")).into_owned();
            let id = hit.claim.as_ref().map_or_else(|| hit.document.to_string(), ClaimId::to_string);
            let parts = [Some(publisher), hit.published.map(|m| m.to_string()), Some(id)];
            page.paragraph(Ink::Faint, 2, &parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        }
        if (self.hits.len() as u64) < self.total {
            page.gap();
            let text = format!("{} of {}; --limit shows more", self.hits.len(), count(self.total, "hit"));
            page.paragraph(Ink::Faint, 0, &text);
        }
        self.frame.foot(&mut page);
        page.into_text()
    }
}

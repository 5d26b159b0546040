//! What adding a document did.

use crate::paint::{Ink, Page};
use crate::{Setting, clean, words};
use serde::Serialize;
use types::{DocumentId, QuestionId, Standing};

/// What came of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It was not in the ledger.
    New,
    /// The same bytes are in the ledger; nothing was added.
    Known,
    /// It replaces what was recorded from the same address.
    Version,
    /// The document was there; a newer engine read it again.
    Reread,
}

/// A question whose standing changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change {
    #[allow(missing_docs)]
    pub question: QuestionId,
    #[allow(missing_docs)]
    pub text: String,
    /// How it stood; nothing for a new question.
    pub before: Option<Standing>,
    /// How it stands.
    pub after: Standing,
}

/// What adding one document did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Added {
    /// The id that the input gives.
    pub id: String,
    #[allow(missing_docs)]
    pub document: DocumentId,
    #[allow(missing_docs)]
    pub fate: Fate,
    /// The document that it replaces.
    pub replaces: Option<DocumentId>,
    /// How many claims were recorded.
    pub claims: usize,
    /// Of a new version or reading: claims that were not there before, by their words.
    pub gained: Vec<String>,
    /// Of a new version or reading: claims that are no longer there, by their words.
    pub lost: Vec<String>,
    /// Questions whose standing changed.
    pub changed: Vec<Change>,
}

impl Added {
    /// Lines for a person.
    pub fn page(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        let what = match self.fate {
            Fate::New => format!("added, {} claims", self.claims),
            Fate::Known => "is in the ledger already; nothing was added".into(),
            Fate::Version => format!("is a new version, {} claims", self.claims),
            Fate::Reread => format!("was read again, {} claims", self.claims),
        };
        page.paragraph(Ink::Plain, 0, &format!("{}: {what} · {}", clean(&self.id), self.document));
        for (mark, list) in [("+", &self.gained), ("-", &self.lost)] {
            list.iter().for_each(|w| page.paragraph(Ink::Plain, 2, &format!("{mark} {}", clean(w))));
        }
        for change in self.changed.iter().filter(|c| c.tells()) {
            let before = change.before.map_or(String::new(), |b| format!("{} → ", words::standing(b)));
            let text = format!("{before}{}: {}", words::standing(change.after), clean(&change.text));
            page.paragraph(
                if change.after == Standing::Contested { Ink::Alarm } else { Ink::Stance },
                2,
                &text,
            );
        }
        page.into_text()
    }
}

impl Change {
    /// A new question with one origin is no news.
    fn tells(&self) -> bool {
        self.before.is_some() || !matches!(self.after, Standing::SingleOrigin | Standing::Pending)
    }
}

//! What a source has said, and what became of it.

use super::{Cited, Frame, count};
use crate::paint::{Ink, Page};
use crate::{Setting, clean, words};
use serde::Serialize;
use std::collections::BTreeMap;
use types::{Answer, QuestionId, Standing};

/// One thing that the source said.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Said {
    #[allow(missing_docs)]
    pub claim: Cited,
    /// The question that it answers, and what became of it.
    pub became: Option<Became>,
}

/// How the question stands that a claim answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Became {
    #[allow(missing_docs)]
    pub question: QuestionId,
    #[allow(missing_docs)]
    pub text: String,
    #[allow(missing_docs)]
    pub answer: Answer,
    #[allow(missing_docs)]
    pub standing: Standing,
}

/// A source's page. Its record is shown, and is never the ground of a grade.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourcePage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// The names under which it was found.
    pub names: Vec<String>,
    /// How many claims there are; more than `said` when the list was cut.
    pub total: u64,
    /// How many of its answers stand under a question of each standing.
    pub record: BTreeMap<String, u64>,
    /// The latest said first.
    pub said: Vec<Said>,
}

impl SourcePage {
    /// A page for a person.
    pub fn page(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        if self.names.is_empty() {
            self.frame.nothing(&mut page, "no source of that name");
        } else {
            page.paragraph(Ink::Source, 0, &clean(&self.names.join(" · ")));
            let record: Vec<String> = self.record.iter().map(|(s, n)| format!("{n} {s}")).collect();
            let line = format!("{}: {}", count(self.total, "claim"), record.join(", "));
            page.paragraph(Ink::Faint, 0, line.trim_end_matches(": "));
        }
        for said in &self.said {
            page.gap();
            let claim = &said.claim.claim;
            page.paragraph(
                Ink::Plain,
                0,
                &format!("{}“{}”", words::lead(claim), clean(claim.content.text.trim())),
            );
            if let Some(became) = &said.became {
                let text = format!(
                    "{}: {} ({}) · {}",
                    words::standing(became.standing),
                    clean(&became.text),
                    words::answer(&became.answer),
                    became.question
                );
                page.paragraph(Ink::Stance, 2, &text);
            }
            let publisher =
                clean(said.claim.publisher.as_deref().unwrap_or("publisher not known")).into_owned();
            let when = claim.claimed_time.as_ref().and_then(words::when);
            let parts = [Some(publisher), when.map(|w| format!("said {w}")), Some(claim.id.to_string())];
            page.paragraph(Ink::Faint, 2, &parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        }
        if (self.said.len() as u64) < self.total {
            page.gap();
            let text = format!("{} of {}; --limit shows more", self.said.len(), count(self.total, "claim"));
            page.paragraph(Ink::Faint, 0, &text);
        }
        self.frame.foot(&mut page);
        page.into_text()
    }
}

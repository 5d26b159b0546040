//! One question: every answer by origin over time, with the words; and why it stands as it does.

use super::{Frame, count, origins};
use crate::paint::{Ink, Page};
use crate::{Setting, clean, words};
use serde::{Deserialize, Serialize};
use types::{Claim, ClaimId, Moment, Question, QuestionId, Reason};

/// Below a group that is none of the independent origins.
const NOT_COUNTED: &str = "not counted as an origin: taken back, or replaced by its own later word";

/// A claim with the document that it stands in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Cited {
    /// The claim.
    #[serde(flatten)]
    pub claim: Claim,
    /// The id of the input that brought the document.
    pub name: String,
    #[allow(missing_docs)]
    pub publisher: Option<String>,
    #[allow(missing_docs)]
    pub title: Option<String>,
    #[allow(missing_docs)]
    pub url: Option<String>,
    #[allow(missing_docs)]
    pub published: Option<Moment>,
    /// When the ledger learned of it, UTC.
    pub recorded: String,
}

/// Claims that count as one origin, and the evidence for each tie between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Voice {
    /// Who, for people.
    pub origin: String,
    /// Their claims.
    pub claims: Vec<ClaimId>,
    /// Why they are one origin, a sentence a tie.
    pub because: Vec<String>,
    /// It counts among the independent origins. It does not where all of its answers were taken back, nor beyond
    /// the 64 voices of one question that are told apart.
    pub counts: bool,
}

/// A question that may be the same; it stays apart until a person joins them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Near {
    /// The other question.
    pub id: QuestionId,
    #[allow(missing_docs)]
    pub text: String,
    /// How alike, 0 to 1.
    pub score: f64,
    /// What speaks for it and against it.
    pub because: String,
}

/// One question with all that was said to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Asked {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// The question with its answers, its standing and the reasons.
    #[serde(flatten)]
    pub question: Question,
    /// How many independent origins answer: the groups that count. The board has the same number.
    pub origins: u64,
    /// The claims, in the order in which they were said.
    pub claims: Vec<Cited>,
    /// Independence groups.
    pub voices: Vec<Voice>,
    /// Questions that may be the same.
    pub near: Vec<Near>,
}

impl Asked {
    /// `hearsay ask`: answers over time, a group an origin.
    pub fn page(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        self.head(&mut page);
        for voice in &self.voices {
            page.gap();
            page.paragraph(Ink::Source, 0, &clean(&voice.origin));
            voice.claims.iter().for_each(|id| self.answer(&mut page, id));
            voice
                .because
                .iter()
                .for_each(|b| page.paragraph(Ink::Faint, 2, &format!("one origin: {}", clean(b))));
            if !voice.counts {
                page.paragraph(Ink::Faint, 2, NOT_COUNTED);
            }
        }
        if !self.near.is_empty() {
            page.gap();
            page.line(&[(Ink::Heading, "Perhaps the same question")]);
            for near in &self.near {
                let text = format!(
                    "{} ({:.2}: {}) · {}",
                    clean(&near.text),
                    near.score,
                    clean(&near.because),
                    near.id
                );
                page.paragraph(Ink::Plain, 2, &text);
            }
        }
        self.frame.foot(&mut page);
        page.into_text()
    }

    /// `hearsay why`: every pair that decides, with the rule and both sides' words and times.
    pub fn why(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        self.head(&mut page);
        if self.question.why.is_empty() {
            page.gap();
            page.paragraph(Ink::Plain, 0, "No two claims bear on each other: one origin answers.");
        }
        for reason in &self.question.why {
            page.gap();
            self.reason(&mut page, reason);
        }
        self.frame.foot(&mut page);
        page.into_text()
    }

    fn head(&self, page: &mut Page) {
        page.paragraph(Ink::Title, 0, &clean(&self.question.text));
        let grade = words::grade(self.question.grade);
        let days = self.question.days.and_then(|d| Some(super::board::days(d.from?, d.to?)));
        let mut parts: Vec<String> = days.into_iter().collect();
        parts.extend([
            words::standing(self.question.standing).to_uppercase(),
            format!("grade {grade}"),
            count(self.claims.len() as u64, "claim"),
            origins(self.origins),
        ]);
        parts.push(self.question.id.to_string());
        page.paragraph(Ink::Stance, 0, &parts.join(" · "));
        self.question.notes.iter().for_each(|n| page.paragraph(Ink::Faint, 0, &clean(n)));
    }

    fn cited(&self, id: &ClaimId) -> Option<&Cited> {
        self.claims.iter().find(|c| c.claim.id == *id)
    }

    fn answer(&self, page: &mut Page, id: &ClaimId) {
        let Some(cited) = self.cited(id) else { return };
        let mut values =
            self.question.answers.iter().filter(|g| g.claim == *id).map(|g| words::answer(&g.value));
        let value = values.next().unwrap_or_default();
        let lead = words::lead(&cited.claim);
        page.paragraph(Ink::Stance, 2, &format!("{value}: {lead}{}", quoted(&cited.claim)));
        page.paragraph(Ink::Faint, 6, &place(cited));
    }

    fn reason(&self, page: &mut Page, reason: &Reason) {
        page.paragraph(Ink::Plain, 0, &clean(&reason.text));
        page.paragraph(
            Ink::Faint,
            2,
            &format!("{} by the rule {}", words::tie(reason.tie), clean(&reason.rule)),
        );
        // One that a person recorded as withdrawn stands alone.
        let two = (reason.b != reason.a).then_some(&reason.b);
        for cited in std::iter::once(&reason.a).chain(two).filter_map(|id| self.cited(id)) {
            page.paragraph(Ink::Plain, 2, &format!("- {}", quoted(&cited.claim)));
            page.paragraph(Ink::Faint, 4, &place(cited));
        }
    }
}

/// The words with their source.
fn quoted(claim: &Claim) -> String {
    let said = clean(&claim.content.text);
    let said = said.trim().trim_matches(['"', '“', '”']);
    match &claim.source {
        Some(source) => format!("“{said}” ({})", clean(&source.text)),
        None => format!("“{said}”"),
    }
}

/// Where it stands, when it was said and about when, and when it was recorded: three times, named.
fn place(cited: &Cited) -> String {
    let claim = &cited.claim;
    let mut parts = vec![clean(cited.publisher.as_deref().unwrap_or("publisher not known")).into_owned()];
    parts.extend(cited.title.as_deref().map(|t| format!("“{}”", clean(t))));
    parts.extend(claim.claimed_time.as_ref().and_then(words::when).map(|w| format!("said {w}")));
    parts.extend(claim.valid_time.as_ref().and_then(words::when).map(|w| format!("about {w}")));
    parts.push(format!("recorded {}", cited.recorded));
    parts.push(format!("{} in {}", claim.id, clean(&cited.name)));
    parts.join(" · ")
}

//! The questions, the contested first.

use super::{Frame, count, origins};
use crate::paint::{Ink, Page};
use crate::wrap::{columns, wrap};
use crate::{Setting, clean, words};
use serde::Serialize;
use types::{Grade, Moment, QuestionId, Standing};

/// What is found where no question fits.
const NOTHING: &str = "no question that fits";

/// One question of the board.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Row {
    /// Permanent; `hearsay ask` takes it.
    pub id: QuestionId,
    /// In plain words.
    pub text: String,
    /// For a question of one event, its first and last day: the same on other days is another question.
    pub days: Option<[Moment; 2]>,
    /// The kind.
    pub kind: String,
    /// What can be said of it.
    pub standing: Standing,
    /// The casualty recorders' word for it.
    pub grade: Grade,
    /// Claims that answer it.
    pub answers: u64,
    /// Independent origins among them.
    pub origins: u64,
    /// Lowest, best and highest count of the independent origins; nothing for other kinds of answers.
    pub low: Option<f64>,
    #[allow(missing_docs)]
    pub best: Option<f64>,
    #[allow(missing_docs)]
    pub high: Option<f64>,
    /// When it last changed, recorded time, UTC.
    pub changed: String,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Board {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// How many questions there are; more than `questions` when the list was cut.
    pub total: u64,
    /// By standing, then the latest change first.
    pub questions: Vec<Row>,
    /// Where there is none, what was searched and when: an answer that can be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nothing: Option<String>,
}

impl Board {
    /// The board of these questions, of `total` that there are.
    pub fn of(frame: Frame, total: u64, questions: Vec<Row>) -> Board {
        let nothing = questions.is_empty().then(|| frame.searched(NOTHING));
        Board { frame, total, questions, nothing }
    }

    /// A page for a person: a question a paragraph, its standing before it, and a line below with what
    /// decides it.
    pub fn page(&self, setting: Setting) -> String {
        let mut page = Page::new(setting.width.max(40), setting.colours);
        if self.questions.is_empty() {
            self.frame.nothing(&mut page, NOTHING);
        }
        let longest = self.questions.iter().map(|q| columns(words::standing(q.standing))).max().unwrap_or(0);
        for (i, question) in self.questions.iter().enumerate() {
            if i > 0 && self.questions[i - 1].standing != question.standing {
                page.gap();
            }
            row(&mut page, question, longest);
        }
        let shown = self.questions.len() as u64;
        if shown < self.total {
            page.gap();
            let text = format!("{shown} of {}; --limit shows more", count(self.total, "question"));
            page.paragraph(Ink::Faint, 0, &text);
        }
        self.frame.foot(&mut page);
        page.into_text()
    }
}

fn row(page: &mut Page, question: &Row, longest: usize) {
    let standing = words::standing(question.standing);
    let ink = if matches!(question.standing, Standing::Contested | Standing::Failed) {
        Ink::Alarm
    } else {
        Ink::Stance
    };
    let margin = " ".repeat(longest + 2);
    for (i, line) in wrap(&clean(&question.text), page.width.saturating_sub(longest + 2)).iter().enumerate() {
        let pad = " ".repeat(longest + 2 - columns(standing));
        let (mark, pad) = if i == 0 { (standing, pad.as_str()) } else { ("", margin.as_str()) };
        page.line(&[(ink, mark), (Ink::Plain, pad), (Ink::Title, line)]);
    }
    let mut parts: Vec<String> = question.days.iter().map(|[a, b]| days(*a, *b)).collect();
    parts.extend([
        format!("grade {}", words::grade(question.grade)),
        count(question.answers, "answer"),
        origins(question.origins),
    ]);
    parts.extend(words::range(question.low, question.best, question.high));
    parts.push(question.id.to_string());
    page.paragraph(Ink::Faint, longest + 2, &parts.join(" · "));
}

/// The days of an event.
pub(super) fn days(from: Moment, to: Moment) -> String {
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}

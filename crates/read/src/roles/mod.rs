//! What each paragraph is there for, by general signs. When unsure, it is body: nothing that may be
//! somebody's statement is thrown away.

mod caption;
mod furniture;
mod lead;
mod repeats;
mod words;

pub(crate) use lead::names;
pub(crate) use words::{cut, ends_sentence, normal};

use crate::lexicon::FURNITURE;
use types::{Passage, Role, Span};

/// A paragraph or a line before and while its role is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub span: Span,
    pub role: Role,
    /// Whether the markup said so, and it is not to be looked at again.
    pub fixed: bool,
}

/// The passages, and what they tell of the document.
pub(crate) struct Outcome {
    pub passages: Vec<Passage>,
    pub title: Option<String>,
    pub byline: Option<String>,
}

/// Gives each unit its role. Units must be in order, on characters of `text`, and not overlap.
/// `bare`: whether there is no markup, so that the headline has to be found.
pub(crate) fn assign(text: &str, mut units: Vec<Unit>, bare: bool) -> Outcome {
    furniture::by_words(text, &mut units);
    repeats::cut_off_copies(text, &mut units);
    caption::by_signs(text, &mut units);
    lists(text, &mut units);
    if bare {
        lead::headline(text, &mut units);
    }
    lead::bylines(text, &mut units);
    repeats::pull_quotes(text, &mut units);
    furniture::teasers(text, &mut units);
    let units = furniture::embedded_titles(text, lead::datelines(text, units));
    let of = |role: Role| units.iter().find(|u| u.role == role).map(|u| u.span.of(text));
    let title = of(Role::Headline).map(str::to_owned);
    let byline = of(Role::Byline).and_then(lead::names);
    let passages = units.iter().map(|u| Passage { span: u.span, role: u.role }).collect();
    Outcome { passages, title, byline }
}

/// Two or more items in a row.
fn lists(text: &str, units: &mut [Unit]) {
    let is_item = |u: &Unit| {
        let line = u.span.of(text);
        let after = line.strip_prefix(['•', '*', '-', '–', '‣', '▪', '·']);
        !u.fixed && u.role == Role::Body && after.is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}']))
    };
    let items: Vec<bool> = units.iter().map(is_item).collect();
    for (i, unit) in units.iter_mut().enumerate() {
        let beside =
            i.checked_sub(1).and_then(|j| items.get(j)) == Some(&true) || items.get(i + 1) == Some(&true);
        if items[i] && beside {
            unit.role = Role::List;
        }
    }
}

/// Whether the unit is still open to be something else than body.
fn is_open(unit: &Unit) -> bool {
    !unit.fixed && matches!(unit.role, Role::Body | Role::List)
}

/// Whether it is short enough to be judged by its words.
fn is_short(line: &str) -> bool {
    line.split_whitespace().take(FURNITURE.most_words + 1).count() <= FURNITURE.most_words
}

//! What is asked for.

use super::super::{CaseError, Filter};
use super::items::Desk;
use super::wanted;
use show::export::{Form, Options, What};
use types::QuestionId;

/// What is exported, in which form.
#[derive(Debug, Clone)]
pub struct Order {
    /// Claims, questions or documents.
    pub what: What,
    /// As what.
    pub form: Form,
    /// Which questions, and so which claims; documents are exported whole. The limit is that of questions.
    pub filter: Filter,
    /// Only this question.
    pub question: Option<QuestionId>,
    /// How it is written.
    pub options: Options,
}

impl Order {
    /// Whether all claims are asked for, also those that answer nothing.
    pub(super) fn is_plain(&self) -> bool {
        let f = &self.filter;
        let named = f.place.is_none() && f.actor.is_none() && f.kind.is_none() && f.standing.is_none();
        named && f.publisher.is_none() && f.since.is_none() && self.question.is_none()
    }

    /// # Errors
    /// Unless exactly one question fits: a dossier is of one.
    pub(super) fn is_one(&self, desk: &mut Desk<'_, '_>) -> Result<(), CaseError> {
        if self.question.is_some() {
            return Ok(());
        }
        let fitting = match wanted(desk.reader, &self.filter, &desk.ask)? {
            Some(filter) => desk.reader.board(&filter, desk.as_of, None, 2)?.rows.len(),
            None => 0,
        };
        let say = |what: &str| {
            Err(CaseError::Wrong(format!(
                "a dossier is of one question, and {what}: name one with --question; `hearsay board` lists them"
            )))
        };
        match fitting {
            1 => Ok(()),
            0 => say("none fits"),
            _ => say("several fit"),
        }
    }
}

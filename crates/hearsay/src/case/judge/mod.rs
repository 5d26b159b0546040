//! What people correct: each judgement is an entry, counts from then on, can be undone, and outlives reading
//! the document anew.

//!
//! `kept` is what an entry holds of a judgement, `about` looks up what it is about and whom it bears on, `actor` says
//! who is meant by an actor, `apply` makes it count.

mod about;
mod actor;
mod apply;
mod kept;

pub(super) use apply::judged;
pub(super) use kept::{Judgements, graded, load, merged, take};

use super::keeper::Keeper;
use super::{Case, CaseError, Instant, derive};
use ledger::{Entry, Kind, Recorded, Seq};
use serde::{Deserialize, Serialize};
use types::{ClaimId, DocumentId, QuestionId};

/// What a person judges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "judgement", rename_all = "kebab-case")]
pub enum Judgement {
    /// The claim was read rightly: nothing changes but that a person has looked.
    Accept {
        /// Which.
        claim: ClaimId,
    },
    /// The claim is none, or was misread: it counts no more.
    Reject {
        /// Which.
        claim: ClaimId,
    },
    /// A field of a claim is wrong.
    Field {
        /// Of which claim.
        claim: ClaimId,
        /// `answer`, `quantity`, `place`, `source`, `claimed_time` or `valid_time`.
        field: String,
        /// As it should be, in words.
        value: String,
    },
    /// Two questions are one.
    Merge {
        /// The one that stays.
        into: QuestionId,
        /// The one that joins it.
        from: QuestionId,
    },
    /// Two actors are one.
    MergeActors {
        /// The one that stays: its name, or the id of one that a document names.
        into: String,
        /// The one that is the same, likewise.
        from: String,
    },
    /// The claim does not answer this question.
    Split {
        /// Which claim.
        claim: ClaimId,
        /// Which question.
        question: QuestionId,
    },
    /// Who is called so in the claim is somebody else.
    SplitActor {
        /// Which claim.
        claim: ClaimId,
        /// Who is not meant: its name, or the id of one that a document names.
        actor: String,
    },
    /// Its source or its publisher withdrew it.
    Retract {
        /// The claim, or the document with all of its claims.
        what: Withdrawn,
    },
    /// A grade in a person's judgement, beside the computed standing.
    Grade {
        /// Of which question.
        question: QuestionId,
        /// The grade's word.
        grade: String,
    },
    /// An earlier judgement is taken back.
    Undo {
        /// The number of its entry.
        entry: i64,
    },
}

/// What was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withdrawn {
    /// One claim.
    Claim(ClaimId),
    /// All claims of a document.
    Document(DocumentId),
}

impl Judgement {
    /// That two things are one: two questions by their ids, else two actors by their names or ids.
    pub fn merge(into: &str, from: &str) -> Judgement {
        match (into.parse(), from.parse()) {
            (Ok(into), Ok(from)) => Judgement::Merge { into, from },
            _ => Judgement::MergeActors { into: into.to_owned(), from: from.to_owned() },
        }
    }

    /// That a claim is not about something: the question of an id, else the actor of a name or an id.
    pub fn split(claim: ClaimId, what: &str) -> Judgement {
        match what.parse() {
            Ok(question) => Judgement::Split { claim, question },
            Err(_) => Judgement::SplitActor { claim, actor: what.to_owned() },
        }
    }

    /// That the claim or the document of an id was withdrawn.
    ///
    /// # Errors
    /// When it is the id of neither, in words.
    pub fn retract(id: &str) -> Result<Judgement, String> {
        let what = match id.parse() {
            Ok(claim) => Withdrawn::Claim(claim),
            Err(_) => Withdrawn::Document(id.parse()?),
        };
        Ok(Judgement::Retract { what })
    }
}

impl Case {
    /// Records a judgement and makes it count; the number of its entry, by which it can be taken back.
    ///
    /// # Errors
    /// When what it is about is not in the ledger, or the value is none for that field.
    pub fn correct(
        &mut self,
        judgement: &Judgement,
        author: &str,
        reason: &str,
        at: Instant,
    ) -> Result<Seq, CaseError> {
        if reason.trim().is_empty() {
            return Err(CaseError::Wrong("a judgement needs a reason".into()));
        }
        let (lexicon, memo) = (&self.lexicon, &mut self.memo);
        let done = self.ledger.write(|w| {
            let keeper = Keeper::new(w, memo, lexicon)?;
            load(&keeper)?;
            let seq = judge(&keeper, judgement, author, reason, Recorded(at.as_microsecond()))?;
            keeper.end()?;
            Ok(seq)
        });
        if done.is_err() {
            self.memo = Default::default();
        }
        done
    }
}

fn judge(
    keeper: &Keeper<'_, '_>,
    judgement: &Judgement,
    author: &str,
    reason: &str,
    recorded: Recorded,
) -> Result<Seq, CaseError> {
    let kept = about::prepare(keeper, judgement)?;
    let (kind, subject) = subject(judgement, &kept);
    let body = serde_json::to_vec(&kept).expect("a judgement always has a JSON form");
    let judged = Entry { kind, subject: &subject, body: &body, author, reason, recorded };
    let seq = keeper.with(|w| Ok(w.append(judged)?.seq))?;
    load(keeper)?;
    for document in about::affected(keeper, judgement, &kept)? {
        let row = keeper.with(|w| Ok(w.document_at(document)?))?;
        let Some(row) = row.filter(|d| d.until.is_none()) else { continue };
        let again = derive::again(keeper, document)?;
        let entry =
            Entry { kind: Kind::Reading, subject: &row.id, body: again.as_bytes(), author, reason, recorded };
        let at = keeper.with(|w| Ok(w.append(entry)?))?;
        let (touched, body) = derive::end(keeper, &row, false, at.seq)?;
        derive::reading(keeper, &body, (document, at.seq), at.recorded, touched)?;
    }
    if let Judgement::Grade { question, .. } = judgement {
        derive::settle(keeper, question, seq, recorded)?;
    }
    Ok(seq)
}

fn subject(judgement: &Judgement, kept: &kept::Kept) -> (Kind, String) {
    match judgement {
        Judgement::Reject { claim } => (Kind::Rejection, claim.to_string()),
        Judgement::Field { claim, .. } => (Kind::Correction, claim.to_string()),
        Judgement::Merge { into, .. } => (Kind::Merge, into.to_string()),
        Judgement::MergeActors { into, .. } => {
            (Kind::Merge, kept.actors.first().map_or_else(|| into.clone(), |who| who.name.clone()))
        }
        Judgement::Split { claim, .. } | Judgement::SplitActor { claim, .. } => {
            (Kind::Split, claim.to_string())
        }
        Judgement::Retract { what: Withdrawn::Claim(claim) } => (Kind::Retraction, claim.to_string()),
        Judgement::Retract { what: Withdrawn::Document(document) } => {
            (Kind::Retraction, document.to_string())
        }
        Judgement::Grade { question, .. } => (Kind::Review, question.to_string()),
        Judgement::Accept { claim } => (Kind::Review, claim.to_string()),
        Judgement::Undo { entry } => (Kind::Undo, entry.to_string()),
    }
}

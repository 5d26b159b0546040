//! What people judge: the queue, the judgements so far, and a new one.

use super::write::{Answered, once};
use crate::act::{Act, Actor};
use crate::look::Look;
use crate::problem::Problem;
use crate::query::{Csrf, Params, Part, Times, given, parsed};
use crate::who::Role;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::Response;
use hearsay::case::{Judgement, Judgements, ReviewPage};
use serde::{Deserialize, Serialize};
use types::{ClaimId, QuestionId};

/// What asks for a person: contested questions, and claims of which reading was not sure
#[utoipa::path(get, path = "/review", tag = "judgements", params(Part, Times), responses((status = 200, description = "The queue", body = ReviewPage)))]
pub async fn review(look: Look, Params(part): Params<Part>) -> Result<Response, Problem> {
    let limit = part.limit()?;
    look.read(move |case, ask| case.review(limit, ask)).await
}

/// About what.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Subject {
    /// A claim or a question; all, where it is left out.
    pub subject: Option<String>,
}

/// What people judged, the latest first
#[utoipa::path(get, path = "/judgements", tag = "judgements", params(Subject, Part, Times), responses((status = 200, description = "A page of judgements", body = Judgements)))]
pub async fn judgements(
    look: Look,
    Params(subject): Params<Subject>,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let limit = part.limit()?;
    look.read(move |case, ask| case.judgements(given(&subject.subject), limit, part.cursor().as_deref(), ask))
        .await
}

/// A judgement, as `hearsay correct` takes it, with a reason.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Judging {
    /// Why; is shown wherever the judgement counts.
    pub reason: String,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub what: What,
}

/// What is judged.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum What {
    /// The claim was read rightly: a person has looked.
    Accept {
        /// clm_…
        claim: String,
    },
    /// The claim is none, or was misread: it counts no more.
    Reject {
        /// clm_…
        claim: String,
    },
    /// A field of a claim is wrong.
    Correct {
        /// clm_…
        claim: String,
        /// answer, source, claimed_time or valid_time.
        field: String,
        /// As it should be, in words.
        value: String,
    },
    /// Two questions are one, or two actors.
    Merge {
        /// What stays: qst_…, or an actor by its name or by act_… of one that a document names.
        into: String,
        /// What joins it, likewise.
        from: String,
    },
    /// The claim does not answer this question, or is about another actor; one of the two is given.
    Split {
        /// clm_…
        claim: String,
        /// qst_…
        #[serde(skip_serializing_if = "Option::is_none", default)]
        question: Option<String>,
        /// Who is not meant: a name, or act_… of an actor that a document names.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        actor: Option<String>,
    },
    /// Its source or its publisher withdrew it: it stays in the ledger and counts no more.
    Retract {
        /// clm_…, or doc_… with all of its claims.
        what: String,
    },
    /// A grade in a person's judgement.
    Review {
        /// qst_…
        question: String,
        /// confirmed, fair, weak, contested or discounted.
        grade: String,
    },
    /// An earlier judgement is taken back.
    Undo {
        /// The number of its entry.
        entry: i64,
    },
}

impl What {
    fn judgement(&self) -> Result<Judgement, Problem> {
        let claim = |t: &str| t.parse::<ClaimId>().map_err(|e| Problem::wrong("claim", e));
        let question = |field, t: &str| t.parse::<QuestionId>().map_err(|e| Problem::wrong(field, e));
        Ok(match self {
            What::Accept { claim: c } => Judgement::Accept { claim: claim(c)? },
            What::Reject { claim: c } => Judgement::Reject { claim: claim(c)? },
            What::Correct { claim: c, field, value } => {
                Judgement::Field { claim: claim(c)?, field: field.clone(), value: value.clone() }
            }
            What::Merge { into, from } => Judgement::merge(into, from),
            What::Split { claim: c, question: Some(q), actor: None } => {
                Judgement::Split { claim: claim(c)?, question: question("question", q)? }
            }
            What::Split { claim: c, question: None, actor: Some(actor) } => {
                Judgement::SplitActor { claim: claim(c)?, actor: actor.clone() }
            }
            What::Split { .. } => {
                return Err(Problem::wrong("question", "either a question or an actor is given"));
            }
            What::Retract { what } => Judgement::retract(what).map_err(|e| Problem::wrong("what", e))?,
            What::Review { question: q, grade } => {
                Judgement::Grade { question: question("question", q)?, grade: grade.clone() }
            }
            What::Undo { entry } => Judgement::Undo { entry: *entry },
        })
    }
}

/// That a judgement was recorded.
#[derive(Serialize, utoipa::ToSchema)]
struct Judged {
    /// The number of its entry, by which it can be taken back.
    entry: i64,
}

/// Record a judgement: it counts from now on, and can be taken back
///
/// With the header Idempotency-Key, the same request sent again is done once.
#[utoipa::path(post, path = "/judgements", tag = "judgements", request_body = Judging,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of the caller's"), Csrf),
    responses((status = 201, description = "It is recorded", body = Judged)))]
pub async fn judge(act: Act, body: Bytes) -> Result<Response, Problem> {
    let actor = act.by(Role::Analyst)?;
    let Actor { app, who, .. } = &actor;
    let judging: Judging = parsed(&body)?;
    let judgement = judging.what.judgement()?;
    if judging.reason.trim().is_empty() {
        return Err(Problem::wrong("reason", "a judgement needs a reason"));
    }
    let request = serde_json::to_string(&judging).map_err(|_| Problem::internal())?;
    once(&actor, &format!("judgements {request}"), async |begun| {
        let (reason, author) = (judging.reason.as_str(), who.name.as_str());
        let before = match begun {
            Some(head) => {
                let (judgement, author, reason) = (judgement.clone(), author.to_owned(), reason.to_owned());
                app.pool.with(move |case| Ok(case.judged_after(head, &judgement, &author, &reason)?)).await?
            }
            None => None,
        };
        let entry = match before {
            Some(entry) => entry,
            None => app.writer.judge(judgement.clone(), author, reason).await?,
        };
        actor.note("judge", &format!("entry {entry}")).await?;
        Ok(Answered { status: StatusCode::CREATED, body: show::ledger::json(&Judged { entry }, false) })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(json: &str) -> Option<Judgement> {
        serde_json::from_str::<What>(json).unwrap().judgement().ok()
    }

    #[test]
    fn questions_and_actors_are_joined_and_parted_by_the_same_verbs() {
        let actors = r#"{"verb": "merge", "into": "Karevian army", "from": "army"}"#;
        assert!(matches!(judged(actors), Some(Judgement::MergeActors { .. })));
        let (claim, question) = (ClaimId::of(&[b"a"]), QuestionId::of(&[b"b"]));
        let questions = format!(r#"{{"verb": "merge", "into": "{question}", "from": "{question}"}}"#);
        assert!(matches!(judged(&questions), Some(Judgement::Merge { .. })));
        let split = |what: &str| judged(&format!(r#"{{"verb": "split", "claim": "{claim}"{what}}}"#));
        assert!(matches!(split(r#", "actor": "army""#), Some(Judgement::SplitActor { .. })));
        assert!(matches!(split(&format!(r#", "question": "{question}""#)), Some(Judgement::Split { .. })));
        assert!(split("").is_none());
        let retract = |what: &str| judged(&format!(r#"{{"verb": "retract", "what": "{what}"}}"#));
        assert!(matches!(retract(claim.as_str()), Some(Judgement::Retract { .. })));
        assert!(retract(question.as_str()).is_none());
    }
}

//! What people judge: the queue, the judgements so far, and a new one.

use super::write::{Answered, once};
use crate::answer::{Asked, read};
use crate::app::App;
use crate::problem::Problem;
use crate::query::{Params, Part, Times, given};
use crate::who::Who;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use hearsay::case::{Judgement, Judgements, ReviewPage};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use types::{ClaimId, QuestionId};

/// What asks for a person: contested questions, and claims of which reading was not sure
#[utoipa::path(get, path = "/review", tag = "judgements", params(Part, Times), responses((status = 200, description = "The queue", body = ReviewPage)))]
pub async fn review(
    State(app): State<Arc<App>>,
    _: Who,
    asked: Asked,
    Params(part): Params<Part>,
    Params(times): Params<Times>,
) -> Result<Response, Problem> {
    let limit = part.limit()?;
    read(&app, asked, times.ask()?, move |case, ask| -> Result<ReviewPage, Problem> {
        Ok(case.review(limit, ask)?)
    })
    .await
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
    State(app): State<Arc<App>>,
    _: Who,
    asked: Asked,
    Params(subject): Params<Subject>,
    Params(part): Params<Part>,
    Params(times): Params<Times>,
) -> Result<Response, Problem> {
    let limit = part.limit()?;
    read(&app, asked, times.ask()?, move |case, ask| -> Result<Judgements, Problem> {
        Ok(case.judgements(given(&subject.subject), limit, part.cursor().as_deref(), ask)?)
    })
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
    /// Two questions are one.
    Merge {
        /// qst_… that stays.
        into: String,
        /// qst_… that joins it.
        from: String,
    },
    /// The claim does not answer this question.
    Split {
        /// clm_…
        claim: String,
        /// qst_…
        question: String,
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
            What::Merge { into, from } => {
                Judgement::Merge { into: question("into", into)?, from: question("from", from)? }
            }
            What::Split { claim: c, question: q } => {
                Judgement::Split { claim: claim(c)?, question: question("question", q)? }
            }
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
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of the caller's"), ("X-Hearsay-CSRF" = Option<String>, Header, description = "From GET /status; not needed with a token")),
    responses((status = 201, description = "It is recorded", body = Judged)))]
pub async fn judge(
    State(app): State<Arc<App>>,
    who: Who,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let who = who.analyst()?.writes(&headers)?;
    let judging: Judging =
        serde_json::from_slice(&body).map_err(|e| Problem::new(StatusCode::BAD_REQUEST, e.to_string()))?;
    let judgement = judging.what.judgement()?;
    if judging.reason.trim().is_empty() {
        return Err(Problem::wrong("reason", "a judgement needs a reason"));
    }
    let request = serde_json::to_string(&judging).map_err(|_| Problem::internal())?;
    once(&app, &who, &headers, &format!("judgements {request}"), async |begun| {
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
        app.state.note(&who.name, "judge", &format!("entry {entry}")).await?;
        Ok(Answered { status: StatusCode::CREATED, body: show::ledger::json(&Judged { entry }, false) })
    })
    .await
}

//! The board and its questions.

use crate::look::{Id, Look};
use crate::problem::Problem;
use crate::query::{Params, Part, Times, given, moment};
use axum::response::Response;
use hearsay::case::{Case, Filter, Found, HistoryPage, QuestionsPage, standing};
use serde::{Deserialize, Serialize};
use types::QuestionId;

/// Which questions.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// About this place or one in it, by a name.
    pub place: Option<String>,
    /// About this actor, by a name.
    pub actor: Option<String>,
    /// Of this kind: killed, control, ceasefire …
    pub kind: Option<String>,
    /// Of this standing: contested, corroborated, failed …
    pub standing: Option<String>,
    /// That a document of this publisher answers, or did once; of claims, those of its documents.
    pub publisher: Option<String>,
    /// Changed since then, by recorded time.
    pub since: Option<String>,
    /// That hold these words.
    pub q: Option<String>,
}

impl Which {
    /// The filter of the board.
    ///
    /// # Errors
    /// When a parameter is none of its kind.
    pub fn filter(&self, limit: u32) -> Result<Filter, Problem> {
        let own = |t: &Option<String>| given(t).map(str::to_owned);
        let standing =
            given(&self.standing).map(standing).transpose().map_err(|e| Problem::wrong("standing", e))?;
        Ok(Filter {
            place: own(&self.place),
            actor: own(&self.actor),
            kind: own(&self.kind),
            standing,
            publisher: own(&self.publisher),
            since: moment("since", &self.since)?,
            limit,
        })
    }
}

/// The board: questions, the contested first, then the latest change
#[utoipa::path(get, path = "/questions", tag = "questions", params(Which, Part, Times), responses((status = 200, description = "The board", body = QuestionsPage)))]
pub async fn questions(
    look: Look,
    Params(which): Params<Which>,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let filter = which.filter(part.limit()?)?;
    look.read(move |case, ask| case.questions(&filter, given(&which.q), part.cursor().as_deref(), ask)).await
}

fn one(
    case: &mut Case,
    id: &QuestionId,
    ask: &hearsay::case::Ask,
) -> Result<Box<show::ledger::Asked>, Problem> {
    match case.ask(id.as_str(), ask)? {
        Found::One(asked) => Ok(asked),
        Found::Several(_) => Err(Problem::missing(format!("there is no question {id}"))),
    }
}

/// One question: every answer by origin over time, with the words, and why it stands as it does
#[utoipa::path(get, path = "/questions/{id}", tag = "questions", params(("id" = String, Path, description = "qst_…"), Times), responses((status = 200, description = "The question", body = show::ledger::Asked)))]
pub async fn question(look: Look, Id(id): Id<QuestionId>) -> Result<Response, Problem> {
    look.read(move |case, ask| one(case, &id, ask)).await
}

/// A pair of claims that decides how a question stands, with the words of both.
#[derive(Serialize, utoipa::ToSchema)]
struct Pair {
    #[serde(flatten)]
    reason: types::Reason,
    /// The first claim, with its document.
    first: Option<show::ledger::Cited>,
    /// The second claim, with its document.
    second: Option<show::ledger::Cited>,
}

/// Why a question stands as it does.
#[derive(Serialize, utoipa::ToSchema)]
struct Why {
    #[serde(flatten)]
    frame: show::ledger::Frame,
    id: QuestionId,
    text: String,
    standing: types::Standing,
    grade: types::Grade,
    why: Vec<Pair>,
}

/// Every pair of claims that decides how the question stands, with the rule and both sides' words and times
#[utoipa::path(get, path = "/questions/{id}/why", tag = "questions", params(("id" = String, Path, description = "qst_…"), Times), responses((status = 200, description = "The reasons", body = Why)))]
pub async fn why(look: Look, Id(id): Id<QuestionId>) -> Result<Response, Problem> {
    look.read(move |case, ask| {
        let asked = one(case, &id, ask)?;
        let cited = |id: &types::ClaimId| asked.claims.iter().find(|c| c.claim.id == *id).cloned();
        let pair = |r: &types::Reason| Pair { first: cited(&r.a), second: cited(&r.b), reason: r.clone() };
        let why = asked.question.why.iter().map(pair).collect();
        let q = &asked.question;
        let (id, text) = (q.id.clone(), q.text.clone());
        let (standing, grade, frame) = (q.standing, q.grade, asked.frame.clone());
        Ok::<_, Problem>(Why { id, text, standing, grade, why, frame })
    })
    .await
}

/// How the question stood over recorded time, and what people judged of it
#[utoipa::path(get, path = "/questions/{id}/history", tag = "questions", params(("id" = String, Path, description = "qst_…"), Times), responses((status = 200, description = "Its standings in order", body = HistoryPage)))]
pub async fn history(look: Look, Id(id): Id<QuestionId>) -> Result<Response, Problem> {
    look.read(move |case, ask| case.history(&id, ask)).await
}

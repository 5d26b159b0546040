//! Adding documents.

use crate::act::{Act, Actor};
use crate::answer::plain;
use crate::app::App;
use crate::problem::Problem;
use crate::query::{Csrf, Params, given, parsed};
use crate::state::Kept;
use crate::who::Role;
use crate::writer::Fate;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt;
use hearsay::Given;
use serde::{Deserialize, Serialize};
use show::ledger::Added;
use std::ops::ControlFlow;
use std::sync::Arc;
use types::Document;

/// Documents of one request, at most.
const MOST: usize = 10_000;
/// Documents of one request that are at the writer at once.
const AT_ONCE: usize = 64;

/// What a bare text or page lacks; for a body that is no JSON.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Lacks {
    /// The id of the document, for people: the name of its file.
    pub name: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day of publication: 2031-05-04.
    pub published: Option<String>,
}

/// What came of the documents, in the order in which they were sent.
#[derive(Serialize, utoipa::ToSchema)]
struct Results {
    results: Vec<Outcome>,
}

/// What came of one document.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(untagged)]
#[schema(as = WriteOutcome)]
enum Outcome {
    Added(Box<Added>),
    Failed {
        /// Which document, as it is called.
        id: Option<String>,
        /// Why it was not added.
        error: String,
    },
}

/// One document as JSON; of `text`, `html` and `url` at least one. With an address alone, it is fetched.
#[derive(Debug, Clone, Deserialize, Serialize, utoipa::ToSchema)]
pub struct NewDocument {
    /// The id of the document, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[allow(missing_docs)]
    pub title: Option<String>,
    /// The day of publication: 2031-05-04.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[allow(missing_docs)]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[allow(missing_docs)]
    pub byline: Option<String>,
    /// Its address. What was recorded from the same address before is replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Add documents; answers when they are recorded, with what came of each
///
/// The body is one document as JSON, many as `application/x-ndjson` (one a line), or anything that `hearsay add`
/// reads: plain text, a page, a feed, gzip. Adding the same bytes twice adds nothing. With the header Idempotency-Key,
/// the same request sent again is answered as the first was.
#[utoipa::path(post, path = "/documents", tag = "documents",
    params(Lacks, ("Idempotency-Key" = Option<String>, Header, description = "Any text of the caller's"), Csrf),
    request_body(content((NewDocument = "application/json"), (String = "application/x-ndjson"), (String = "text/plain"), (String = "text/html"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 200, description = "What came of each document", body = Results)))]
pub async fn add(act: Act, Params(lacks): Params<Lacks>, body: Bytes) -> Result<Response, Problem> {
    let actor = act.by(Role::Analyst)?;
    if !actor.app.writer.has_model() {
        let detail = "this server has no language model: run `hearsay setup`, then start it again";
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
    }
    let hash = <sha2::Sha256 as sha2::Digest>::digest(&body);
    let request = format!("documents {} {lacks:?}", data_encoding::HEXLOWER.encode(&hash));
    once(&actor, &request, async |_| {
        let kind = actor.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let works = match address(kind, &body)? {
            Some(row) => fetched(&actor.app, row).await?,
            None => documents(&lacks, kind, body.clone())?,
        };
        let results = record(&actor, works).await?;
        Ok(Answered { status: StatusCode::OK, body: show::ledger::json(&Results { results }, false) })
    })
    .await
}

/// The row of a request that gives an address alone.
fn address(kind: &str, body: &[u8]) -> Result<Option<NewDocument>, Problem> {
    if !kind.starts_with("application/json") {
        return Ok(None);
    }
    let row: NewDocument = parsed(body)?;
    Ok(Some(row).filter(|r| r.url.is_some() && r.text.is_none() && r.html.is_none()))
}

/// The document at an address. What the page does not say of itself is taken from the row.
async fn fetched(app: &Arc<App>, row: NewDocument) -> Result<Vec<hearsay::Work>, Problem> {
    let private = app.settings.private;
    let url = row.url.clone().unwrap_or_default();
    let page = tokio::task::spawn_blocking(move || crate::net::fetch(&url, private))
        .await
        .map_err(|_| Problem::internal())?
        .map_err(|e| Problem {
            field: Some("url".into()),
            ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, e)
        })?;
    let published = day(row.published.as_deref())?;
    let hints =
        Given { published, publisher: row.publisher, charset: page.charset, url: Some(page.url.clone()) };
    let mut works = Vec::new();
    hearsay::documents_in(&page.url, &page.bytes, &hints, &mut |work| {
        works.push(work);
        if works.len() < MOST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if works.is_empty() {
        return Err(Problem::wrong("url", "there is no document at that address"));
    }
    Ok(works)
}

fn day(text: Option<&str>) -> Result<Option<jiff::civil::Date>, Problem> {
    text.map(|p| {
        p.parse().map_err(|_| Problem::wrong("published", "give a day of the calendar as 2031-05-04"))
    })
    .transpose()
}

/// The documents of a request.
fn documents(lacks: &Lacks, kind: &str, body: Bytes) -> Result<Vec<hearsay::Work>, Problem> {
    let published = day(given(&lacks.published))?;
    let hints =
        Given { published, publisher: given(&lacks.publisher).map(str::to_owned), ..Given::default() };
    let name = given(&lacks.name).unwrap_or("upload").to_owned();
    let bytes = if kind.starts_with("application/json") { one_line(&body)? } else { body };
    let mut works = Vec::new();
    let mut over = false;
    hearsay::documents_in(&name, &bytes, &hints, &mut |work| {
        over = works.len() == MOST;
        if over {
            return ControlFlow::Break(());
        }
        works.push(work);
        ControlFlow::Continue(())
    });
    if over {
        let detail = format!("more than {MOST} documents in one request");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    if works.is_empty() {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "the request holds no document"));
    }
    Ok(works)
}

/// One document as JSON, on the one line that readers of JSON Lines want.
fn one_line(body: &[u8]) -> Result<Bytes, Problem> {
    let row: NewDocument = parsed(body)?;
    if row.text.is_none() && row.html.is_none() {
        return Err(Problem::wrong("text", "a document has a text or a page"));
    }
    let line = serde_json::to_vec(&row).map_err(|_| Problem::internal())?;
    Ok(Bytes::from(line))
}

async fn record(actor: &Actor, works: Vec<hearsay::Work>) -> Result<Vec<Outcome>, Problem> {
    let one = async |work: hearsay::Work| {
        let document: Document = match work {
            Ok(document) => document,
            Err(problem) => return Ok(Outcome::Failed { id: None, error: problem.to_string() }),
        };
        let id = document.id.clone();
        let fate: Fate = actor.app.writer.add(document, &actor.who.name).await?;
        Ok(match fate {
            Ok(added) => Outcome::Added(Box::new(added)),
            Err(error) => Outcome::Failed { id: Some(id), error },
        })
    };
    let done: Vec<Result<Outcome, Problem>> =
        futures_util::stream::iter(works).map(one).buffered(AT_ONCE).collect().await;
    let outcomes = done.into_iter().collect::<Result<Vec<_>, _>>()?;
    let added = outcomes.iter().filter(|o| matches!(o, Outcome::Added(_))).count();
    actor.note("add", &format!("{added} documents")).await?;
    Ok(outcomes)
}

/// An answer to a write.
pub struct Answered {
    #[allow(missing_docs)]
    pub status: StatusCode,
    /// JSON.
    pub body: String,
}

/// Does a write once for its key; without a key, does it. The write is told the last entry when it was begun before
/// and nobody saw its end.
///
/// # Errors
/// Those of the write; 422 where the key was used for another request.
pub async fn once(
    actor: &Actor,
    request: &str,
    write: impl AsyncFnOnce(Option<i64>) -> Result<Answered, Problem>,
) -> Result<Response, Problem> {
    let Actor { app, who, headers } = actor;
    let Some(key) = headers.get("idempotency-key") else {
        return Ok(response(write(None).await?, false));
    };
    let key = key.to_str().ok().filter(|k| !k.is_empty() && k.len() <= 200);
    let key =
        key.ok_or_else(|| Problem::wrong("Idempotency-Key", "a key has 1 to 200 visible ASCII letters"))?;
    let head = app.pool.with(|case| Ok(case.head()?)).await?;
    let (key, account, request) = (key.to_owned(), who.name.clone(), request.to_owned());
    // One request of a key at a time.
    let _turn = app.turns.take(&format!("{account}\n{key}")).await;
    let (k, a) = (key.clone(), account.clone());
    let kept = app.state.with(move |s| s.take_key(&k, &a, &request, head)).await?;
    let begun = match kept {
        Kept::Answered { status, body } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            return Ok(response(Answered { status, body }, true));
        }
        Kept::New => None,
        Kept::Begun(head) => Some(head),
    };
    match write(begun).await {
        Ok(answered) => {
            let (status, body) = (answered.status.as_u16(), answered.body.clone());
            app.state.with(move |s| s.keep_answer(&key, &account, status, &body)).await?;
            Ok(response(answered, false))
        }
        Err(problem) => {
            // A request that is wrong may be mended and sent with the same key; where the server failed, what was
            // begun stays noted.
            if problem.status < 500 {
                app.state.with(move |s| s.free_key(&key, &account)).await?;
            }
            Err(problem)
        }
    }
}

fn response(answered: Answered, again: bool) -> Response {
    let mut response = plain(answered.status, &());
    *response.body_mut() = Body::from(answered.body);
    if again {
        response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    response
}

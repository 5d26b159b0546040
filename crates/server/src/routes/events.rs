//! What changes: a feed by the numbers of entries, and the same as a stream.

use crate::answer::plain;
use crate::app::App;
use crate::problem::Problem;
use crate::query::{ByToken, MOST_ROWS, Params};
use crate::who::Who;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use hearsay::case::Changes;
use serde::Deserialize;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// After which entry.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// The number of the last entry that is known already [default: 0, all of them].
    #[param(minimum = 0)]
    pub after: Option<i64>,
    /// How many entries, 1 to 500 [default: 50].
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u32>,
}

/// What was recorded after an entry, in order: documents, readings, judgements and what they changed
///
/// A version, a rejection, a correction or an undo takes something back: it is a change like any other. Ask again
/// after `last`.
#[utoipa::path(get, path = "/changes", tag = "changes", params(After), responses((status = 200, description = "The changes", body = Changes)))]
pub async fn changes(
    State(app): State<Arc<App>>,
    _: Who,
    Params(after): Params<After>,
) -> Result<Response, Problem> {
    let limit = after.limit.unwrap_or(50);
    if !(1..=MOST_ROWS).contains(&limit) {
        return Err(Problem::wrong("limit", format!("ask for 1 to {MOST_ROWS} entries")));
    }
    let from = after.after.unwrap_or(0);
    if from < 0 {
        return Err(Problem::wrong("after", "entries are numbered from 1"));
    }
    let changes = app.pool.with(move |case| Ok(case.changes(from, limit)?)).await?;
    Ok(plain(StatusCode::OK, &changes))
}

/// A caller of the stream.
struct Listener {
    app: Arc<App>,
    head: tokio::sync::watch::Receiver<i64>,
    last: i64,
    waiting: VecDeque<hearsay::case::Entry>,
}

/// The same as server-sent events, as they are recorded
///
/// Each event is an entry as in `changes`; its id is the entry's number. A browser that lost the stream goes on after the
/// last it saw (`Last-Event-ID`); without it, the stream begins now.
#[utoipa::path(get, path = "/events", tag = "changes", params(After, ByToken), responses((status = 200, description = "A stream", content_type = "text/event-stream", body = String)))]
pub async fn events(
    State(app): State<Arc<App>>,
    _: Who,
    Params(after): Params<After>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let seen = headers.get("last-event-id").and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    let head = app.head.clone();
    let last = seen.or(after.after).unwrap_or(*head.borrow()).max(0);
    let listener = Listener { app, head, last, waiting: VecDeque::new() };
    let events = stream::unfold(listener, async |mut listener| {
        let entry = listener.next().await?;
        let event = Event::default().id(entry.seq.to_string()).event(entry.kind.clone());
        let event = event.data(show::ledger::json(&entry, false));
        Some((Ok::<_, Infallible>(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response())
}

impl Listener {
    /// The next entry, as soon as there is one; nothing when the server ends or fails.
    async fn next(&mut self) -> Option<hearsay::case::Entry> {
        loop {
            if let Some(entry) = self.waiting.pop_front() {
                return Some(entry);
            }
            if *self.head.borrow_and_update() > self.last {
                let after = self.last;
                let found: Changes =
                    self.app.pool.with(move |case| Ok(case.changes(after, 50)?)).await.ok()?;
                self.last = found.last;
                self.waiting.extend(found.entries);
                if !self.waiting.is_empty() {
                    continue;
                }
            }
            tokio::select! {
                changed = self.head.changed() => changed.ok()?,
                () = self.app.guard.closing() => return None,
            }
        }
    }
}

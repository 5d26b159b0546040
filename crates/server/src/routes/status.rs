//! What server and ledger this is, and who asks.

use crate::answer::plain;
use crate::app::App;
use crate::problem::Problem;
use crate::who::{Caller, Role};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;

/// What server and ledger this is, and who asks.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Status {
    /// The version of the program.
    engine: String,
    /// The version of the lexicons.
    lexicons: String,
    /// The number of the ledger's last entry; this and the next three are nothing for who is not logged in.
    entries: Option<i64>,
    /// Documents that nothing has replaced.
    documents: Option<u64>,
    /// `number:hash` of the last entry: keep it elsewhere, and a ledger that was cut short shows.
    head: Option<String>,
    /// When the last entry was recorded, UTC.
    recorded: Option<String>,
    /// Who asks; nothing for who is not logged in.
    who: Option<Me>,
    /// Whether the server has accounts: then reading takes one.
    accounts: bool,
    /// Where a browser is sent to sign on at the provider of this server, with `to`, a path to come back to; nothing where
    /// it has none.
    sign_on: Option<String>,
    /// What whoever asks can do here.
    features: Features,
}

/// Who asks.
#[derive(Serialize, utoipa::ToSchema)]
struct Me {
    /// The name under which what they do is recorded.
    name: String,
    #[allow(missing_docs)]
    role: Role,
    /// What the header X-Hearsay-CSRF of their writes must hold; nothing for a token.
    csrf: Option<String>,
}

/// What whoever asks can do here.
#[derive(Serialize, utoipa::ToSchema)]
struct Features {
    /// Add documents: there is a model, and they may.
    add: bool,
    /// Judge.
    review: bool,
    /// Make accounts and webhooks.
    admin: bool,
}

/// What server and ledger this is, and who asks
#[utoipa::path(get, path = "/status", tag = "status", responses((status = 200, body = Status), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn status(State(app): State<Arc<App>>, Caller(who): Caller) -> Result<Response, Problem> {
    let holdings = match who {
        Some(_) => Some(app.pool.with(|case| Ok(case.holdings()?)).await?),
        None => None,
    };
    let may = |role: Role| who.as_ref().is_some_and(|w| w.role >= role);
    let status = Status {
        engine: env!("CARGO_PKG_VERSION").into(),
        lexicons: hearsay::lexicons_version(),
        entries: holdings.as_ref().map(|h| h.entries),
        documents: holdings.as_ref().map(|h| h.documents),
        head: holdings.as_ref().map(|h| h.head.clone()),
        recorded: holdings.and_then(|h| h.recorded),
        accounts: !app.state.is_open(),
        sign_on: app.sign_on.as_ref().map(|_| super::sign_on::BEGIN.to_owned()),
        features: Features {
            add: may(Role::Analyst) && app.writer.has_model(),
            review: may(Role::Analyst),
            admin: may(Role::Admin),
        },
        who: who.map(|w| Me { name: w.name, role: w.role, csrf: w.token }),
    };
    Ok(plain(StatusCode::OK, &status))
}

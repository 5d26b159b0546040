//! Accounts and the tokens of programs.

use crate::act::Act;
use crate::answer::plain;
use crate::app::App;
use crate::look::Segment;
use crate::problem::Problem;
use crate::query::{Csrf, parsed};
use crate::state::{Account, Store, Token};
use crate::who::{Role, Who};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An account that is made or changed.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct NewAccount {
    /// 1 to 64 letters.
    pub name: String,
    /// 10 to 256 letters.
    pub password: String,
    /// viewer, analyst or admin.
    pub role: String,
}

fn role(name: &str) -> Result<Role, Problem> {
    name.parse().map_err(|e: String| Problem::wrong("role", e))
}

/// All accounts.
#[derive(Serialize, utoipa::ToSchema)]
struct Accounts {
    accounts: Vec<Account>,
}

/// All accounts
#[utoipa::path(get, path = "/accounts", tag = "accounts", responses((status = 200, description = "By name", body = Accounts)))]
pub async fn accounts(State(app): State<Arc<App>>, who: Who) -> Result<Response, Problem> {
    who.may(Role::Admin)?;
    let accounts = app.state.with(|s| s.accounts()).await?;
    Ok(plain(StatusCode::OK, &Accounts { accounts }))
}

/// Make an account, or give one another password and role: its sessions end
#[utoipa::path(post, path = "/accounts", tag = "accounts", request_body = NewAccount, params(Csrf), responses((status = 204, description = "It is there")))]
pub async fn put_account(act: Act, body: Bytes) -> Result<StatusCode, Problem> {
    let actor = act.by(Role::Admin)?;
    if actor.who.role == Role::Local {
        let detail = "the first account is made with `hearsay account add NAME --role admin`";
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    let new: NewAccount = parsed(&body)?;
    let (role, password) = (role(&new.role)?, new.password);
    actor.noted("account", &new.name, move |s, name| s.put_account(name, &password, role)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an account away, with its sessions and tokens
#[utoipa::path(delete, path = "/accounts/{name}", tag = "accounts", params(("name" = String, Path), Csrf), responses((status = 204, description = "It is gone")))]
pub async fn drop_account(act: Act, Segment(name): Segment) -> Result<StatusCode, Problem> {
    act.by(Role::Admin)?.noted("no account", &name, Store::drop_account).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A token that is made.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct NewToken {
    /// What it is for.
    pub label: String,
    /// What it may do: viewer, analyst or admin, no more than its account.
    pub role: String,
    /// How many days it lasts, 1 to 366.
    pub days: i64,
}

/// A token that was made.
#[derive(Serialize, utoipa::ToSchema)]
struct MadeToken {
    token: Token,
    /// What goes behind `Authorization: Bearer`; told this once.
    secret: String,
}

/// Tokens.
#[derive(Serialize, utoipa::ToSchema)]
struct Tokens {
    tokens: Vec<Token>,
}

/// Whoever asks's tokens; all, for an admin
#[utoipa::path(get, path = "/tokens", tag = "accounts", responses((status = 200, description = "Without their secrets", body = Tokens)))]
pub async fn tokens(State(app): State<Arc<App>>, who: Who) -> Result<Response, Problem> {
    let account = (who.role < Role::Admin).then_some(who.name);
    let tokens = app.state.with(move |s| s.tokens(account.as_deref())).await?;
    Ok(plain(StatusCode::OK, &Tokens { tokens }))
}

/// Make a token for a program
#[utoipa::path(post, path = "/tokens", tag = "accounts", request_body = NewToken, params(Csrf), responses((status = 201, description = "With its secret, this once", body = MadeToken)))]
pub async fn put_token(act: Act, body: Bytes) -> Result<Response, Problem> {
    let actor = act.by(Role::Viewer)?;
    let new: NewToken = parsed(&body)?;
    let (role, who) = (role(&new.role)?, actor.who.clone());
    let (token, secret) =
        actor.app.state.with(move |s| s.make_token(&who, &new.label, role, new.days)).await?;
    actor.note("token", &token.id).await?;
    Ok(plain(StatusCode::CREATED, &MadeToken { token, secret }))
}

/// Take a token back
#[utoipa::path(delete, path = "/tokens/{id}", tag = "accounts", params(("id" = String, Path), Csrf), responses((status = 204, description = "It is good no more")))]
pub async fn drop_token(act: Act, Segment(id): Segment) -> Result<StatusCode, Problem> {
    let actor = act.by(Role::Viewer)?;
    let own = (actor.who.role < Role::Admin).then(|| actor.who.name.clone());
    let drop = move |s: &mut Store, id: &str| {
        // Whether somebody else has such a token is nobody's business.
        if own.is_some() && !s.tokens(own.as_deref())?.iter().any(|t| t.id == id) {
            return Err(Problem::missing(format!("there is no token {id}")));
        }
        s.drop_token(id)
    };
    actor.noted("no token", &id, drop).await?;
    Ok(StatusCode::NO_CONTENT)
}

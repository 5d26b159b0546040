//! Webhooks: who is told what, and what became of it.

use crate::act::Act;
use crate::answer::plain;
use crate::app::App;
use crate::hooks::{EVENTS, MAIL, Wants};
use crate::look::Segment;
use crate::problem::Problem;
use crate::query::{Csrf, Params, given, parsed};
use crate::state::{Delivery, Hook, Store};
use crate::who::{Role, Who};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A webhook that is made.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct NewHook {
    /// Where it is called: https, or http; or to whom mail is sent: mailto:desk@paper.example
    pub url: String,
    /// What it wants.
    #[serde(default)]
    pub wants: Wants,
}

/// A webhook.
#[derive(Serialize, utoipa::ToSchema)]
struct HookLine {
    /// By which it is taken away.
    id: String,
    url: String,
    wants: Wants,
    /// Who made it.
    account: String,
    /// When, seconds since 1970.
    created: i64,
    /// Of its signatures (Standard Webhooks); told once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl HookLine {
    fn of(hook: Hook, new: bool) -> HookLine {
        HookLine {
            wants: serde_json::from_str(&hook.wants).unwrap_or_default(),
            secret: (new && !hook.url.starts_with(MAIL)).then_some(hook.secret),
            id: hook.id,
            url: hook.url,
            account: hook.account,
            created: hook.created,
        }
    }
}

/// All webhooks.
#[derive(Serialize, utoipa::ToSchema)]
struct Hooks {
    hooks: Vec<HookLine>,
}

/// Deliveries of a webhook.
#[derive(Serialize, utoipa::ToSchema)]
struct Deliveries {
    deliveries: Vec<Delivery>,
}

/// Which deliveries.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichState {
    /// waiting, sent or dead.
    pub state: Option<String>,
}

/// All webhooks
#[utoipa::path(get, path = "/hooks", tag = "alerts", responses((status = 200, description = "Without their secrets", body = Hooks)))]
pub async fn hooks(State(app): State<Arc<App>>, who: Who) -> Result<Response, Problem> {
    who.may(Role::Admin)?;
    let hooks = app.state.with(|s| s.hooks()).await?;
    Ok(plain(StatusCode::OK, &Hooks { hooks: hooks.into_iter().map(|h| HookLine::of(h, false)).collect() }))
}

/// Make a webhook: it is called, with a signature, or mail is sent, when one of the events that it wants comes up
#[utoipa::path(post, path = "/hooks", tag = "alerts", request_body = NewHook, params(Csrf), responses((status = 201, description = "With its secret, this once", body = HookLine)))]
pub async fn put_hook(act: Act, body: Bytes) -> Result<Response, Problem> {
    let actor = act.by(Role::Admin)?;
    let new: NewHook = parsed(&body)?;
    let url = address(&actor.app, &new.url).map_err(|e| Problem::wrong("url", e))?;
    if let Some(unknown) = new.wants.events.iter().find(|e| !EVENTS.contains(&e.as_str())) {
        let detail = format!("{unknown:?} is no event: they are {}", EVENTS.join(", "));
        return Err(Problem::wrong("wants", detail));
    }
    let wants = serde_json::to_string(&new.wants).map_err(|_| Problem::internal())?;
    let account = actor.who.name.clone();
    let hook = actor.app.state.with(move |s| s.put_hook(&url, &wants, &account)).await?;
    actor.note("webhook", &hook.id).await?;
    Ok(plain(StatusCode::CREATED, &HookLine::of(hook, true)))
}

/// Where a webhook is called, or to whom mail is sent.
fn address(app: &App, text: &str) -> Result<String, String> {
    if text.starts_with(MAIL) {
        crate::mail::address(text).ok_or("a mailto: address names one person, and nothing else")?;
        app.mailer.as_ref().ok_or("this server sends no mail: it was started without --smtp")?;
        return Ok(text.to_owned());
    }
    let url = url::Url::parse(text).map_err(|e| e.to_string())?;
    if !matches!(url.scheme(), "http" | "https") || text.len() > 2000 {
        return Err("a webhook is called by http or https".into());
    }
    Ok(url.into())
}

/// Take a webhook away, with all that was to be sent to it
#[utoipa::path(delete, path = "/hooks/{id}", tag = "alerts", params(("id" = String, Path), Csrf), responses((status = 204, description = "It is gone")))]
pub async fn drop_hook(act: Act, Segment(id): Segment) -> Result<StatusCode, Problem> {
    act.by(Role::Admin)?.noted("no webhook", &id, Store::drop_hook).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was, is to be, or could not be sent to a webhook: the last 200
#[utoipa::path(get, path = "/hooks/{id}/deliveries", tag = "alerts", params(("id" = String, Path), WhichState), responses((status = 200, description = "The latest first", body = Deliveries)))]
pub async fn deliveries(
    State(app): State<Arc<App>>,
    who: Who,
    Segment(id): Segment,
    Params(which): Params<WhichState>,
) -> Result<Response, Problem> {
    who.may(Role::Admin)?;
    let state = given(&which.state).map(str::to_owned);
    let deliveries = app.state.with(move |s| s.deliveries(&id, state.as_deref())).await?;
    Ok(plain(StatusCode::OK, &Deliveries { deliveries }))
}

/// Send something again, given up or not
#[utoipa::path(post, path = "/deliveries/{id}/retry", tag = "alerts", params(("id" = String, Path), Csrf), responses((status = 202, description = "It is tried within a second")))]
pub async fn retry(act: Act, Segment(id): Segment) -> Result<StatusCode, Problem> {
    act.by(Role::Admin)?.noted("retry", &id, Store::retry).await?;
    Ok(StatusCode::ACCEPTED)
}

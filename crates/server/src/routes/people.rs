//! Logging in and out.

use crate::act::Act;
use crate::answer::plain;
use crate::app::App;
use crate::problem::Problem;
use crate::query::parsed;
use crate::who::{COOKIE, Role};
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::sync::Arc;

/// Tries to log in that use up what a caller may ask in a minute: guessing is slow.
const TRIES: f64 = 10.0;

/// A name and a password.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Login {
    #[allow(missing_docs)]
    pub name: String,
    #[allow(missing_docs)]
    pub password: String,
}

/// A session that began.
#[derive(Serialize, utoipa::ToSchema)]
struct Begun {
    name: String,
    role: String,
    /// What the header X-Hearsay-CSRF of writes must hold.
    csrf: String,
}

/// Log in: sets a cookie
#[utoipa::path(post, path = "/session", tag = "session", request_body = Login, responses((status = 200, description = "Logged in", body = Begun)))]
pub async fn begin(
    State(app): State<Arc<App>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    if !app.guard.admits(caller.ip(), f64::from(app.settings.per_minute) / TRIES) {
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many tries: wait a minute"));
    }
    let login: Login = parsed(&body)?;
    let name = login.name.clone();
    let role = app.state.with(move |s| s.role_of(&login.name, &login.password)).await?;
    let Some(role) = role else {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "no account has that name and password"));
    };
    let account = name.clone();
    let session = app.state.with(move |s| s.begin_session(&account)).await?;
    let begun = Begun { name, role: role.name().into(), csrf: session.token };
    let mut response = plain(StatusCode::OK, &begun);
    let end = format!("Path=/; SameSite=Strict; Max-Age={}", crate::state::SESSION);
    set_cookie(&mut response, &headers, &format!("{COOKIE}={}; {end}", session.secret));
    Ok(response)
}

/// Gives a browser a cookie that no script reads.
pub fn set_cookie(response: &mut Response, asked: &HeaderMap, cookie: &str) {
    // Behind a proxy that speaks TLS the cookie goes over TLS alone.
    let secure = asked.get("x-forwarded-proto").is_some_and(|p| p == "https");
    let cookie = format!("{cookie}; HttpOnly{}", if secure { "; Secure" } else { "" });
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Log out
#[utoipa::path(delete, path = "/session", tag = "session", params(("X-Hearsay-CSRF" = Option<String>, Header, description = "From GET /status")), responses((status = 204, description = "Logged out")))]
pub async fn end(act: Act) -> Result<Response, Problem> {
    let actor = act.by(Role::Viewer)?;
    if let Some(session) = actor.who.session {
        actor.app.state.with(move |s| s.end_session(&session)).await?;
    }
    let gone = HeaderValue::from_static("hearsay_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

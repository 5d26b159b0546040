//! Who calls, and what they may do.

use crate::app::App;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// The cookie of a session.
pub const COOKIE: &str = "hearsay_session";
/// The parameter of a token in an address.
pub const TOKEN: &str = "token";
/// The header that writes with a cookie must carry.
pub const FORGERY: &str = "x-hearsay-csrf";

/// What somebody may do; each may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = AccountRole)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Adds and judges.
    Analyst,
    /// Makes accounts, tokens and webhooks.
    Admin,
    /// Whoever sits at the machine of a server without accounts: may do everything but make accounts.
    Local,
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Role, String> {
        match text {
            "viewer" => Ok(Role::Viewer),
            "analyst" => Ok(Role::Analyst),
            "admin" => Ok(Role::Admin),
            _ => Err(format!("{text:?} is no role: they are viewer, analyst, admin")),
        }
    }
}

impl Role {
    /// As it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Analyst => "analyst",
            Role::Admin => "admin",
            Role::Local => "local",
        }
    }
}

/// Somebody who may read.
#[derive(Debug, Clone)]
pub struct Who {
    /// The name under which what they do is recorded.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The token that their writes must carry; nothing where they come without a cookie.
    pub token: Option<String>,
    /// The hash of their session, where they have one.
    pub session: Option<String>,
}

impl Who {
    /// That they may do what takes this role.
    ///
    /// # Errors
    /// When they may not.
    pub fn may(self, role: Role) -> Result<Who, Problem> {
        if self.role >= role {
            return Ok(self);
        }
        let detail = format!("{} may not do that: it takes the role {}", self.name, role.name());
        Err(Problem::new(StatusCode::FORBIDDEN, detail))
    }

    /// That a write comes from our own page, and not from one elsewhere that has the browser send the cookie.
    ///
    /// # Errors
    /// When the header does not carry the token.
    pub fn writes(self, headers: &HeaderMap) -> Result<Who, Problem> {
        let Some(token) = &self.token else { return Ok(self) };
        let given = headers.get(FORGERY).map_or(&b""[..], |v| v.as_bytes());
        if bool::from(given.ct_eq(token.as_bytes())) {
            return Ok(self);
        }
        let detail =
            "a write must carry the header X-Hearsay-CSRF with the token that GET /api/v1/status gives";
        Err(Problem::new(StatusCode::FORBIDDEN, detail))
    }
}

impl FromRequestParts<Arc<App>> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Who, Problem> {
        match find(parts, app).await? {
            Some(who) => Ok(who),
            None => Err(Problem::new(
                StatusCode::UNAUTHORIZED,
                "log in, or send a token: Authorization: Bearer …",
            )),
        }
    }
}

/// Whoever calls, logged in or not.
pub struct Caller(pub Option<Who>);

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Caller, Problem> {
        match find(parts, app).await {
            Ok(who) => Ok(Caller(who)),
            Err(p) if p.status == StatusCode::UNAUTHORIZED.as_u16() => Ok(Caller(None)),
            Err(p) => Err(p),
        }
    }
}

/// Where a token may stand in the address: readers of feeds, and `EventSource` of a browser, send no headers.
const BY_ADDRESS: [&str; 3] = ["/feed.atom", "/feed.json", "/api/v1/events"];

/// The token in the address of a request, where it may stand there.
fn addressed(uri: &axum::http::Uri) -> Option<String> {
    let query = uri.query().filter(|_| BY_ADDRESS.contains(&uri.path()))?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == TOKEN).map(|(_, token)| token.into_owned())
}

async fn of_token(token: String, app: &Arc<App>) -> Result<Who, Problem> {
    let who = app.state.with(move |s| s.who_of_token(&token)).await?;
    who.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "the token is not known, or has expired"))
}

async fn find(parts: &Parts, app: &Arc<App>) -> Result<Option<Who>, Problem> {
    let headers = &parts.headers;
    let word = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    if let Some(token) = word.and_then(|v| v.strip_prefix("Bearer ")) {
        return of_token(token.trim().to_owned(), app).await.map(Some);
    }
    if let Some(token) = addressed(&parts.uri) {
        // Addresses are seen by many: by one, nobody may do more than read.
        let who = of_token(token, app).await?;
        return Ok(Some(Who { role: Role::Viewer, ..who }));
    }
    if app.state.is_open() {
        return Ok(Some(Who {
            name: app.settings.author.clone(),
            role: Role::Local,
            token: Some(app.guard.token.clone()),
            session: None,
        }));
    }
    let session = cookie_of(headers, COOKIE).map(str::to_owned);
    match session {
        Some(session) => app.state.with(move |s| s.who_of_session(&session)).await,
        None => Ok(None),
    }
}

/// A cookie of a request, by its name.
pub fn cookie_of<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get(header::COOKIE)?.to_str().ok()?;
    all.split(';').find_map(|c| c.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let found = |all: &'static str| {
            let headers = HeaderMap::from_iter([(header::COOKIE, axum::http::HeaderValue::from_static(all))]);
            cookie_of(&headers, COOKIE).map(str::to_owned)
        };
        assert_eq!(found("a=b; hearsay_session=xyz; c=d").as_deref(), Some("xyz"));
        assert_eq!(found("hearsay_session_x=xyz"), None);
    }

    #[test]
    fn a_token_stands_only_in_addresses_that_are_read() {
        let found = |uri: &'static str| addressed(&axum::http::Uri::from_static(uri));
        assert_eq!(found("/feed.atom?kind=killed&token=hsy_a").as_deref(), Some("hsy_a"));
        for bad in ["/feed.atom", "/api/v1/questions?token=hsy_a", "/api/v1/documents?token=hsy_a"] {
            assert_eq!(found(bad), None, "{bad}");
        }
    }

    #[test]
    fn each_role_may_do_what_those_before_it_may() {
        let who = |role| Who { name: "Ada".into(), role, token: None, session: None };
        for (role, less) in [(Role::Analyst, Role::Viewer), (Role::Admin, Role::Analyst)] {
            assert!(
                who(less).may(role).is_err() && who(role).may(role).is_ok() && who(role).may(less).is_ok()
            );
        }
    }
}

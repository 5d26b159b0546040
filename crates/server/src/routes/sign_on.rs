//! Signing on at a provider.

use super::people::set_cookie;
use crate::app::App;
use crate::problem::Problem;
use crate::query::{Params, given};
use crate::state::SESSION;
use crate::who::{COOKIE, cookie_of};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

/// Where it begins.
pub const BEGIN: &str = "/api/v1/session/oidc";
/// The cookie of a browser that is at the provider.
const BROWSER: &str = "hearsay_sign_on";

/// Where to come back to.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct To {
    /// A path of this server, to come to when that is done [default: /].
    pub to: Option<String>,
}

/// Sign on at the provider of this server: sends the browser there
#[utoipa::path(get, path = "/session/oidc", tag = "session", params(To), responses((status = 303, description = "On to the provider")))]
pub async fn begin(
    State(app): State<Arc<App>>,
    Params(to): Params<To>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let to = given(&to.to).unwrap_or("/").to_owned();
    let sent = with(&app, move |sign_on| sign_on.begin(&to)).await?;
    let target = HeaderValue::from_str(&sent.url).map_err(|_| Problem::internal())?;
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response();
    // Lax: it is to come along when the provider sends the browser back.
    let end = format!("Path={BEGIN}; SameSite=Lax; Max-Age=600");
    set_cookie(&mut response, &headers, &format!("{BROWSER}={}; {end}", sent.cookie));
    Ok(response)
}

/// What the provider says.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Said {
    /// What an ID token is given for.
    pub code: Option<String>,
    /// Which sign-in it is.
    pub state: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Come back from the provider: begins a session
#[utoipa::path(get, path = "/session/oidc/back", tag = "session", params(Said), responses((status = 200, description = "A page that goes on to where the browser was", content_type = "text/html", body = String)))]
pub async fn finish(
    State(app): State<Arc<App>>,
    Params(said): Params<Said>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(error) = given(&said.error) {
        let detail = format!("the provider lets nobody in: {}", show::clean(error));
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    let browser = cookie_of(&headers, BROWSER).unwrap_or_default().to_owned();
    let (state, code) = (said.state.unwrap_or_default(), said.code.unwrap_or_default());
    let (who, role, to) = with(&app, move |sign_on| {
        let (who, to) = sign_on.finish(&state, &code, &browser)?;
        let role = sign_on.role(&who);
        Ok((who, role, to))
    })
    .await?;
    let issuer = app.settings.provider.as_ref().map(|p| p.issuer.clone()).unwrap_or_default();
    let begun = app.state.with(move |s| {
        let account = s.account_of_subject(&issuer, &who.subject, who.name(), role)?;
        s.note(&account, "sign on", &issuer)?;
        s.begin_session(&account)
    });
    let session = begun.await?;
    // The cookie of the session is not sent along with a redirect that began at the provider: a page of our own goes on.
    let to = to.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Signed in</title>\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\"></head><body><a href=\"{to}\">Go on</a></body></html>\n"
    );
    let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
    let mut response = ([kind, (header::CACHE_CONTROL, "no-store")], page).into_response();
    let end = format!("Path=/; SameSite=Strict; Max-Age={SESSION}");
    set_cookie(&mut response, &headers, &format!("{COOKIE}={}; {end}", session.secret));
    set_cookie(&mut response, &headers, &format!("{BROWSER}=; Path={BEGIN}; SameSite=Lax; Max-Age=0"));
    Ok(response)
}

/// Asks the provider on a thread that may block.
async fn with<T: Send + 'static>(
    app: &Arc<App>,
    work: impl FnOnce(&crate::oidc::SignOn) -> Result<T, String> + Send + 'static,
) -> Result<T, Problem> {
    let app = app.clone();
    let done = tokio::task::spawn_blocking(move || {
        let none = || Problem::missing("this server has no provider of single sign-on");
        let sign_on = app.sign_on.as_ref().ok_or_else(none)?;
        work(sign_on).map_err(|why| Problem::new(StatusCode::FORBIDDEN, format!("nobody is let in: {why}")))
    });
    done.await.map_err(|_| Problem::internal())?
}

//! What every request passes: the host by which it calls, how often it may call, and what is said to the
//! browser about the answer.

use crate::app::App;
use crate::problem::Problem;
use crate::settings::{ServeError, Settings};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::sync::Notify;

/// Only the page's own files; nothing inline, nothing of others, no frame around it.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types svelte-trusted-html";
/// Callers that are remembered at once.
const CALLERS: usize = 10_000;

/// Who may call, and how often.
pub struct Guard {
    hosts: Vec<String>,
    loopback: bool,
    per_minute: f64,
    callers: Mutex<HashMap<IpAddr, Bucket>>,
    /// A secret of this process: the token against forged writes where there are no accounts.
    pub token: String,
    closed: AtomicBool,
    closing: Notify,
}

/// What a caller may still ask for.
struct Bucket {
    left: f64,
    at: Instant,
}

impl Guard {
    /// The guard of a server with these settings.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new(settings: &Settings) -> Result<Guard, ServeError> {
        Ok(Guard {
            hosts: settings
                .hosts
                .iter()
                .cloned()
                .chain(public_host(settings))
                .map(|h| h.to_lowercase())
                .collect(),
            loopback: settings.listen.ip().is_loopback(),
            per_minute: f64::from(settings.per_minute.max(1)),
            callers: Mutex::new(HashMap::new()),
            token: crate::state::secret().map_err(ServeError::Wrong)?,
            closed: AtomicBool::new(false),
            closing: Notify::new(),
        })
    }

    /// The server ends: streams are to end too.
    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.closing.notify_waiters();
    }

    /// Waits for the end of the server.
    pub async fn closing(&self) {
        let told = self.closing.notified();
        if !self.closed.load(Ordering::SeqCst) {
            told.await;
        }
    }

    /// Whether a browser that calls by this name may be answered. A page elsewhere can have its own name point
    /// to this machine; what it then reads would be ours.
    fn knows(&self, host: Option<&str>) -> bool {
        let Some(host) = host.map(str::to_lowercase) else { return !self.loopback };
        let bare = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host.as_str(),
        };
        let bare = bare.trim_matches(['[', ']']);
        let own = bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let named = self.hosts.iter().any(|h| *h == host || h == bare);
        own || named || (!self.loopback && self.hosts.is_empty())
    }

    /// Whether the caller may ask once more; each request costs one, and they come back with time.
    pub fn admits(&self, caller: IpAddr, cost: f64) -> bool {
        let now = Instant::now();
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        if callers.len() >= CALLERS {
            callers.retain(|_, b| now.duration_since(b.at).as_secs() < 60);
        }
        let bucket = callers.entry(caller).or_insert(Bucket { left: self.per_minute, at: now });
        let back = now.duration_since(bucket.at).as_secs_f64() * self.per_minute / 60.0;
        bucket.left = (bucket.left + back).min(self.per_minute);
        bucket.at = now;
        if bucket.left < cost {
            return false;
        }
        bucket.left -= cost;
        true
    }
}

/// The name in the address under which people reach the server. Where it is the only one that is known, others still
/// do where they did without it.
fn public_host(settings: &Settings) -> Option<String> {
    let open = settings.hosts.is_empty() && !settings.listen.ip().is_loopback();
    let url = url::Url::parse(settings.public.as_deref().filter(|_| !open)?).ok()?;
    url.host_str().map(str::to_owned)
}

/// Passes a request on, or answers why it is not.
pub async fn check(
    State(app): State<Arc<App>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    let host = host.or_else(|| request.uri().host());
    let mut response = if !app.guard.knows(host) {
        Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server is not known by that name").into_response()
    } else if !app.guard.admits(caller.ip(), 1.0) {
        let mut response =
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many requests: ask more slowly").into_response();
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        response
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
        ("x-frame-options", "DENY"),
    ] {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(listen: &str, hosts: &[&str]) -> Guard {
        Guard::new(&Settings {
            ledger: String::new(),
            listen: listen.parse().unwrap(),
            data: Default::default(),
            state: Default::default(),
            author: String::new(),
            hosts: hosts.iter().map(|h| (*h).to_owned()).collect(),
            private: false,
            per_minute: 3,
            public: None,
            smtp: None,
            mail_from: None,
            provider: None,
        })
        .unwrap()
    }

    #[test]
    fn a_name_that_somebody_pointed_here_is_not_answered() {
        let local = guard("127.0.0.1:8080", &["desk.example"]);
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST", "desk.example"] {
            assert!(local.knows(Some(host)), "{host}");
        }
        for host in ["evil.example", "127.0.0.1.evil.example:8080", "10.0.0.1", ""] {
            assert!(!local.knows(Some(host)), "{host}");
        }
        assert!(!local.knows(None));
        assert!(guard("0.0.0.0:8080", &[]).knows(Some("desk.example")));
        assert!(!guard("0.0.0.0:8080", &["desk.example"]).knows(Some("evil.example")));
    }

    #[test]
    fn whoever_asks_too_often_waits_and_others_do_not() {
        let guard = guard("127.0.0.1:8080", &[]);
        let (a, b): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap());
        let answers: Vec<bool> = (0..4).map(|_| guard.admits(a, 1.0)).collect();
        assert_eq!(answers, [true, true, true, false]);
        assert!(guard.admits(b, 1.0));
    }
}

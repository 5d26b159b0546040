//! Single sign-on by OpenID Connect: the code flow with PKCE, as OpenID Connect Core 1.0 and RFC 7636 have it.
//!
//! ```text
//! begin    state, nonce, verifier; the browser goes to the provider, with a cookie that binds it to them
//! finish   the browser comes back with a code; that and the verifier are given for an ID token
//! token    signature, issuer, audience, time and nonce of the token; then who it is about
//! ```
//!
//! What the provider is, is in its discovery document, which is asked for each time: keys change.

mod token;

use crate::net;
use crate::who::Role;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
pub use token::Identity;
use token::{Expected, Keys};
use url::Url;

/// How long somebody may take to sign in at the provider.
const PATIENCE: Duration = Duration::from_secs(600);
/// Sign-ins that are under way at once; more, and the oldest are forgotten.
const MOST: usize = 1_000;
/// Where the provider sends the browser back to.
pub const BACK: &str = "/api/v1/session/oidc/back";

/// The provider, and what it knows this server as.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its address: what tokens name as their issuer.
    pub issuer: String,
    /// The name under which it knows this server.
    pub client: String,
    /// What proves that this server is that; nothing for a public client.
    pub secret: Option<String>,
    /// The claim of a token that says what somebody may do; nothing: viewer.
    pub claim: Option<String>,
    /// What that claim holds, and the role that it gives; the highest counts.
    pub roles: Vec<(String, String)>,
}

/// Where the provider does what.
#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

/// Somebody who was sent to the provider.
struct Begun {
    /// The hash of the cookie of the browser that began it.
    browser: String,
    verifier: String,
    nonce: String,
    to: String,
    at: Instant,
}

/// Where a browser is sent, and the cookie that it gets.
pub struct Sent {
    #[allow(missing_docs)]
    pub url: String,
    #[allow(missing_docs)]
    pub cookie: String,
}

/// Single sign-on of one server.
pub struct SignOn {
    provider: Provider,
    /// Roles by what a claim holds.
    roles: Vec<(String, Role)>,
    back: String,
    begun: Mutex<HashMap<String, Begun>>,
}

impl SignOn {
    /// With a provider; `public` is the address under which people reach this server.
    ///
    /// # Errors
    /// When an address is none that may be used, or a role is none.
    pub fn new(provider: &Provider, public: Option<&str>) -> Result<SignOn, String> {
        let public = public
            .ok_or("single sign-on takes the address under which people reach the server (--public)")?;
        guarded(&provider.issuer)?;
        let roles = provider.roles.iter().map(|(v, r)| Ok((v.clone(), r.parse()?)));
        Ok(SignOn {
            roles: roles.collect::<Result<_, String>>()?,
            back: format!("{}{BACK}", public.trim_end_matches('/')),
            provider: provider.clone(),
            begun: Mutex::new(HashMap::new()),
        })
    }

    /// Where to send a browser that wants to come to the path `to`. Blocks.
    ///
    /// # Errors
    /// When the provider cannot be asked.
    pub fn begin(&self, to: &str) -> Result<Sent, String> {
        let found = self.discovery()?;
        let [state, nonce, verifier, cookie] = [(); 4].map(|()| crate::state::secret());
        let (state, nonce, verifier, cookie) = (state?, nonce?, verifier?, cookie?);
        let mut url = Url::parse(&found.authorization_endpoint).map_err(|e| e.to_string())?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.provider.client)
            .append_pair("redirect_uri", &self.back)
            .append_pair("scope", "openid profile email")
            .append_pair("state", &state)
            .append_pair("nonce", &nonce)
            .append_pair("code_challenge", &BASE64URL_NOPAD.encode(&Sha256::digest(&verifier)))
            .append_pair("code_challenge_method", "S256");
        let begun = Begun { browser: hashed(&cookie), verifier, nonce, to: local(to), at: Instant::now() };
        let mut all = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, b| b.at.elapsed() < PATIENCE);
        if all.len() >= MOST
            && let Some(oldest) = all.iter().min_by_key(|(_, b)| b.at).map(|(s, _)| s.clone())
        {
            all.remove(&oldest);
        }
        all.insert(state, begun);
        Ok(Sent { url: url.into(), cookie })
    }

    /// Who came back with this code, and where they wanted to go. Each sign-in is good once. Blocks.
    ///
    /// # Errors
    /// When this browser did not begin it, or the provider or its token do not hold.
    pub fn finish(&self, state: &str, code: &str, cookie: &str) -> Result<(Identity, String), String> {
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner).remove(state);
        let begun = begun.filter(|b| b.at.elapsed() < PATIENCE && b.browser == hashed(cookie));
        let begun = begun.ok_or("this browser began no such sign-in, or it took too long: begin again")?;
        let found = self.discovery()?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.back),
            ("client_id", &self.provider.client),
            ("code_verifier", &begun.verifier),
        ];
        let secret = self.provider.secret.as_deref().map(|s| (self.provider.client.as_str(), s));
        let answer = net::post_form(&found.token_endpoint, &form, secret)?;
        let answer: serde_json::Value = serde_json::from_slice(&answer).map_err(|e| e.to_string())?;
        let token = answer["id_token"].as_str().ok_or("the provider gave no ID token")?;
        let keys = net::fetch(&found.jwks_uri, true)?;
        let expected = Expected {
            issuer: &self.provider.issuer,
            client: &self.provider.client,
            nonce: &begun.nonce,
            now: hearsay::case::now().as_second(),
        };
        Ok((Keys::of(&keys.bytes)?.identity(token, &expected)?, begun.to))
    }

    /// What the provider says somebody may do here: the highest of its roles, or viewer; nothing where it is not asked.
    pub fn role(&self, identity: &Identity) -> Option<Role> {
        let held = identity.values(self.provider.claim.as_deref()?);
        let given = self.roles.iter().filter(|(value, _)| held.contains(value)).map(|(_, role)| *role);
        Some(given.max().unwrap_or(Role::Viewer))
    }

    fn discovery(&self) -> Result<Discovery, String> {
        let issuer = self.provider.issuer.trim_end_matches('/');
        // Whoever starts the server chooses the provider: it may be in a private network.
        let page = net::fetch(&format!("{issuer}/.well-known/openid-configuration"), true)?;
        let found: Discovery = serde_json::from_slice(&page.bytes).map_err(|e| e.to_string())?;
        if found.issuer != self.provider.issuer {
            return Err(format!("the provider calls itself {:?}", found.issuer));
        }
        for address in [&found.authorization_endpoint, &found.token_endpoint, &found.jwks_uri] {
            guarded(address)?;
        }
        Ok(found)
    }
}

/// Only TLS is spoken with a provider, but on this machine.
fn guarded(address: &str) -> Result<(), String> {
    let url = Url::parse(address).map_err(|e| format!("{address:?} is no address: {e}"))?;
    let own = match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let safe = url.scheme() == "https" || (url.scheme() == "http" && own);
    if safe {
        Ok(())
    } else {
        Err(format!("{address:?}: a provider of single sign-on is spoken to by https"))
    }
}

/// A path of this server and nothing else: no page elsewhere is somebody sent to.
fn local(to: &str) -> String {
    let plain =
        to.starts_with('/') && !to[1..].starts_with(['/', '\\']) && to.bytes().all(|b| b.is_ascii_graphic());
    if plain && to.len() <= 2000 { to.to_owned() } else { "/".to_owned() }
}

fn hashed(text: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_a_page_elsewhere() {
        assert_eq!(local("/questions?kind=killed"), "/questions?kind=killed");
        for bad in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/\r\nSet-Cookie: a"] {
            assert_eq!(local(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn a_provider_is_spoken_to_by_tls() {
        assert!(guarded("https://id.example").is_ok() && guarded("http://127.0.0.1:99/x").is_ok());
        for bad in ["http://id.example", "ftp://127.0.0.1", "id.example", "http://127.0.0.1.evil.example"] {
            assert!(guarded(bad).is_err(), "{bad}");
        }
    }
}

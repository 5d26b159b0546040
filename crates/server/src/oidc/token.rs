//! ID tokens: JSON Web Signatures by RS256 and ES256 (RFC 7515, 7518), and what must hold of their claims (OpenID
//! Connect Core 1.0, 3.1.3.7).

use data_encoding::BASE64URL_NOPAD;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Seconds by which the clocks of two machines may differ.
const SKEW: i64 = 60;
/// Letters of the longest token.
const LONGEST: usize = 64 << 10;

/// The keys of a provider (RFC 7517).
#[derive(Deserialize)]
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    for_what: Option<String>,
    crv: String,
    n: String,
    e: String,
    x: String,
    y: String,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
}

/// What must hold of a token.
pub struct Expected<'e> {
    pub issuer: &'e str,
    pub client: &'e str,
    pub nonce: &'e str,
    /// Seconds since 1970.
    pub now: i64,
}

/// Whom a token is about.
#[derive(Debug, Clone)]
pub struct Identity {
    /// By which the provider knows them, and nobody else, for ever.
    pub subject: String,
    claims: Map<String, Value>,
}

impl Identity {
    /// What they call themselves, for people; the provider does not vouch that it is theirs alone.
    pub fn name(&self) -> Option<&str> {
        let text =
            |key: &str| self.claims.get(key).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
        text("preferred_username").or_else(|| text("name")).or_else(|| text("email"))
    }

    /// What a claim holds: one text or several.
    pub fn values(&self, claim: &str) -> Vec<String> {
        match self.claims.get(claim) {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

impl Keys {
    /// Out of a provider's answer.
    ///
    /// # Errors
    /// When it holds none.
    pub fn of(bytes: &[u8]) -> Result<Keys, String> {
        serde_json::from_slice(bytes).map_err(|e| format!("the provider's keys: {e}"))
    }

    /// Whom a token is about, if it is sound and as expected.
    ///
    /// # Errors
    /// What does not hold.
    pub fn identity(&self, token: &str, expected: &Expected<'_>) -> Result<Identity, String> {
        if token.len() > LONGEST {
            return Err("the token is too long".into());
        }
        let parts: Vec<&str> = token.split('.').collect();
        let [head, body, seal] = parts[..] else { return Err("the token is none".into()) };
        let header: Header = decoded(head)?;
        let signed = &token[..head.len() + 1 + body.len()];
        let seal = BASE64URL_NOPAD.decode(seal.as_bytes()).map_err(|e| e.to_string())?;
        let fits = |k: &&Key| {
            k.for_what.as_deref().is_none_or(|u| u == "sig") && (header.kid.is_none() || k.kid == header.kid)
        };
        let sound = self.keys.iter().filter(fits).any(|k| k.verifies(&header.alg, signed.as_bytes(), &seal));
        if !sound {
            return Err("the token is not signed by the provider".into());
        }
        let claims: Map<String, Value> = decoded(body)?;
        holds(&claims, expected)?;
        let subject = claims.get("sub").and_then(Value::as_str).filter(|s| !s.is_empty() && s.len() <= 255);
        let subject = subject.ok_or("the token names nobody")?.to_owned();
        Ok(Identity { subject, claims })
    }
}

impl Key {
    /// Whether this key made the signature. The algorithm is that of the key, whatever the token says.
    fn verifies(&self, alg: &str, signed: &[u8], seal: &[u8]) -> bool {
        let part = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap_or_default();
        match (alg, self.kty.as_str(), self.crv.as_str()) {
            ("RS256", "RSA", _) => RsaPublicKeyComponents { n: part(&self.n), e: part(&self.e) }
                .verify(&signature::RSA_PKCS1_2048_8192_SHA256, signed, seal)
                .is_ok(),
            ("ES256", "EC", "P-256") => {
                let point = [&[4], &part(&self.x)[..], &part(&self.y)[..]].concat();
                UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point)
                    .verify(signed, seal)
                    .is_ok()
            }
            _ => false,
        }
    }
}

fn decoded<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, String> {
    let bytes = BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|e| format!("the token is none: {e}"))?;
    serde_json::from_slice(&bytes).map_err(|e| format!("the token is none: {e}"))
}

fn holds(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), String> {
    let text = |key: &str| claims.get(key).and_then(Value::as_str);
    let number = |key: &str| claims.get(key).and_then(Value::as_f64).map(|n| n as i64);
    if text("iss") != Some(expected.issuer) {
        return Err("the token is of another issuer".into());
    }
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let party = text("azp").map_or(audience.len() == 1, |azp| azp == expected.client);
    if !audience.contains(&expected.client) || !party {
        return Err("the token is for somebody else".into());
    }
    if number("exp").is_none_or(|end| end <= expected.now - SKEW) {
        return Err("the token has expired".into());
    }
    let early = |key: &str| claims.contains_key(key) && number(key).is_none_or(|n| n > expected.now + SKEW);
    if early("iat") || early("nbf") {
        return Err("the token is not good yet".into());
    }
    if text("nonce") != Some(expected.nonce) {
        return Err("the token is of another sign-in".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
    use serde_json::json;

    struct Signer(EcdsaKeyPair, SystemRandom);

    impl Signer {
        fn new() -> Signer {
            let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
            let bytes = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
            Signer(EcdsaKeyPair::from_pkcs8(algorithm, bytes.as_ref(), &random).unwrap(), random)
        }

        fn keys(&self) -> Keys {
            let point = self.0.public_key().as_ref();
            let (x, y) = (BASE64URL_NOPAD.encode(&point[1..33]), BASE64URL_NOPAD.encode(&point[33..]));
            let key = json!({"kty": "EC", "crv": "P-256", "kid": "k1", "use": "sig", "x": x, "y": y});
            Keys::of(json!({"keys": [{"kty": "OKP", "crv": "X"}, key]}).to_string().as_bytes()).unwrap()
        }

        fn token(&self, alg: &str, kid: &str, claims: &Value) -> String {
            let part = |v: &Value| BASE64URL_NOPAD.encode(v.to_string().as_bytes());
            let signed = format!("{}.{}", part(&json!({"alg": alg, "kid": kid})), part(claims));
            let seal = self.0.sign(&self.1, signed.as_bytes()).unwrap();
            format!("{signed}.{}", BASE64URL_NOPAD.encode(seal.as_ref()))
        }
    }

    const EXPECTED: Expected<'static> =
        Expected { issuer: "https://id.example", client: "hearsay", nonce: "n1", now: 1_000_000 };

    fn sound() -> Value {
        json!({"iss": "https://id.example", "aud": "hearsay", "exp": 1_000_300, "iat": 999_990, "nonce": "n1",
            "sub": "s-1", "preferred_username": "ilse", "groups": ["desk", "admins"]})
    }

    #[test]
    fn a_token_that_holds_says_whom_it_is_about() {
        let signer = Signer::new();
        let who = signer.keys().identity(&signer.token("ES256", "k1", &sound()), &EXPECTED).unwrap();
        assert_eq!((who.subject.as_str(), who.name()), ("s-1", Some("ilse")));
        assert_eq!(who.values("groups"), ["desk", "admins"]);
    }

    #[test]
    fn a_token_that_does_not_hold_in_one_thing_is_refused() {
        let signer = Signer::new();
        for (field, value) in [
            ("iss", json!("https://evil.example")),
            ("aud", json!("another")),
            ("aud", json!(["hearsay", "another"])),
            ("azp", json!("another")),
            ("exp", json!(999_000)),
            ("exp", json!("never")),
            ("iat", json!(1_001_000)),
            ("nbf", json!("9")),
            ("nonce", json!("n2")),
            ("sub", json!("")),
        ] {
            let mut claims = sound();
            claims[field] = value.clone();
            let token = signer.token("ES256", "k1", &claims);
            assert!(signer.keys().identity(&token, &EXPECTED).is_err(), "{field} {value}");
        }
    }

    #[test]
    fn a_token_of_another_key_or_of_none_is_refused() {
        let (signer, other) = (Signer::new(), Signer::new());
        let refused = |token: &str| signer.keys().identity(token, &EXPECTED).is_err();
        assert!(refused(&other.token("ES256", "k1", &sound())));
        assert!(refused(&signer.token("ES256", "k2", &sound())));
        assert!(refused(&signer.token("none", "k1", &sound())));
        assert!(refused(&signer.token("HS256", "k1", &sound())));
        let token = signer.token("ES256", "k1", &sound());
        let (head, rest) = token.split_once('.').unwrap();
        let seal = rest.split_once('.').unwrap().1;
        let forged = BASE64URL_NOPAD.encode(sound().to_string().replace("s-1", "s-2").as_bytes());
        assert!(refused(&format!("{head}.{forged}.{seal}")) && refused(&format!("{head}.{rest}.x")));
        assert!(
            refused(&format!("{head}.{}.", rest.split_once('.').unwrap().0)) && refused("") && refused("...")
        );
    }

    #[test]
    fn tokens_by_rsa_are_read_too() {
        // Made with OpenSSL.
        let keys = Keys::of(include_bytes!("../../tests/oidc/rsa-keys.json")).unwrap();
        let token = include_str!("../../tests/oidc/rsa-token.txt").trim();
        assert_eq!(keys.identity(token, &EXPECTED).unwrap().subject, "s-1");
        assert!(keys.identity(&token.replacen("eyJ", "eyK", 1), &EXPECTED).is_err());
    }
}

//! Single sign-on against a provider on a port of this machine.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use server::{Provider, Settings};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, mpsc};

/// What the provider was asked for, and what it says of who signs on.
#[derive(Default)]
struct Desk {
    /// The challenge and the nonce of a code.
    codes: HashMap<String, (String, String)>,
    claims: Value,
    refused: Vec<String>,
}

/// A provider: discovery, keys, and tokens for codes whose verifier fits.
fn provider(desk: Arc<Mutex<Desk>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let bytes = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    let key = EcdsaKeyPair::from_pkcs8(algorithm, bytes.as_ref(), &random).unwrap();
    let own = issuer.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &own, &key, &random, &desk);
        }
    });
    issuer
}

fn answer(
    mut stream: TcpStream,
    issuer: &str,
    key: &EcdsaKeyPair,
    random: &SystemRandom,
    desk: &Mutex<Desk>,
) {
    let (line, head, body) = request(&stream);
    let path = line.split(' ').nth(1).unwrap().to_owned();
    let (status, json) = match path.as_str() {
        "/.well-known/openid-configuration" => (
            200,
            json!({"issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys")}),
        ),
        "/keys" => {
            let point = key.public_key().as_ref();
            let (x, y) = (BASE64URL_NOPAD.encode(&point[1..33]), BASE64URL_NOPAD.encode(&point[33..]));
            (200, json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": "k1", "x": x, "y": y}]}))
        }
        "/token" => {
            let form: HashMap<String, String> =
                url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
            let mut desk = desk.lock().unwrap();
            let secret = format!(
                "authorization: basic {}",
                data_encoding::BASE64.encode(b"hearsay:s3cret").to_lowercase()
            );
            let known = desk.codes.remove(&form["code"]);
            let fits = |challenge: &str| {
                BASE64URL_NOPAD.encode(&Sha256::digest(&form["code_verifier"])) == challenge
            };
            match known.filter(|(challenge, _)| fits(challenge) && head.contains(&secret)) {
                Some((_, nonce)) => {
                    let now = jiff::Timestamp::now().as_second();
                    let mut claims =
                        json!({"iss": issuer, "aud": "hearsay", "iat": now, "exp": now + 60, "nonce": nonce});
                    claims.as_object_mut().unwrap().extend(desk.claims.as_object().unwrap().clone());
                    let part = |v: &Value| BASE64URL_NOPAD.encode(v.to_string().as_bytes());
                    let signed = format!("{}.{}", part(&json!({"alg": "ES256", "kid": "k1"})), part(&claims));
                    let seal = key.sign(random, signed.as_bytes()).unwrap();
                    (
                        200,
                        json!({"token_type": "Bearer", "id_token": format!("{signed}.{}", BASE64URL_NOPAD.encode(seal.as_ref()))}),
                    )
                }
                None => {
                    desk.refused.push(body);
                    (400, json!({"error": "invalid_grant"}))
                }
            }
        }
        _ => (404, json!({})),
    };
    let text = json.to_string();
    let head = format!(
        "HTTP/1.1 {status} So\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        text.len()
    );
    let _ = stream.write_all((head + &text).as_bytes());
}

/// The first line of a request, its head in small letters, and its body.
fn request(stream: &TcpStream) -> (String, String, String) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut head) = (String::new(), String::new());
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        head += &line.to_lowercase();
    }
    let length = head
        .lines()
        .find_map(|l| l.strip_prefix("content-length: "))
        .map_or(0, |n| n.trim().parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (first, head, String::from_utf8(body).unwrap())
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let fits = |l: &&str| l.split(':').next().is_some_and(|n| n.eq_ignore_ascii_case(name));
        self.head.lines().find(fits)?.split_once(": ").map(|(_, v)| v)
    }

    fn cookies(&self) -> String {
        let set = self
            .head
            .lines()
            .filter_map(|l| l.split_once(": "))
            .filter(|(n, _)| n.eq_ignore_ascii_case("set-cookie"));
        set.map(|(_, v)| v.split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
    }
}

fn get(at: SocketAddr, path: &str, cookie: &str) -> Answer {
    let mut stream = TcpStream::connect(at).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

struct Bench {
    at: SocketAddr,
    desk: Arc<Mutex<Desk>>,
    _room: tempfile::TempDir,
}

impl Bench {
    fn new() -> Bench {
        let room = tempfile::tempdir().unwrap();
        let (ledger, state) = (room.path().join("l.db"), room.path().join("s.db"));
        server::manage::add_account(&state, "Ada", "admin", "a long password").unwrap();
        let desk = Arc::new(Mutex::new(Desk::default()));
        let provider = Provider {
            issuer: provider(desk.clone()),
            client: "hearsay".into(),
            secret: Some("s3cret".into()),
            claim: Some("groups".into()),
            roles: vec![("leads".into(), "admin".into()), ("desk".into(), "analyst".into())],
        };
        let settings = Settings {
            ledger: ledger.display().to_string(),
            listen: "127.0.0.1:0".parse().unwrap(),
            data: room.path().to_owned(),
            state,
            author: "nobody".into(),
            hosts: Vec::new(),
            private: false,
            per_minute: 6_000,
            public: Some("https://desk.example".into()),
            smtp: None,
            mail_from: None,
            provider: Some(provider),
        };
        let (told, tell) = mpsc::channel();
        std::thread::spawn(move || server::serve(settings, |at| told.send(at).unwrap()).unwrap());
        Bench { at: tell.recv().unwrap(), desk, _room: room }
    }

    /// Begins to sign on; the cookie of the browser and the parameters with which it is sent to the provider.
    fn begin(&self) -> (String, HashMap<String, String>) {
        let sent = get(self.at, "/api/v1/session/oidc?to=/questions%3Fkind%3Dkilled", "");
        assert_eq!(sent.status, 303, "{}", sent.body);
        let url = url::Url::parse(sent.header("location").unwrap()).unwrap();
        (sent.cookies(), url.query_pairs().into_owned().collect())
    }

    /// What the provider gives a browser that somebody signed on with.
    fn code(&self, asked: &HashMap<String, String>, claims: Value) -> String {
        let mut desk = self.desk.lock().unwrap();
        desk.claims = claims;
        desk.codes.insert("c0de".into(), (asked["code_challenge"].clone(), asked["nonce"].clone()));
        format!("/api/v1/session/oidc/back?code=c0de&state={}", asked["state"])
    }

    fn who(&self, cookie: &str) -> Value {
        let status = get(self.at, "/api/v1/status", cookie);
        serde_json::from_str::<Value>(&status.body).unwrap()["who"].clone()
    }
}

#[test]
fn people_sign_on_at_a_provider_and_nobody_else_does() {
    let bench = Bench::new();
    let status: Value = serde_json::from_str(&get(bench.at, "/api/v1/status", "").body).unwrap();
    assert_eq!(status["sign_on"], "/api/v1/session/oidc");
    let (cookie, asked) = bench.begin();
    assert_eq!(asked["redirect_uri"], "https://desk.example/api/v1/session/oidc/back");
    assert_eq!((asked["code_challenge_method"].as_str(), asked["client_id"].as_str()), ("S256", "hearsay"));
    let claims = json!({"sub": "s-1", "preferred_username": "Ada", "groups": ["desk", "choir"]});

    // Another browser, another state.
    let back = bench.code(&asked, claims.clone());
    assert_eq!(get(bench.at, &back, "").status, 403);
    let (cookie, asked) = {
        drop(cookie);
        bench.begin()
    };
    let back = bench.code(&asked, claims.clone());
    assert_eq!(get(bench.at, &back.replace("state=", "state=x"), &cookie).status, 403);
    // A code that was got for another sign-in: its verifier is another.
    let (_, other) = bench.begin();
    bench.code(&other, claims.clone());
    assert_eq!(get(bench.at, &back, &cookie).status, 403);
    assert_eq!(bench.desk.lock().unwrap().refused.len(), 1);

    let (cookie, asked) = bench.begin();
    let back = bench.code(&asked, claims.clone());
    let in_ = get(bench.at, &back, &cookie);
    assert_eq!(in_.status, 200, "{}", in_.body);
    assert!(in_.body.contains("url=/questions?kind=killed"), "{}", in_.body);
    let session = in_.cookies();
    let who = bench.who(&session);
    // An account of that name was there: it is not theirs.
    let name = who["name"].as_str().unwrap().to_owned();
    assert!(name.starts_with("Ada (") && who["role"] == "analyst" && who["csrf"].is_string(), "{who}");
    // Once.
    bench.code(&asked, claims);
    assert_eq!(get(bench.at, &back, &cookie).status, 403);

    // The same subject under another name and with another role.
    let (cookie, asked) = bench.begin();
    let back = bench.code(&asked, json!({"sub": "s-1", "name": "Somebody", "groups": "leads"}));
    let who = bench.who(&get(bench.at, &back, &cookie).cookies());
    assert_eq!((who["name"].as_str(), who["role"].as_str()), (Some(name.as_str()), Some("admin")));
    let (cookie, asked) = bench.begin();
    let back = bench.code(&asked, json!({"sub": "s-2", "name": "Vic"}));
    let who = bench.who(&get(bench.at, &back, &cookie).cookies());
    assert_eq!((who["name"].as_str(), who["role"].as_str()), (Some("Vic"), Some("viewer")));
    // A token of somebody else's client.
    let (cookie, asked) = bench.begin();
    let back = bench.code(&asked, json!({"sub": "s-3", "aud": "another"}));
    assert_eq!(get(bench.at, &back, &cookie).status, 403);
}

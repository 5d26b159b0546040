//! Who may do what on a server with accounts.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod program;

use program::server::{account, start};
use program::{Room, command};
use serde_json::json;

#[test]
fn with_accounts_reading_takes_one_and_roles_hold() {
    let room = Room::new();
    let ledger = room.path().join("ledger.db").display().to_string();
    let refused = command(&["serve", "--ledger", &ledger, "--listen", "0.0.0.0:0"]).output().unwrap();
    assert!(String::from_utf8_lossy(&refused.stderr).contains("has no accounts"));
    for (name, role) in [("Ada", "admin"), ("Vic", "viewer")] {
        account(&room, name, role, "a long password");
    }
    let server = start(room, &[]);
    server.get("/api/v1/questions").is(401);
    assert!(server.get("/api/v1/status").is(200).json()["who"].is_null());
    let log_in = |name: &str, password: &str| {
        let body = json!({"name": name, "password": password}).to_string();
        server.send("POST", "/api/v1/session", &[], body.as_bytes())
    };
    log_in("Ada", "another password").is(401);
    log_in("Nobody", "a long password").is(401);
    let begun = log_in("Ada", "a long password").is(200);
    let cookie = begun.header("set-cookie").unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let csrf = begun.json()["csrf"].as_str().unwrap().to_owned();
    let own = [("Cookie", cookie.as_str()), ("X-Hearsay-CSRF", csrf.as_str())];
    server.send("GET", "/api/v1/questions", &own[..1], b"").is(200);
    let token = json!({"label": "reader", "role": "viewer", "days": 1}).to_string();
    server.send("POST", "/api/v1/tokens", &own[..1], token.as_bytes()).is(403);
    let made = server.send("POST", "/api/v1/tokens", &own, token.as_bytes()).is(201).json();
    let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
    let bearer = [("Authorization", bearer.as_str())];
    server.send("GET", "/api/v1/questions", &bearer, b"").is(200);
    server.send("POST", "/api/v1/judgements", &bearer, b"{}").is(403);
    server.send("GET", "/api/v1/accounts", &bearer, b"").is(403);
    server.send("DELETE", "/api/v1/accounts/Ada", &own, b"").is(409);
    // A reader of feeds sends no headers: a token in the address reads.
    let secret = made["secret"].as_str().unwrap();
    server.get("/feed.atom").is(401);
    let feed = server.get(&format!("/feed.atom?token={secret}")).is(200).text();
    assert!(feed.contains("/feed.atom\"") && !feed.contains(secret), "{feed}");
    server.get(&format!("/api/v1/questions?token={secret}")).is(401);
    server.send("DELETE", "/api/v1/session", &own, b"").is(204);
    server.send("GET", "/api/v1/questions", &own[..1], b"").is(401);
}

//! The server as a browser and a program meet it: the real program on a port of this machine.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod program;

use program::{Room, command, data, root};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A server over a ledger of its own; ended with the test.
struct Server {
    room: Room,
    child: Child,
    at: String,
}

/// An answer.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(room: Room, words: &[&str]) -> Server {
    let ledger = room.path().join("ledger.db").display().to_string();
    let mut serve = command(&[&["serve", "--ledger", &ledger, "--listen", "127.0.0.1:0"], words].concat());
    let mut child = serve.env("HEARSAY_DATA", data()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let at = line.split("http://").nth(1).and_then(|l| l.split('/').next());
    let at = at.unwrap_or_else(|| panic!("{line}")).to_owned();
    Server { room, child, at }
}

impl Server {
    fn new() -> Server {
        start(Room::new(), &["--author", "desk"])
    }

    /// A server with the reports of the examples.
    fn with_examples() -> Server {
        let room = Room::new();
        let ledger = room.path().join("ledger.db").display().to_string();
        let reports = root().join("examples/reports").display().to_string();
        program::run_with_model(&["add", &reports, "--ledger", &ledger]).ends(0);
        start(room, &["--author", "desk"])
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.at).unwrap();
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|(n, _)| *n == "Host") {
            head += &format!("Host: {}\r\n", self.at);
        }
        headers.iter().for_each(|(n, v)| head += &format!("{n}: {v}\r\n"));
        stream.write_all((head + "\r\n").as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned()));
        Answer { status, headers: headers.collect(), body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    fn csrf(&self) -> String {
        self.get("/api/v1/status").is(200).json()["who"]["csrf"].as_str().unwrap().to_owned()
    }

    fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let csrf = self.csrf();
        let all =
            [&[("X-Hearsay-CSRF", csrf.as_str()), ("Content-Type", "application/json")], headers].concat();
        self.send("POST", path, &all, body.to_string().as_bytes())
    }
}

fn report(name: &str, text: &str) -> Value {
    json!({"text": text, "publisher": name, "published": "2031-05-06", "url": format!("https://{name}.example/1")})
}

#[test]
fn every_page_of_a_ledger_can_be_read() {
    let server = Server::with_examples();
    let board = server.get("/api/v1/questions?limit=3").is(200);
    assert!(board.header("etag").is_some() && board.header("content-security-policy").is_some());
    let (tag, board) = (board.header("etag").unwrap().to_owned(), board.json());
    assert_eq!(board["documents"], 8);
    assert_eq!(board["questions"][0]["standing"], "contested");
    let known = server.send("GET", "/api/v1/questions?limit=3", &[("If-None-Match", &tag)], b"");
    assert_eq!((known.status, known.body.len()), (304, 0));

    let id = board["questions"][0]["id"].as_str().unwrap();
    let question = server.get(&format!("/api/v1/questions/{id}")).is(200).json();
    let why = server.get(&format!("/api/v1/questions/{id}/why")).is(200).json();
    assert_eq!(why["why"].as_array().unwrap().len(), question["why"].as_array().unwrap().len());
    assert!(why["why"][0]["first"]["content"]["text"].is_string(), "{why}");
    let history = server.get(&format!("/api/v1/questions/{id}/history")).is(200).json();
    assert_eq!(history["history"].as_array().unwrap().last().unwrap()["standing"], "contested");

    let claim = question["claims"][0]["id"].as_str().unwrap();
    let page = server.get(&format!("/api/v1/claims/{claim}")).is(200).json();
    let document = page["document"]["document"].as_str().unwrap();
    let page = server.get(&format!("/api/v1/documents/{document}")).is(200).json();
    assert!(page["claims"].as_array().unwrap().iter().any(|c| c["id"] == claim));
    assert!(page["outcomes"].as_array().unwrap().iter().any(|o| o["question"] == id), "{page}");
    let bytes = server.get(&format!("/api/v1/documents/{document}/original")).is(200);
    assert_eq!(bytes.header("content-type"), Some("application/octet-stream"));
    assert!(bytes.header("content-disposition").unwrap().starts_with("attachment"));

    assert_eq!(server.get("/api/v1/documents").is(200).json()["rows"].as_array().unwrap().len(), 8);
    assert!(server.get("/api/v1/search?q=bridge").is(200).json()["hits"].is_array());
    assert_eq!(server.get("/api/v1/questions?place=Atlantis").is(200).json()["total"], 0);
    let csv = server.get("/api/v1/export?what=questions&as=csv").is(200);
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(csv.header("content-disposition").unwrap().starts_with("attachment") && csv.text().contains(id));
    assert_eq!(server.get("/api/v1/export?as=html&what=claims").is(400).json()["field"], "what");
    let method = server.get("/api/v1/method").is(200).json();
    assert!(method["quality"]["attribution"].is_object(), "{method}");
    assert!(server.get("/question/anything").is(200).text().contains("<html"));
}

#[test]
fn lists_are_had_whole_page_by_page() {
    let server = Server::with_examples();
    for (path, list) in [
        ("/api/v1/questions", "questions"),
        ("/api/v1/documents", "rows"),
        ("/api/v1/sources", "sources"),
        ("/api/v1/claims", "claims"),
    ] {
        let all = server.get(&format!("{path}?limit=500")).is(200).json()[list].as_array().unwrap().clone();
        let (mut rows, mut cursor) = (Vec::new(), None::<String>);
        for _ in 0..200 {
            let after =
                cursor.as_ref().map_or(String::new(), |c| format!("&cursor={}", c.replace(' ', "%20")));
            let page = server.get(&format!("{path}?limit=2{after}")).is(200).json();
            rows.extend(page[list].as_array().unwrap().clone());
            cursor = page["next"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(rows, all, "{path}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_field() {
    let server = Server::new();
    for (path, status, field) in [
        ("/api/v1/questions?limit=0", 400, json!("limit")),
        ("/api/v1/questions?known_at=noon", 400, json!("known_at")),
        ("/api/v1/questions?standing=true", 400, json!("standing")),
        ("/api/v1/questions?cursor=nowhere", 400, Value::Null),
        ("/api/v1/questions/qst_7enrjz535jgfx6qo", 404, Value::Null),
        ("/api/v1/documents/..%2f..%2fetc", 404, Value::Null),
        ("/api/v1/nothing", 404, Value::Null),
    ] {
        let answer = server.get(path).is(status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!((&answer.json()["status"], &answer.json()["field"]), (&json!(status), &field), "{path}");
    }
    let elsewhere = server.send("GET", "/api/v1/status", &[("Host", "evil.example")], b"");
    assert_eq!(elsewhere.status, 421);
}

#[test]
fn a_write_without_the_token_is_refused() {
    let server = Server::new();
    let body = report("harbour", "Two people were killed in Zanzevar, the mayor said.").to_string();
    let json = ("Content-Type", "application/json");
    assert_eq!(server.send("POST", "/api/v1/documents", &[json], body.as_bytes()).status, 403);
    let wrong = server.send("POST", "/api/v1/documents", &[json, ("X-Hearsay-CSRF", "x")], body.as_bytes());
    assert_eq!(wrong.status, 403);
    assert_eq!(server.get("/api/v1/status").json()["entries"], 0);
}

#[test]
fn a_write_with_a_key_is_done_once() {
    let server = Server::new();
    let one = report("harbour", "Mayor Ilse Maran said two people were killed in Zanzevar on Monday.");
    let added = server.post("/api/v1/documents", &[("Idempotency-Key", "k1")], &one).is(200);
    assert_eq!(added.json()["results"][0]["fate"], "new");
    let again = server.post("/api/v1/documents", &[("Idempotency-Key", "k1")], &one).is(200);
    assert_eq!(again.json(), added.json());
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(server.post("/api/v1/documents", &[], &one).is(200).json()["results"][0]["fate"], "known");
    let other = report("harbour", "Nobody was killed.");
    server.post("/api/v1/documents", &[("Idempotency-Key", "k1")], &other).is(422);

    let claims = server.get("/api/v1/claims").is(200).json();
    let claim = claims["claims"][0]["id"].as_str().unwrap().to_owned();
    let reject = json!({"verb": "reject", "claim": claim, "reason": "a joke"});
    let first = server.post("/api/v1/judgements", &[("Idempotency-Key", "k2")], &reject).is(201).json();
    let second = server.post("/api/v1/judgements", &[("Idempotency-Key", "k2")], &reject).is(201).json();
    assert_eq!(first, second);
    let judged = server.get("/api/v1/judgements").is(200).json();
    assert_eq!((judged["total"].clone(), judged["rows"][0]["author"].clone()), (json!(1), json!("desk")));
    let undo = json!({"verb": "undo", "entry": first["entry"], "reason": "it was none"});
    server.post("/api/v1/judgements", &[], &undo).is(201);
    let kinds: Vec<Value> = server.get("/api/v1/changes").is(200).json()["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["kind"].clone())
        .collect();
    assert!(kinds.contains(&json!("rejection")) && kinds.contains(&json!("undo")), "{kinds:?}");
}

#[test]
fn many_documents_come_in_one_request_and_each_is_answered() {
    let server = Server::new();
    let rows: Vec<String> = (0..5)
        .map(|i| {
            report(&format!("paper{i}"), &format!("Mayor Ilse Maran said {i} shops burned in Zanzevar."))
                .to_string()
        })
        .collect();
    let body = format!("{}\n{{\"no\": \"text\"}}\n", rows.join("\n"));
    let csrf = server.csrf();
    let headers = [("X-Hearsay-CSRF", csrf.as_str()), ("Content-Type", "application/x-ndjson")];
    let answer = server.send("POST", "/api/v1/documents", &headers, body.as_bytes()).is(200).json();
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(|r| r["fate"] == "new").count(), 5);
    assert!(results[5]["error"].is_string(), "{answer}");
}

#[test]
fn what_was_answered_outlives_a_kill() {
    let mut server = Server::new();
    let one = report("harbour", "Mayor Ilse Maran said two people were killed in Zanzevar on Monday.");
    let added = server.post("/api/v1/documents", &[("Idempotency-Key", "k1")], &one).is(200).json();
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let room = std::mem::replace(&mut server.room, Room::new());
    let server = start(room, &["--author", "desk"]);
    assert_eq!(server.get("/api/v1/status").json()["documents"], 1);
    let again = server.post("/api/v1/documents", &[("Idempotency-Key", "k1")], &one).is(200);
    assert_eq!(again.json(), added);
}

#[test]
fn whoever_listens_hears_what_is_recorded() {
    let server = Server::new();
    let mut stream = TcpStream::connect(&server.at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let asked = format!("GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.at);
    stream.write_all(asked.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().contains("200"));
    let one = report("harbour", "Mayor Ilse Maran said two people were killed in Zanzevar on Monday.");
    server.post("/api/v1/documents", &[], &one).is(200);
    assert!(lines.any(|l| l == "event: reading"));
    let data = lines.find_map(|l| l.strip_prefix("data: ").map(str::to_owned)).unwrap();
    let entry: Value = serde_json::from_str(&data).unwrap();
    assert_eq!((&entry["seq"], &entry["author"]), (&json!(2), &json!("desk")));
}

#[test]
fn feeds_hold_the_latest_changes_and_their_words_are_no_markup() {
    let server = Server::with_examples();
    let atom = server.get("/feed.atom?standing=contested").is(200);
    assert_eq!(atom.header("content-type"), Some("application/atom+xml"));
    let text = atom.text();
    assert!(text.contains("<title>contested: "), "{text}");
    assert_eq!(text.matches("<entry>").count(), text.matches("</entry>").count());
    let json = server.get("/feed.json").is(200).json();
    let dates: Vec<&str> =
        json["items"].as_array().unwrap().iter().map(|i| i["date_modified"].as_str().unwrap()).collect();
    assert!(!dates.is_empty() && dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
}

/// Takes one request at a port of this machine; its head and its body.
fn take(listener: &std::net::TcpListener) -> (String, String) {
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(n) = line.to_lowercase().strip_prefix("content-length: ") {
            length = n.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
        head += &line.to_lowercase();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    stream.write_all(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n").unwrap();
    (head, String::from_utf8(body).unwrap())
}

#[test]
fn an_alert_outlives_a_kill_and_is_told_once_somebody_listens() {
    let words = ["--author", "desk", "--allow-private"];
    let mut server = start(Room::new(), &words);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    drop(listener);
    let hook = json!({"url": format!("http://{at}/"), "wants": {"events": ["question.contested"]}});
    let made = server.post("/api/v1/hooks", &[], &hook).is(201).json();
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    for (paper, text) in [
        ("harbour", "Mayor Ilse Maran said on Monday that 2 people were killed in Zanzevar."),
        ("lowland", "Police chief Oren Tavik said on Monday that 9 people were killed in Zanzevar."),
    ] {
        server.post("/api/v1/documents", &[], &report(paper, text)).is(200);
    }
    let board = server.get("/api/v1/questions").is(200).json();
    assert_eq!(board["questions"][0]["standing"], "contested", "{board}");
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let room = std::mem::replace(&mut server.room, Room::new());
    let listener = std::net::TcpListener::bind(at).unwrap();
    let server = start(room, &words);
    let (head, body) = take(&listener);
    assert!(head.contains("webhook-id: msg_") && head.contains("webhook-signature: v1,"), "{head}");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["type"], "question.contested");
    assert_eq!(body["data"]["question"], board["questions"][0]["id"]);
    let path = format!("/api/v1/hooks/{}/deliveries", made["id"].as_str().unwrap());
    for _ in 0..100 {
        let sent = server.get(&path).is(200).json();
        if sent["deliveries"][0]["state"] == "sent" {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{}", server.get(&path).text());
}

#[test]
fn with_accounts_reading_takes_one_and_roles_hold() {
    let room = Room::new();
    let ledger = room.path().join("ledger.db").display().to_string();
    let refused = command(&["serve", "--ledger", &ledger, "--listen", "0.0.0.0:0"]).output().unwrap();
    assert!(String::from_utf8_lossy(&refused.stderr).contains("has no accounts"));
    for (name, role) in [("Ada", "admin"), ("Vic", "viewer")] {
        let words = ["account", "add", name, "--role", role, "--ledger", &ledger];
        let mut child = command(&words).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"a long password\n").unwrap();
        assert!(child.wait().unwrap().success());
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
    server.send("DELETE", "/api/v1/session", &own, b"").is(204);
    server.send("GET", "/api/v1/questions", &own[..1], b"").is(401);
}

//! The server as a browser and a program meet it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod program;

use program::server::{Server, report};
use serde_json::{Value, json};

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
    assert_eq!(method["ledger"]["documents"], 8);
    let all = server.get("/api/v1/questions?limit=500").is(200).json();
    for row in all["questions"].as_array().unwrap() {
        let why = server.get(&format!("/api/v1/questions/{}", row["id"].as_str().unwrap())).is(200).json();
        for reason in why["why"].as_array().unwrap() {
            let rule = method["rules"].as_array().unwrap().iter().find(|r| r["name"] == reason["rule"]);
            let rule = rule.unwrap_or_else(|| panic!("{reason}"));
            assert!(rule["ties"].as_array().unwrap().contains(&reason["tie"]), "{reason}");
        }
    }
    // Of one paper: what it answers, however its name is written.
    let documents = server.get("/api/v1/documents").is(200).json();
    let paper = documents["rows"][0]["publisher"].as_str().unwrap();
    let by = format!("publisher={}", paper.to_uppercase().replace(' ', "%20"));
    let its = server.get(&format!("/api/v1/questions?limit=500&{by}")).is(200).json();
    let (own, every) = (its["questions"].as_array().unwrap(), all["questions"].as_array().unwrap());
    assert!(!own.is_empty() && own.len() < every.len() && its["total"] == own.len(), "{its}");
    for row in own {
        let asked = server.get(&format!("/api/v1/questions/{}", row["id"].as_str().unwrap())).is(200).json();
        assert!(asked["claims"].as_array().unwrap().iter().any(|c| c["publisher"] == paper), "{asked}");
    }
    assert_eq!(server.get("/api/v1/questions?publisher=Nobody").is(200).json()["total"], 0);
    let names = server.get("/api/v1/suggest?field=place&prefix=ostr").is(200).json();
    assert!(names["names"].as_array().unwrap().contains(&json!("Ostravelm")), "{names}");
    assert_eq!(server.get("/api/v1/suggest?field=colour&prefix=or").is(400).json()["field"], "field");
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
        ("/api/v1/questions/%ff", 400, Value::Null),
        ("/api/v1/sources/%ff", 400, Value::Null),
    ] {
        let answer = server.get(path).is(status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!((&answer.json()["status"], &answer.json()["field"]), (&json!(status), &field), "{path}");
    }
    let wrong = server.send("DELETE", "/api/v1/questions", &[], b"").is(405);
    assert_eq!(wrong.header("content-type"), Some("application/problem+json"));
    assert_eq!(wrong.header("allow"), Some("GET,HEAD"));
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
    let server = Server::new();
    let one = report("harbour", "Mayor Ilse Maran said two people were killed in Zanzevar on Monday.");
    let added = server.post("/api/v1/documents", &[("Idempotency-Key", "k1")], &one).is(200).json();
    let server = server.kill(&["--author", "desk"]);
    assert_eq!(server.get("/api/v1/status").json()["documents"], 1);
    let again = server.post("/api/v1/documents", &[("Idempotency-Key", "k1")], &one).is(200);
    assert_eq!(again.json(), added);
}

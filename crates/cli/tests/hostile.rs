//! Documents that would be a program, a page or a command if anybody took them for more than words. `HEARSAY_HOSTILE`
//! says how many, if not a few hundred.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod program;

use program::server::{Answer, Server};
use program::{Room, run_with_model};
use serde_json::{Value, json};

/// Pieces of hostile text; `{}` is a number.
const PIECES: [&str; 16] = [
    "<script>alert({})</script>",
    "<img src=x onerror=alert({})>",
    "\u{202e}gpj.exe\u{2066}{}\u{2069}",
    "&#x3c;script&#x3e;alert({})&#x3c;/script&#x3e;",
    "</pre></textarea></title><svg onload=alert({})>",
    "=HYPERLINK(\"https://evil.example/{}\")",
    "@SUM(A1:A{})",
    "'; DROP TABLE entry; -- {}",
    "{{{{constructor.constructor('alert({})')()}}}}",
    "javascript:alert({})",
    "\u{0}\u{1}\u{8}\u{1b}[2J\u{7f}{}",
    "]]><!--{}--><?xml version=\"1.0\"?>",
    "\u{feff}\u{200b}\u{200d}\u{e0001}{}",
    "data:text/html,<b>{}</b>",
    "Z\u{335}\u{321}a\u{34b}\u{36c}l\u{30f}g\u{35a}o {}",
    "%0d%0aSet-Cookie: a={}",
];

/// A small generator, so that every run has the same documents.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn piece(&mut self) -> String {
        let n = self.roll(1000).to_string();
        PIECES[self.roll(PIECES.len())].replace("{}", &n)
    }
}

/// Who says what, in words that are read as a claim, around something hostile.
fn report(dice: &mut Dice, i: usize) -> String {
    let toll = 2 + dice.roll(40);
    let (a, b) = (dice.piece(), dice.piece());
    let said = ["Mayor Ilse Maran said", "Police chief Oren Tavik said", "The army said"][dice.roll(3)];
    format!(
        "{said} on Monday that {toll} people were killed in Zanzevar. {a} \"We saw fire {b},\" Pavo Lisk said. {i}"
    )
}

/// One document, as a line of a request.
fn document(dice: &mut Dice, i: usize) -> Value {
    let text = report(dice, i);
    let mut row = json!({
        "id": format!("{} {i}", dice.piece()),
        "title": dice.piece(),
        "byline": dice.piece(),
        "publisher": format!("{} Paper", dice.piece()),
        "url": format!("{}#{i}", dice.piece()),
        "published": format!("20{}-{:02}-{:02}", 20 + dice.roll(10), 1 + dice.roll(12), 1 + 7 * dice.roll(4)),
    });
    let long = 1 << (4 + dice.roll(10));
    let page = match dice.roll(6) {
        0 => format!("<p title=\"{}\">{text}</p>", dice.piece().repeat(long / 8)),
        1 => format!("{}{text}", "<div>".repeat(long)),
        2 => format!("<html><body><script>{text}</script><style>{text}</style><p>{text}"),
        3 => format!(
            "<table><p>{text}</p><a href='{}'>{}</a>&bogus;&#0;&#x110000;",
            dice.piece(),
            dice.piece()
        ),
        _ => String::new(),
    };
    if page.is_empty() {
        row["text"] = json!(text)
    } else {
        row["html"] = json!(page)
    }
    row
}

/// That an answer is one that no browser shows as a page.
fn is_plain(path: &str, answer: &Answer) {
    assert!(answer.status < 500, "{path}: {}", answer.text());
    let kind = answer.header("content-type").unwrap_or_else(|| panic!("{path}: {}", answer.text()));
    let file = answer.header("content-disposition").is_some_and(|d| d.starts_with("attachment"));
    let json =
        kind == "application/json" || kind == "application/problem+json" || kind == "application/feed+json";
    assert!(json || file || kind == "application/atom+xml", "{path}: {kind}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
    if json {
        answer.json();
    }
}

#[test]
fn nothing_in_a_hostile_document_is_more_than_words() {
    let many = std::env::var("HEARSAY_HOSTILE").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    let (server, mut dice) = (Server::new(), Dice(1));
    let csrf = server.csrf();
    let mut first = 0;
    while first < many {
        let mut body = Vec::new();
        for i in first..many.min(first + 500) {
            body.extend(document(&mut dice, i).to_string().into_bytes());
            // Lines that are no document, or no text.
            body.extend(match dice.roll(40) {
                0 => &b"\n\xff\xfe\x00\x80"[..],
                1 => b"\n{\"text\": \"\\ud800\"}",
                _ => b"",
            });
            body.push(b'\n');
        }
        let headers = [("X-Hearsay-CSRF", csrf.as_str()), ("Content-Type", "application/x-ndjson")];
        let answer = server.send("POST", "/api/v1/documents", &headers, &body).is(200);
        is_plain("documents", &answer);
        first += 500;
    }
    let status = server.get("/api/v1/status").is(200).json();
    assert!(status["documents"].as_u64().unwrap() as usize > many * 9 / 10, "{status}");

    let mut paths: Vec<String> =
        ["questions", "documents", "claims?geo=1", "sources", "review", "judgements", "changes", "method"]
            .map(|p| format!("/api/v1/{p}{}limit=500", if p.contains('?') { '&' } else { '?' }))
            .to_vec();
    paths.extend(
        [
            "/feed.atom",
            "/feed.json",
            "/api/v1/search?q=%3Cscript%3E",
            "/api/v1/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        ]
        .map(str::to_owned),
    );
    for (list, rows, id) in
        [("questions", "questions", "id"), ("documents", "rows", "document"), ("claims", "claims", "id")]
    {
        let page = server.get(&format!("/api/v1/{list}?limit=60")).is(200).json();
        for row in page[rows].as_array().unwrap() {
            let id = row[id].as_str().unwrap_or_else(|| panic!("{row}"));
            paths.push(format!("/api/v1/{list}/{id}"));
            let more: &[&str] = match list {
                "questions" => &["why", "history"],
                "documents" => &["original"],
                _ => &[],
            };
            paths.extend(more.iter().map(|m| format!("/api/v1/{list}/{id}/{m}")));
        }
    }
    for path in &paths {
        is_plain(path, &server.get(path));
    }
    let atom = server.get("/feed.atom").text();
    assert!(
        !atom.contains("<script")
            && !atom.contains("<img")
            && !atom.contains(|c: char| c.is_control() && c != '\n')
    );
    exports(&server);
}

/// The exports hold the same words, escaped.
fn exports(server: &Server) {
    for (form, what) in [("csv", "claims"), ("csv", "documents"), ("jsonl", "claims"), ("geojson", "claims")]
    {
        let path = format!("/api/v1/export?as={form}&what={what}");
        let answer = server.get(&path).is(200);
        is_plain(&path, &answer);
        if form == "csv" {
            let text = answer.text();
            let cells = text.split(['\n', ',']).map(|c| c.trim_start_matches('"'));
            assert!(
                !cells.into_iter().any(|c| c.starts_with("=HYPERLINK") || c.starts_with("@SUM")),
                "{what}"
            );
        }
    }
    let board = server.get("/api/v1/questions?standing=contested&limit=1").is(200).json();
    let id = board["questions"][0]["id"].as_str().unwrap_or_else(|| panic!("{board}"));
    let dossier = server.get(&format!("/api/v1/export?as=html&what=questions&question={id}")).is(200);
    is_plain("dossier", &dossier);
    let page = dossier.text();
    for bad in ["<script", "<img", "<svg onload", "href=\"javascript", "\u{202e}", "\u{1b}"] {
        assert!(!page.contains(bad), "{bad:?} in the dossier");
    }
    let file = Room::new();
    let file = file.file("dossier.html", &page);
    run_with_model(&["verify", &file]).ends(0);
}

//! Who is told what was recorded: streams, feeds, webhooks and mail, also when the server is killed meanwhile.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod program;

use program::Room;
use program::server::{Server, account, report, start};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

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

/// What came to a port of this machine, for as long as the test runs.
#[derive(Clone)]
struct Received(Arc<Mutex<Vec<String>>>);

impl Received {
    /// Takes what comes, each connection by `take`.
    fn by(listener: TcpListener, take: fn(TcpStream) -> Option<String>) -> Received {
        let received = Received(Arc::default());
        let all = received.0.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let came = take(stream);
                all.lock().unwrap().extend(came);
            }
        });
        received
    }

    /// What came, once it is this much; nothing of it may be missing after a minute.
    fn at_least(&self, n: usize) -> Vec<String> {
        for _ in 0..600 {
            let all = self.0.lock().unwrap().clone();
            if all.len() >= n {
                return all;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{:#?}", self.0.lock().unwrap());
    }
}

/// A port where nobody listens yet.
fn port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// One request of a webhook: its head in small letters, an empty line, its body.
fn request(mut stream: TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.to_lowercase();
        if let Some(n) = line.strip_prefix("content-length: ") {
            length = n.trim().parse().ok()?;
        }
        head += &line;
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    stream.write_all(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n").ok()?;
    Some(head + &String::from_utf8(body).ok()?)
}

/// The body of a request of a webhook.
fn told(request: &str) -> Value {
    serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap()
}

/// One letter, as a mail server takes it: whom it is for, and all of it.
fn letter(mut stream: TcpStream) -> Option<String> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let mut say = |text: &str| stream.write_all(format!("{text}\r\n").as_bytes()).ok();
    say("220 desk.example ESMTP")?;
    let mut letter = String::new();
    loop {
        let line = lines.next()?.ok()?;
        match line.split([' ', ':']).next().unwrap_or_default() {
            "DATA" => {
                say("354 go on")?;
                loop {
                    match lines.next()?.ok()?.as_str() {
                        "." => break,
                        line => letter += &format!("{line}\n"),
                    }
                }
                say("250 taken")?;
            }
            "QUIT" => {
                say("221 bye")?;
                return Some(letter);
            }
            "RCPT" => {
                letter = format!("{line}\n");
                say("250 yes")?;
            }
            _ => say("250 yes")?,
        }
    }
}

/// Two reports of one week that differ: a contested question of its own.
fn quarrel(week: u32, send: &dyn Fn(&str, &Value)) {
    let day = |n: u32| {
        let days = [31, 28, 31, 30, 31, 30, 31];
        let (mut month, mut n) = (0, n);
        while n >= days[month] {
            n -= days[month];
            month += 1;
        }
        format!("2031-{:02}-{:02}", month + 1, n + 1)
    };
    for (paper, who, toll) in [("harbour", "Mayor Ilse Maran", 2), ("lowland", "Police chief Oren Tavik", 9)]
    {
        let text = format!("{who} said on Monday that {toll} people were killed in Zanzevar on Monday.");
        let mut one = report(paper, &text);
        one["published"] = json!(day(5 + 7 * week));
        one["url"] = json!(format!("https://{paper}.example/{week}"));
        send(&format!("{paper}-{week}"), &one);
    }
}

#[test]
fn an_alert_outlives_a_kill_and_is_told_once_somebody_listens() {
    let (hook, mail) = (port(), port());
    let smtp = format!("smtp://{mail}");
    let words =
        ["--author", "desk", "--allow-private", "--smtp", &smtp, "--mail-from", "alerts@desk.example"];
    let words = [&words[..], &["--public", "https://desk.example"]].concat();
    let server = start(Room::new(), &words);
    let wants = json!({"events": ["question.contested"]});
    let made = server.post("/api/v1/hooks", &[], &json!({"url": format!("http://{hook}/"), "wants": wants}));
    let made = made.is(201).json();
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    let letters = json!({"url": "mailto:news@paper.example", "wants": wants});
    assert!(server.post("/api/v1/hooks", &[], &letters).is(201).json()["secret"].is_null());
    let several = json!({"url": "mailto:a@paper.example,b@paper.example"});
    assert_eq!(server.post("/api/v1/hooks", &[], &several).is(400).json()["field"], "url");
    quarrel(0, &|_, one| drop(server.post("/api/v1/documents", &[], one).is(200)));
    let board = server.get("/api/v1/questions").is(200).json();
    assert_eq!(board["questions"][0]["standing"], "contested", "{board}");
    let requests = || Received::by(TcpListener::bind(hook).unwrap(), request);
    let server = server.kill(&words);
    let (requests, letters) = (requests(), Received::by(TcpListener::bind(mail).unwrap(), letter));

    let first = &requests.at_least(1)[0];
    assert!(first.contains("webhook-id: msg_") && first.contains("webhook-signature: v1,"), "{first}");
    let body = told(first);
    assert_eq!(body["type"], "question.contested");
    assert_eq!(body["data"]["question"], board["questions"][0]["id"]);
    let mail = &letters.at_least(1)[0];
    assert!(
        mail.contains("RCPT TO:<news@paper.example>") && mail.contains("Subject: contested: How many"),
        "{mail}"
    );
    let link = format!("https://desk.example/questions/{}", board["questions"][0]["id"].as_str().unwrap());
    assert!(mail.contains(&link) && mail.contains("From: alerts@desk.example"), "{mail}");
    for hook in server.get("/api/v1/hooks").is(200).json()["hooks"].as_array().unwrap() {
        let path = format!("/api/v1/hooks/{}/deliveries", hook["id"].as_str().unwrap());
        let sent = || server.get(&path).is(200).json()["deliveries"][0]["state"] == "sent";
        let soon = (0..100).any(|_| {
            sent() || {
                std::thread::sleep(Duration::from_millis(100));
                false
            }
        });
        assert!(soon, "{}", server.get(&path).text());
    }
}

#[test]
fn a_server_that_sends_no_mail_says_so() {
    let server = Server::new();
    let hook = json!({"url": "mailto:news@paper.example"});
    let refused = server.post("/api/v1/hooks", &[], &hook).is(400).json();
    assert!(refused["detail"].as_str().unwrap().contains("--smtp"), "{refused}");
}

/// What a browser that is logged in sends with its writes.
struct Browser {
    cookie: String,
    csrf: String,
}

impl Browser {
    fn log_in(server: &Server) -> Browser {
        let body = json!({"name": "Ada", "password": "a long password"}).to_string();
        let begun = server.send("POST", "/api/v1/session", &[], body.as_bytes()).is(200);
        let cookie = begun.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        Browser { cookie, csrf: begun.json()["csrf"].as_str().unwrap().to_owned() }
    }

    fn headers(&self) -> [(&str, &str); 3] {
        [("Cookie", &self.cookie), ("X-Hearsay-CSRF", &self.csrf), ("Content-Type", "application/json")]
    }
}

#[test]
fn kills_while_documents_come_lose_nothing() {
    const WEEKS: u32 = 12;
    let room = Room::new();
    account(&room, "Ada", "admin", "a long password");
    let words = ["--allow-private"];
    let mut server = start(room, &words);
    let browser = Browser::log_in(&server);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let requests = Received::by(listener, request);
    let hook = json!({"url": url, "wants": {"events": ["question.contested"]}}).to_string();
    server.send("POST", "/api/v1/hooks", &browser.headers(), hook.as_bytes()).is(201);

    let mut answered: Vec<(String, Value, Value)> = Vec::new();
    for week in 0..WEEKS {
        let told = std::cell::RefCell::new(Vec::new());
        quarrel(week, &|key, one| {
            let all = [&browser.headers()[..], &[("Idempotency-Key", key)]].concat();
            let answer = server.send("POST", "/api/v1/documents", &all, one.to_string().as_bytes()).is(200);
            told.borrow_mut().push((key.to_owned(), one.clone(), answer.json()));
        });
        answered.extend(told.into_inner());
        if week % 4 == 2 {
            // A request is under way that nobody will answer.
            let one =
                report("ferry", &format!("Nobody was hurt in Zanzevar in week {week}, Pavo Lisk said."));
            let text = one.to_string();
            let mut head = format!("POST /api/v1/documents HTTP/1.1\r\nHost: {}\r\n", server.at);
            head += &format!("Content-Length: {}\r\n", text.len());
            browser.headers().iter().for_each(|(n, v)| head += &format!("{n}: {v}\r\n"));
            let mut stream = TcpStream::connect(&server.at).unwrap();
            stream.write_all((head + "\r\n" + &text).as_bytes()).unwrap();
            std::thread::sleep(Duration::from_millis(u64::from(7 * week)));
            server = server.kill(&words);
        }
    }
    // The session holds, and what was answered is there, once.
    let own = &browser.headers()[..1];
    let status = server.send("GET", "/api/v1/status", own, b"").is(200).json();
    assert_eq!(status["who"]["name"], "Ada");
    for (key, one, answer) in &answered {
        let all = [&browser.headers()[..], &[("Idempotency-Key", key)]].concat();
        let again = server.send("POST", "/api/v1/documents", &all, one.to_string().as_bytes()).is(200);
        assert_eq!((again.header("idempotency-replayed"), &again.json()), (Some("true"), answer));
    }
    let verified =
        program::run(&["verify", "--ledger", &server.room.path().join("ledger.db").display().to_string()]);
    assert!(verified.ends(0).out.contains("all sound"));
    // Each question that became contested was told.
    let board = server.send("GET", "/api/v1/questions?standing=contested&limit=500", own, b"").is(200).json();
    let contested: BTreeSet<&str> =
        board["questions"].as_array().unwrap().iter().map(|q| q["id"].as_str().unwrap()).collect();
    assert_eq!(contested.len(), WEEKS as usize, "{board}");
    let told: BTreeSet<String> = requests
        .at_least(contested.len())
        .iter()
        .map(|r| told(r)["data"]["question"].as_str().unwrap().to_owned())
        .collect();
    assert!(contested.iter().all(|q| told.contains(*q)), "{told:?}");
}

//! The real server on a port of this machine, and requests to it.

use super::{Room, command, data, root, run_with_model};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A server over a ledger of its own; ended with the test.
pub struct Server {
    pub room: Room,
    pub child: Child,
    pub at: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    pub fn is(self, status: u16) -> Answer {
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

/// Starts one with these words beside those that every test needs.
pub fn start(room: Room, words: &[&str]) -> Server {
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
    pub fn new() -> Server {
        start(Room::new(), &["--author", "desk"])
    }

    /// A server with the reports of the examples.
    pub fn with_examples() -> Server {
        let room = Room::new();
        let ledger = room.path().join("ledger.db").display().to_string();
        let reports = root().join("examples/reports").display().to_string();
        run_with_model(&["add", &reports, "--ledger", &ledger]).ends(0);
        start(room, &["--author", "desk"])
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
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

    /// Ends it as a power cut would, and starts it again over the same files.
    pub fn kill(mut self, words: &[&str]) -> Server {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        start(std::mem::replace(&mut self.room, Room::new()), words)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub fn csrf(&self) -> String {
        self.get("/api/v1/status").is(200).json()["who"]["csrf"].as_str().unwrap().to_owned()
    }

    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let csrf = self.csrf();
        let all =
            [&[("X-Hearsay-CSRF", csrf.as_str()), ("Content-Type", "application/json")], headers].concat();
        self.send("POST", path, &all, body.to_string().as_bytes())
    }
}

/// A report of a paper, as a program adds it.
pub fn report(name: &str, text: &str) -> Value {
    json!({"text": text, "publisher": name, "published": "2031-05-06", "url": format!("https://{name}.example/1")})
}

/// Makes an account of the server over this room's ledger.
pub fn account(room: &Room, name: &str, role: &str, password: &str) {
    let ledger = room.path().join("ledger.db").display().to_string();
    let words = ["account", "add", name, "--role", role, "--ledger", &ledger];
    let mut child = command(&words).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

//! A desk with a ledger of its own, a clock of its own and the real model.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, dead_code)]

pub mod random;

use hearsay::case::{Addition, Ask, Case, Filter, Found, Instant, Judgement, instant};
use hearsay::{Given, Reader, Reading, Versions};
use show::ledger::Asked;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use types::{Standing, Tie};

pub fn reader() -> Reader {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    Reader::open(&folder).expect("`cargo xtask test` sets the model up")
}

/// A report of a paper that never was, read.
pub fn report(reader: &Reader, publisher: &str, day: &str, text: &str) -> Reading {
    page(reader, publisher, day, text, &format!("https://{publisher}.example/{day}/{}", text.len()))
}

pub fn page(reader: &Reader, publisher: &str, day: &str, text: &str, url: &str) -> Reading {
    let row = serde_json::json!({"id": format!("{publisher} {day}"), "publisher": publisher, "published": day, "url": url, "text": text});
    let document = hearsay::document("row", row.to_string().as_bytes(), &Given::default()).unwrap();
    reader.read(document).unwrap()
}

pub struct Desk {
    pub case: Case,
    pub versions: Versions,
    /// The clock: a minute passes with everything that is done.
    pub now: Instant,
    _folder: Option<tempfile::TempDir>,
}

impl Desk {
    pub fn new(reader: &Reader) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::at(reader, folder.path().join("ledger.db").to_str().unwrap());
        Desk { _folder: Some(folder), ..desk }
    }

    /// With a ledger at an address.
    pub fn at(reader: &Reader, address: &str) -> Desk {
        let now = instant("2031-06-01T08:00").unwrap();
        let case = Case::create(address).unwrap();
        Desk { case, versions: reader.versions().clone(), now, _folder: None }
    }

    pub fn tick(&mut self) -> Instant {
        self.now += jiff::SignedDuration::from_mins(1);
        self.now
    }

    pub fn add(&mut self, reading: &Reading) -> show::ledger::Added {
        let at = self.tick();
        let versions = self.versions.clone();
        let addition = Addition { reading, versions: &versions, author: "desk", at, reread: true };
        self.case.add(&addition).unwrap()
    }

    pub fn correct(&mut self, judgement: &Judgement) -> i64 {
        let at = self.tick();
        self.case.correct(judgement, "desk", "because the test says so", at).unwrap()
    }

    pub fn ask(&self, known_at: Option<Instant>) -> Ask {
        Ask { known_at, about: None, now: self.now }
    }

    /// The board without what hangs on the order in which documents came.
    pub fn board(&mut self, known_at: Option<Instant>) -> Vec<String> {
        let ask = self.ask(known_at);
        let board = self.case.board(&Filter { limit: 500, ..Filter::default() }, &ask).unwrap();
        assert_eq!(board.total, board.questions.len() as u64);
        let mut rows: Vec<String> = board
            .questions
            .iter()
            .map(|q| {
                let (a, o, r) = (q.answers, q.origins, (q.low, q.best, q.high));
                format!("{} {} {:?} {:?} {a} {o} {r:?}", q.id, q.text, q.standing, q.grade)
            })
            .collect();
        rows.sort();
        rows
    }

    /// The board, after it was worked out anew: that changes nothing.
    pub fn rebuilt(&mut self) -> Vec<String> {
        let board = self.board(None);
        self.case.rebuild().unwrap();
        assert_eq!(self.board(None), board);
        board
    }

    /// What is asked is what stands on the board, question by question, as of a moment.
    pub fn agrees(&mut self, known_at: Option<Instant>) {
        let ask = self.ask(known_at);
        let board = self.case.board(&Filter { limit: 500, ..Filter::default() }, &ask).unwrap();
        assert!(!board.questions.is_empty());
        for row in &board.questions {
            let asked = self.one(row.id.as_str(), known_at);
            let q = &asked.question;
            let text = &row.text;
            assert_eq!(
                (q.standing, q.grade, asked.origins),
                (row.standing, row.grade, row.origins),
                "{text}"
            );
            let range = q.range.as_ref().map(|r| (r.low, r.best, r.high));
            assert_eq!(range, row.low.zip(row.best).zip(row.high).map(|((l, b), h)| (l, b, h)), "{text}");
            let gone: BTreeSet<_> = q.why.iter().filter(|r| r.tie == Tie::Retracts).map(|r| &r.a).collect();
            let told = q.answers.iter().filter(|g| !gone.contains(&g.claim)).count();
            assert_eq!(told as u64, row.answers, "{text}");
            let listed: BTreeSet<_> = asked.voices.iter().flat_map(|v| &v.claims).collect();
            assert_eq!(listed, q.answers.iter().map(|g| &g.claim).collect(), "{text}");
            let counted = asked.voices.iter().filter(|v| v.counts).count() as u64;
            assert_eq!(counted, asked.origins, "{text}");
        }
    }

    /// How a question stands.
    pub fn stands(&mut self, words: &str) -> Standing {
        self.one(words, None).question.standing
    }

    pub fn one(&mut self, words: &str, known_at: Option<Instant>) -> Asked {
        let ask = self.ask(known_at);
        match self.case.ask(words, &ask).unwrap() {
            Found::One(asked) => *asked,
            Found::Several(board) => panic!("{words}: {:#?}", board.questions),
        }
    }
}

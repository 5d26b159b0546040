//! The ledger with all that is put into it and asked of it, with the real model.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use hearsay::case::{Addition, Ask, Case, Filter, Found, Instant, Judgement, instant};
use hearsay::{Given, Reader, Reading, Versions};
use show::ledger::{Asked, Fate};
use std::path::{Path, PathBuf};
use types::Standing;

fn reader() -> Reader {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    Reader::open(&folder).expect("`cargo xtask test` sets the model up")
}

/// A report of a paper that never was, read.
fn report(reader: &Reader, publisher: &str, day: &str, text: &str) -> Reading {
    page(reader, publisher, day, text, &format!("https://{publisher}.example/{day}/{}", text.len()))
}

fn page(reader: &Reader, publisher: &str, day: &str, text: &str, url: &str) -> Reading {
    let row = serde_json::json!({"id": format!("{publisher} {day}"), "publisher": publisher, "published": day, "url": url, "text": text});
    let document = hearsay::document("row", row.to_string().as_bytes(), &Given::default()).unwrap();
    reader.read(document).unwrap()
}

struct Desk {
    case: Case,
    versions: Versions,
    /// The clock: a minute passes with everything that is done.
    now: Instant,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new(reader: &Reader) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let case = Case::create(folder.path().join("ledger.db").to_str().unwrap()).unwrap();
        let now = instant("2031-06-01T08:00").unwrap();
        Desk { case, versions: reader.versions().clone(), now, _folder: folder }
    }

    fn tick(&mut self) -> Instant {
        self.now += jiff::SignedDuration::from_mins(1);
        self.now
    }

    fn add(&mut self, reading: &Reading) -> show::ledger::Added {
        let at = self.tick();
        let versions = self.versions.clone();
        let addition = Addition { reading, versions: &versions, author: "desk", at, reread: true };
        self.case.add(&addition).unwrap()
    }

    fn correct(&mut self, judgement: &Judgement) -> i64 {
        let at = self.tick();
        self.case.correct(judgement, "desk", "because the test says so", at).unwrap()
    }

    fn ask(&self, known_at: Option<Instant>) -> Ask {
        Ask { known_at, about: None, now: self.now }
    }

    /// The board without what hangs on the order in which documents came.
    fn board(&mut self, known_at: Option<Instant>) -> Vec<String> {
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

    fn one(&mut self, words: &str, known_at: Option<Instant>) -> Asked {
        let ask = self.ask(known_at);
        match self.case.ask(words, &ask).unwrap() {
            Found::One(asked) => *asked,
            Found::Several(board) => panic!("{words}: {:#?}", board.questions),
        }
    }
}

/// A month of reports on two towns: clashes, copies, updates, refusals.
fn month(reader: &Reader) -> Vec<Reading> {
    let mut found = Vec::new();
    for day in 2..12 {
        let date = format!("2031-05-{day:02}");
        let dead = 10 + day;
        found.push(report(reader, "Valley Post", &date, &format!(
            "{dead} civilians were killed in Orvast since the siege began, the health ministry said on Monday. Rebel commander Joren Ash said {} civilians were killed in Orvast.", dead + 9)));
        found.push(report(reader, "Tarsen Herald", &date, &format!(
            "The Karevia Monitor said {} civilians were killed in Orvast. The interior ministry denied that civilians were killed.", dead + day % 3)));
        if day % 3 == 0 {
            found.push(report(reader, "Lowland Sun", &date, &format!(
                "At least {day} soldiers were wounded in Halm on Sunday, the army said. The rebels said {} soldiers were wounded in Halm on Sunday.", day * 4)));
        }
    }
    found
}

#[test]
fn any_order_and_a_rebuild_give_the_same_standings() {
    let reader = reader();
    let mut reports = month(&reader);
    let mut first = Desk::new(&reader);
    reports.iter().for_each(|r| drop(first.add(r)));
    let expected = first.board(None);
    assert!(expected.iter().any(|row| row.contains("Contested")), "{expected:#?}");
    assert!(expected.len() >= 3, "{expected:#?}");
    let mut seed = 7_u64;
    for _ in 0..4 {
        for i in (1..reports.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            reports.swap(i, (seed >> 33) as usize % (i + 1));
        }
        let mut desk = Desk::new(&reader);
        reports.iter().for_each(|r| drop(desk.add(r)));
        assert_eq!(desk.board(None), expected);
        desk.case.rebuild().unwrap();
        assert_eq!(desk.board(None), expected);
    }
}

#[test]
fn what_is_asked_is_what_stands_on_the_board() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    month(&reader).iter().for_each(|r| drop(desk.add(r)));
    let ask = desk.ask(None);
    let board = desk.case.board(&Filter { limit: 500, ..Filter::default() }, &ask).unwrap();
    for row in &board.questions {
        let asked = desk.one(row.id.as_str(), None);
        assert_eq!(
            (asked.question.standing, asked.question.grade),
            (row.standing, row.grade),
            "{}",
            row.text
        );
        assert!(!asked.claims.is_empty() && !asked.voices.is_empty(), "{}", row.text);
    }
}

#[test]
fn the_same_document_twice_adds_nothing() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let report =
        report(&reader, "Valley Post", "2031-05-06", "Twelve miners were killed in Orlo, the mayor said.");
    assert_eq!(desk.add(&report).fate, Fate::New);
    let before = desk.board(None);
    assert_eq!(desk.add(&report).fate, Fate::Known);
    assert_eq!(desk.board(None), before);
    assert_eq!(desk.case.verify(None).unwrap().entries, 2);
}

#[test]
fn a_changed_page_is_a_new_version_and_the_old_one_is_what_was_known_before() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let url = "https://post.example/mine";
    let text = |n: &str| {
        format!(
            "{n} miners were killed in Orlo on Monday, the mayor said. The shaft is closed, the mayor said."
        )
    };
    desk.add(&page(&reader, "Valley Post", "2031-05-06", &text("Twelve"), url));
    let then = desk.now;
    let added = desk.add(&page(&reader, "Valley Post", "2031-05-06", &text("Nine"), url));
    assert_eq!(added.fate, Fate::Version);
    assert!(added.gained.iter().any(|w| w.starts_with("Nine")), "{added:?}");
    assert!(added.lost.iter().any(|w| w.starts_with("Twelve")), "{added:?}");
    let words = |asked: &Asked| asked.claims.iter().map(|c| c.claim.content.text.clone()).collect::<Vec<_>>();
    assert!(words(&desk.one("killed Orlo", None))[0].starts_with("Nine"));
    assert!(words(&desk.one("killed Orlo", Some(then)))[0].starts_with("Twelve"));
    let sound = desk.case.verify(None).unwrap();
    assert!(sound.faults.is_empty(), "{:?}", sound.faults);
    let now = desk.board(None);
    desk.case.rebuild().unwrap();
    assert_eq!(desk.board(None), now);
}

#[test]
fn a_rejection_counts_can_be_undone_and_outlives_a_newer_reading() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let post = report(
        &reader,
        "Valley Post",
        "2031-05-06",
        "Twelve miners were killed in Orlo on Monday, the mayor said.",
    );
    let herald = report(
        &reader,
        "Tarsen Herald",
        "2031-05-06",
        "Thirty miners were killed in Orlo on Monday, the army said.",
    );
    desk.add(&post);
    desk.add(&herald);
    assert_eq!(desk.one("killed Orlo", None).question.standing, Standing::Contested);
    let contested = desk.now;
    let claim = herald.sheet.claims[0].id.clone();
    let entry = desk.correct(&Judgement::Reject { claim });
    let alone = desk.one("killed Orlo", None);
    assert_eq!((alone.question.standing, alone.claims.len()), (Standing::SingleOrigin, 1));
    assert_eq!(desk.one("killed Orlo", Some(contested)).question.standing, Standing::Contested);
    desk.versions.engine = "newer".into();
    assert_eq!(desk.add(&herald).fate, Fate::Reread);
    assert_eq!(desk.one("killed Orlo", None).question.standing, Standing::SingleOrigin);
    let before = desk.board(None);
    desk.case.rebuild().unwrap();
    assert_eq!(desk.board(None), before);
    desk.correct(&Judgement::Undo { entry });
    assert_eq!(desk.one("killed Orlo", None).question.standing, Standing::Contested);
}

#[test]
fn an_accepted_claim_is_on_record_and_changes_nothing() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let report =
        report(&reader, "Valley Post", "2031-05-06", "Twelve miners were killed in Orlo, the mayor said.");
    desk.add(&report);
    let before = desk.one("killed Orlo", None).question;
    let entry = desk.correct(&Judgement::Accept { claim: report.sheet.claims[0].id.clone() });
    assert_eq!(desk.one("killed Orlo", None).question, before);
    assert!(desk.correct(&Judgement::Undo { entry }) > entry);
}

/// An episode takes its id from its first day. When the report of that day goes, the old id leads on.
#[test]
fn an_id_outlives_the_first_day_of_its_event() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let told = |publisher: &str, day: &str, on: &str| {
        report(
            &reader,
            publisher,
            day,
            &format!("Twelve civilians were killed in Aleppo on {on}, the mayor said."),
        )
    };
    let (first, second) =
        (told("Valley Post", "2031-05-06", "May 5"), told("Tarsen Herald", "2031-05-08", "May 7"));
    desk.add(&first);
    desk.add(&second);
    let id = desk.one("civilians Aleppo", None).question.id;
    desk.correct(&Judgement::Reject { claim: first.sheet.claims[0].id.clone() });
    let left = desk.one(id.as_str(), None);
    assert_eq!(left.claims.len(), 1, "{left:#?}");
    assert_ne!(left.question.id, id);
    let board = desk.board(None);
    assert_eq!(board.len(), 1, "{board:#?}");
    desk.case.rebuild().unwrap();
    assert_eq!(desk.board(None), board);
}

#[test]
fn a_corrected_number_takes_part_in_the_standing() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let post = report(
        &reader,
        "Valley Post",
        "2031-05-06",
        "Twelve miners were killed in Orlo on Monday, the mayor said.",
    );
    let herald = report(
        &reader,
        "Tarsen Herald",
        "2031-05-06",
        "Thirty miners were killed in Orlo on Monday, the army said.",
    );
    desk.add(&post);
    desk.add(&herald);
    let claim = herald.sheet.claims[0].id.clone();
    let field =
        |value: &str| Judgement::Field { claim: claim.clone(), field: "answer".into(), value: value.into() };
    desk.correct(&field("12"));
    assert_eq!(desk.one("killed Orlo", None).question.standing, Standing::Corroborated);
    let at = desk.now;
    let wrong = desk.case.correct(&field("many"), "desk", "a test", at).unwrap_err().to_string();
    assert!(wrong.contains("number"), "{wrong}");
}

#[test]
fn a_search_that_finds_nothing_says_what_was_searched() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    desk.add(&report(&reader, "Valley Post", "2031-05-06", "The weir at Orvást holds, the mayor said."));
    let ask = desk.ask(None);
    let found = desk.case.search("orvast \"WEIR", 10, &ask).unwrap();
    assert_eq!((found.hits.len(), found.frame.documents), (2, 1));
    let nothing = desk.case.search("submarine", 10, &ask).unwrap();
    assert!(nothing.hits.is_empty() && nothing.frame.documents == 1);
    let setting = show::Setting { width: 80, colours: false };
    assert!(nothing.page(setting).contains("Searched 1 document and found nothing"));
    let source = desk.case.source("the MAYOR", 10, &ask).unwrap();
    assert_eq!(source.total, 1);
}

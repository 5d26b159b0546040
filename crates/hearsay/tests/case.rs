//! The ledger with all that is put into it and asked of it, with the real model.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod desk;

use desk::{Desk, page, reader, report};
use hearsay::case::Judgement;
use hearsay::{Reader, Reading};
use show::ledger::{Asked, Fate};

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
    desk.agrees(None);
}

/// One agency's line in several papers, an official and the body it speaks for, a paper that repeats whom it quotes.
#[test]
fn the_origins_of_the_board_are_the_groups_of_the_answer() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let wire = "TARSEN (Karevia Press) - Twelve miners were killed in Orlo on Monday, rescue workers said. The shaft had been closed for a year when men went down to look for copper, and no permit was known of.";
    for (publisher, text) in [
        ("Valley Post", wire),
        ("Tarsen Herald", wire),
        ("Lowland Sun", "Twelve miners were killed in Orlo on Monday, the Interior Ministry said."),
        (
            "Radio Brenna",
            "Twelve miners were killed in Orlo on Monday, said Hela Druss, a spokeswoman for the Interior Ministry. Twelve miners were killed in Orlo on Monday.",
        ),
        ("Harbour Tribune", "Thirty miners were killed in Orlo on Monday, the coast guard said."),
    ] {
        desk.add(&report(&reader, publisher, "2031-05-06", text));
    }
    desk.agrees(None);
    let asked = desk.one("killed Orlo", None);
    let mut groups: Vec<_> = asked.voices.iter().map(|v| (v.origin.as_str(), v.claims.len())).collect();
    groups.sort_unstable();
    let wanted = [("Interior Ministry", 2), ("coast guard", 1), ("rescue workers", 3)];
    assert_eq!(groups, wanted, "{:#?}", asked.voices);
    assert_eq!(asked.origins, 3);
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
    desk.rebuilt();
}

/// Whichever claim is rejected: taken back, all is as it was.
#[test]
fn a_rejection_that_is_taken_back_leaves_nothing_behind() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let mut reports: Vec<_> = month(&reader).into_iter().take(8).collect();
    reports.push(report(&reader, "Harbour Tribune", "2031-05-09", "The shell on the school in Velm was fired by the army, the Osk League said on Friday. The army said that the League had fired the shell on the school in Velm. Four civilians were killed in Orvast on May 3, a monitor said."));
    reports.push(report(&reader, "Radio Brenna", "2031-05-10", "Nine civilians were killed in Orvast on May 6, the mayor said. The army denied that it fired the shell on the school in Velm."));
    reports.iter().for_each(|r| drop(desk.add(r)));
    let before = desk.board(None);
    for claim in reports.iter().flat_map(|r| &r.sheet.claims) {
        let entry = desk.correct(&Judgement::Reject { claim: claim.id.clone() });
        desk.correct(&Judgement::Undo { entry });
        assert_eq!(desk.board(None), before, "{}", claim.content.text);
    }
    desk.case.rebuild().unwrap();
    assert_eq!(desk.board(None), before);
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
    let kept: serde_json::Value = serde_json::from_str(&show::ledger::json(&nothing, false)).unwrap();
    let sentence = kept["nothing"].as_str().unwrap();
    assert!(sentence.starts_with("Searched 1 document as known at 2031-06-01"), "{sentence}");
    let source = desk.case.source("the MAYOR", 10, &ask).unwrap();
    assert_eq!(source.total, 1);
}

/// People and civilians are two classes of which one holds the other: two questions, which may be one.
#[test]
fn a_question_that_may_be_the_same_is_offered_and_not_joined() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let told = |publisher: &str, who: &str| {
        report(
            &reader,
            publisher,
            "2031-05-06",
            &format!("Twelve {who} were killed in Aleppo on May 5, the mayor said."),
        )
    };
    desk.add(&told("Valley Post", "people"));
    let before = desk.now;
    desk.add(&told("Tarsen Herald", "civilians"));
    desk.add(&report(
        &reader,
        "Lowland Sun",
        "2031-05-06",
        "Nine people were killed in Homs on May 5, the mayor said.",
    ));
    let asked = desk.one("civilians Aleppo", None);
    assert_eq!(asked.near.len(), 1, "{:#?}", asked.near);
    let near = &asked.near[0];
    assert!(near.text.contains("people") && near.text.contains("Aleppo"), "{near:?}");
    assert!(near.because.contains("one class holds the other") && near.score < 1.0, "{near:?}");
    assert_eq!(asked.claims.len(), 1);
    let page = asked.page(show::Setting { width: 100, colours: false });
    assert!(page.contains("Perhaps the same question"), "{page}");
    let then = desk.one(near.id.as_str(), Some(before));
    assert!(then.near.is_empty(), "what came later was not known: {:#?}", then.near);
}

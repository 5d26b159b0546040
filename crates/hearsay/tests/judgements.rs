//! What people correct, and what becomes of it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod desk;

use desk::{Desk, reader, report};
use hearsay::case::Judgement;
use hearsay::{Reader, Reading};
use show::ledger::Fate;
use types::Standing;

/// A paper's report of how many were killed where, and who said so.
fn toll(reader: &Reader, publisher: &str, n: &str, place: &str, who: &str) -> Reading {
    let text = format!("{n} miners were killed in {place} on Monday, {who} said.");
    report(reader, publisher, "2031-05-06", &text)
}

/// A desk that had a report of twelve and now one of thirty, and the second.
fn contested(reader: &Reader) -> (Desk, Reading) {
    let mut desk = Desk::new(reader);
    let herald = toll(reader, "Tarsen Herald", "Thirty", "Orlo", "the army");
    desk.add(&toll(reader, "Valley Post", "Twelve", "Orlo", "the mayor"));
    desk.add(&herald);
    assert_eq!(desk.stands("killed Orlo"), Standing::Contested);
    (desk, herald)
}

#[test]
fn a_rejection_counts_can_be_undone_and_outlives_a_newer_reading() {
    let reader = reader();
    let (mut desk, herald) = contested(&reader);
    let before = desk.now;
    let claim = herald.sheet.claims[0].id.clone();
    let entry = desk.correct(&Judgement::Reject { claim });
    let alone = desk.one("killed Orlo", None);
    assert_eq!((alone.question.standing, alone.claims.len()), (Standing::SingleOrigin, 1));
    assert_eq!(desk.one("killed Orlo", Some(before)).question.standing, Standing::Contested);
    desk.versions.engine = "newer".into();
    assert_eq!(desk.add(&herald).fate, Fate::Reread);
    assert_eq!(desk.stands("killed Orlo"), Standing::SingleOrigin);
    desk.rebuilt();
    desk.correct(&Judgement::Undo { entry });
    assert_eq!(desk.stands("killed Orlo"), Standing::Contested);
}

#[test]
fn a_corrected_number_takes_part_in_the_standing() {
    let reader = reader();
    let (mut desk, herald) = contested(&reader);
    let claim = herald.sheet.claims[0].id.clone();
    let field =
        |value: &str| Judgement::Field { claim: claim.clone(), field: "answer".into(), value: value.into() };
    desk.correct(&field("12"));
    assert_eq!(desk.stands("killed Orlo"), Standing::Corroborated);
    let at = desk.now;
    let wrong = desk.case.correct(&field("many"), "desk", "a test", at).unwrap_err().to_string();
    assert!(wrong.contains("number"), "{wrong}");
}

#[test]
fn an_accepted_claim_is_on_record_and_changes_nothing() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let report = toll(&reader, "Valley Post", "Twelve", "Orlo", "the mayor");
    desk.add(&report);
    let before = desk.one("killed Orlo", None).question;
    let entry = desk.correct(&Judgement::Accept { claim: report.sheet.claims[0].id.clone() });
    assert_eq!(desk.one("killed Orlo", None).question, before);
    assert!(desk.correct(&Judgement::Undo { entry }) > entry);
}

/// A claim that was put at the wrong place goes to the question of the right one, and back.
#[test]
fn a_corrected_place_moves_the_claim_to_the_question_there() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let wrong = toll(&reader, "Tarsen Herald", "Thirty", "Aleppo", "the army");
    desk.add(&toll(&reader, "Valley Post", "Twelve", "Aleppo", "the mayor"));
    desk.add(&wrong);
    desk.add(&toll(&reader, "Lowland Sun", "Thirty", "Homs", "the hospital"));
    assert_eq!(desk.stands("killed Aleppo"), Standing::Contested);
    let field = |field: &str, value: &str| Judgement::Field {
        claim: wrong.sheet.claims[0].id.clone(),
        field: field.into(),
        value: value.into(),
    };
    let entry = desk.correct(&field("place", "homs"));
    assert_eq!(desk.stands("killed Aleppo"), Standing::SingleOrigin);
    assert_eq!(desk.stands("killed Homs"), Standing::Corroborated);
    desk.rebuilt();
    desk.correct(&Judgement::Undo { entry });
    assert_eq!(desk.stands("killed Aleppo"), Standing::Contested);
    desk.correct(&field("quantity", "12"));
    assert_eq!(desk.stands("killed Aleppo"), Standing::Corroborated);
    let at = desk.now;
    let error = desk.case.correct(&field("colour", "red"), "desk", "a test", at).unwrap_err().to_string();
    assert!(error.contains("place") && error.contains("quantity"), "{error}");
}

/// What one paper calls the Free Osk Front is the Osk Defence League of another: from the judgement on they are one voice and one actor, also
/// in what comes later, until it is taken back.
#[test]
fn two_actors_become_one_and_can_be_taken_apart() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let told = |publisher: &str, who: &str, day: &str| {
        let text = format!("Twelve miners were killed in Orlo on Monday, {who} said.");
        report(&reader, publisher, day, &text)
    };
    desk.add(&told("Valley Post", "the Osk Defence League", "2031-05-06"));
    let herald = told("Tarsen Herald", "the Free Osk Front", "2031-05-06");
    desk.add(&herald);
    let stands = |desk: &mut Desk| {
        let asked = desk.one("killed Orlo", None);
        (asked.question.standing, asked.origins)
    };
    assert_eq!(stands(&mut desk), (Standing::Corroborated, 2));
    let before = desk.board(None);
    let entry = desk.correct(&Judgement::merge("Osk Defence League", "the Free Osk Front"));
    assert_eq!(stands(&mut desk), (Standing::SingleOrigin, 1));
    desk.add(&told("Lowland Sun", "the Free Osk Front", "2031-05-07"));
    assert_eq!(stands(&mut desk), (Standing::SingleOrigin, 1));
    desk.versions.engine = "newer".into();
    assert_eq!(desk.add(&herald).fate, Fate::Reread);
    assert_eq!(stands(&mut desk), (Standing::SingleOrigin, 1));
    desk.agrees(None);
    let board = desk.rebuilt();
    let ask = desk.ask(None);
    assert_eq!(
        desk.case.source("Osk Defence League", 10, &ask).unwrap().total,
        3,
        "and what was said under both names"
    );
    // In one report it is another front after all.
    let apart = desk.correct(&Judgement::split(herald.sheet.claims[0].id.clone(), "Osk Defence League"));
    assert_eq!(stands(&mut desk), (Standing::Corroborated, 2));
    desk.correct(&Judgement::Undo { entry: apart });
    assert_eq!(desk.board(None), board);
    desk.correct(&Judgement::Undo { entry });
    assert_eq!(stands(&mut desk), (Standing::Corroborated, 2));
    assert_eq!(desk.board(None).len(), before.len());
    let at = desk.now;
    for (into, from) in [("Osk Defence League", "navy of Nowhere"), ("the Free Osk Front", "Free Osk Front")]
    {
        assert!(desk.case.correct(&Judgement::merge(into, from), "desk", "a test", at).is_err(), "{from}");
    }
}

/// The actor of a question, by the id that documents give it: both questions become one.
#[test]
fn questions_about_two_actors_that_are_one_become_one() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let told = |publisher: &str, n: &str, who: &str| {
        let text = format!("{n} members of the {who} were killed in Orlo on Monday, the mayor said.");
        report(&reader, publisher, "2031-05-06", &text)
    };
    desk.add(&told("Valley Post", "Twelve", "Osk Defence League"));
    desk.add(&told("Tarsen Herald", "Thirty", "Osk Defence Front"));
    let apart = desk.board(None);
    let entry = desk.correct(&Judgement::merge("Osk Defence League", "Osk Defence Front"));
    assert_eq!(desk.board(None).len() + 1, apart.len(), "{:#?}", desk.board(None));
    desk.agrees(None);
    desk.correct(&Judgement::Undo { entry });
    assert_eq!(desk.board(None), apart);
}

/// A paper withdraws a report and the ledger has no words of it: a person records it.
#[test]
fn a_withdrawn_report_counts_no_more_and_stays() {
    let reader = reader();
    let (mut desk, herald) = contested(&reader);
    let contested = desk.board(None);
    let document = herald.sheet.claims[0].document.to_string();
    for what in [document, herald.sheet.claims[0].id.to_string()] {
        let entry = desk.correct(&Judgement::retract(&what).unwrap());
        let asked = desk.one("killed Orlo", None);
        assert_eq!((asked.question.standing, asked.origins), (Standing::SingleOrigin, 1));
        assert_eq!(asked.claims.len(), 2, "both are still there");
        let why = asked.question.why.iter().find(|r| r.tie == types::Tie::Retracts).unwrap();
        assert!(why.text.contains("a person recorded"), "{}", why.text);
        desk.agrees(None);
        desk.versions.engine += "+";
        assert_eq!(desk.add(&herald).fate, Fate::Reread);
        let board = desk.rebuilt();
        assert_ne!(board, contested);
        desk.correct(&Judgement::Undo { entry });
        assert_eq!(desk.board(None), contested);
    }
    assert!(Judgement::retract("qst_abc").is_err());
}

/// Who quoted the id of a question that was merged finds the one that it is part of, until that is taken back.
#[test]
fn the_id_of_a_merged_question_leads_on() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    desk.add(&toll(&reader, "Valley Post", "Twelve", "Aleppo", "the mayor"));
    desk.add(&toll(&reader, "Tarsen Herald", "Thirty", "Homs", "the army"));
    let (into, from) =
        (desk.one("killed Aleppo", None).question.id, desk.one("killed Homs", None).question.id);
    let entry = desk.correct(&Judgement::Merge { into: into.clone(), from: from.clone() });
    let merged = desk.one(from.as_str(), None).question;
    assert_eq!((&merged.id, merged.answers.len()), (&into, 2));
    desk.rebuilt();
    assert_eq!(desk.one(from.as_str(), None).question.id, into);
    desk.correct(&Judgement::Undo { entry });
    let again = desk.one(from.as_str(), None).question;
    assert_eq!((&again.id, again.answers.len()), (&from, 1));
    assert_eq!(desk.one(into.as_str(), None).question.answers.len(), 1);
    desk.agrees(None);
}

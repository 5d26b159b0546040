//! What people correct, and what becomes of it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod desk;

use desk::{Desk, reader, report};
use hearsay::case::Judgement;
use show::ledger::Fate;
use types::Standing;

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

/// A claim that was put at the wrong place goes to the question of the right one, and back.
#[test]
fn a_corrected_place_moves_the_claim_to_the_question_there() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let told = |publisher: &str, n: &str, place: &str, who: &str| {
        let text = format!("{n} people were killed in {place} on May 5, {who} said.");
        report(&reader, publisher, "2031-05-06", &text)
    };
    let wrong = told("Tarsen Herald", "Thirty", "Aleppo", "the army");
    desk.add(&told("Valley Post", "Twelve", "Aleppo", "the mayor"));
    desk.add(&wrong);
    desk.add(&told("Lowland Sun", "Thirty", "Homs", "the hospital"));
    assert_eq!(desk.one("killed Aleppo", None).question.standing, Standing::Contested);
    let field = |field: &str, value: &str| Judgement::Field {
        claim: wrong.sheet.claims[0].id.clone(),
        field: field.into(),
        value: value.into(),
    };
    let entry = desk.correct(&field("place", "homs"));
    assert_eq!(desk.one("killed Aleppo", None).question.standing, Standing::SingleOrigin);
    assert_eq!(desk.one("killed Homs", None).question.standing, Standing::Corroborated);
    let board = desk.board(None);
    desk.case.rebuild().unwrap();
    assert_eq!(desk.board(None), board);
    desk.correct(&Judgement::Undo { entry });
    assert_eq!(desk.one("killed Aleppo", None).question.standing, Standing::Contested);
    desk.correct(&field("quantity", "12"));
    assert_eq!(desk.one("killed Aleppo", None).question.standing, Standing::Corroborated);
    let at = desk.now;
    let error = desk.case.correct(&field("colour", "red"), "desk", "a test", at).unwrap_err().to_string();
    assert!(error.contains("place") && error.contains("quantity"), "{error}");
}

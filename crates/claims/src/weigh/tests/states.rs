//! Statuses, what excludes what, and what was foretold.

use super::*;
use Standing::{Contested, Corroborated, Failed, Met, Moot, Pending, SingleOrigin};

#[test]
fn opposite_statuses_of_two_origins_are_contested() {
    let out = weighed(&[said("the president", DEFEATED), said("Captain Orm", NOT_DEFEATED)]);
    assert_eq!(out.standing("defeat"), (Contested, Grade::Contested));
    assert_eq!(out.rules("defeat"), [("exclusive-statuses", Tie::Incompatible)]);
}

#[test]
fn yesterdays_state_does_not_contest_todays() {
    let before = said("Captain Orm", HOLD).on("2031-05-08").valid("2031-05-08", "2031-05-08");
    let today = said("the president", HOLD_NONE).on("2031-05-10");
    assert_eq!(weighed(&[before, today]).standing("territory").0, SingleOrigin);
}

#[test]
fn a_defeat_lasts() {
    let before = said("the president", DEFEATED).on("2031-05-08");
    let today = said("Captain Orm", NOT_DEFEATED).on("2031-05-10");
    assert_eq!(weighed(&[before, today]).standing("defeat").0, Contested);
}

#[test]
fn none_in_the_province_excludes_some_in_the_town_but_not_the_other_way_round() {
    let province = ("Tavir", PlaceKind::Admin1, ["Karsia"]);
    let none = said("the president", HOLD_NONE);
    let some = said("Captain Orm", HOLD);
    let wide = |s: Said| s.at(province.0, province.1, &province.2);
    assert_eq!(weighed(&[wide(none.clone()), some.clone()]).standing("territory").0, Contested);
    assert_eq!(weighed(&[none, wide(some)]).standing("territory").0, SingleOrigin);
}

#[test]
fn a_side_that_fights_on_is_not_defeated() {
    let out = weighed(&[said("the president", DEFEATED), said("Captain Orm", FIGHTING)]);
    assert_eq!(out.standing("defeat").0, Contested);
    assert_eq!(out.rules("defeat"), [("excludes", Tie::Incompatible)]);
    assert_eq!(out.standing("fighting").0, Contested);
}

#[test]
fn fighting_a_day_before_the_defeat_excludes_nothing() {
    let fighting = said("Captain Orm", FIGHTING).valid("2031-05-08", "2031-05-08");
    let out = weighed(&[said("the president", DEFEATED).on("2031-05-10"), fighting]);
    assert_eq!(out.standing("defeat").0, SingleOrigin);
}

#[test]
fn the_side_that_admits_defeat_confirms_it() {
    let rebels = said("rebels", DEFEATED).kind(ActorKind::Group);
    assert_eq!(weighed(&[rebels]).standing("defeat").1, Grade::Confirmed);
    let boast = said("rebels", NOT_DEFEATED).kind(ActorKind::Group);
    assert_eq!(weighed(&[boast]).standing("defeat").1, Grade::Weak);
}

#[test]
fn two_authors_of_one_attack_are_contested() {
    let out = weighed(&[said("the mayor", MILITIA_DID), said("the guard", ARMY_DID)]);
    assert_eq!(out.standing("author").0, Contested);
    assert_eq!(out.rules("author"), [("exclusive-actors", Tie::Incompatible)]);
    let out = weighed(&[said("the mayor", MILITIA_DID), said("the guard", MILITIA_DID)]);
    assert_eq!(out.standing("author").0, Corroborated);
}

fn foretold(due: &'static str) -> Said {
    said("the president", DEFEATED).stance(Stance::Predicts).on("2031-05-05").valid(due, due)
}

fn foretelling(out: &Out) -> Standing {
    out.questions.iter().find(|q| q.text.contains("as foretold")).unwrap().standing
}

#[test]
fn what_was_foretold_waits_until_it_is_due() {
    let out = weighed(&[foretold("2031-05-20"), said("Captain Orm", NOT_DEFEATED).on("2031-05-10")]);
    assert_eq!(foretelling(&out), Pending);
}

#[test]
fn what_was_foretold_fails_when_later_claims_disagree() {
    let out = weighed(&[foretold("2031-05-06"), said("Captain Orm", NOT_DEFEATED).on("2031-05-10")]);
    assert_eq!(foretelling(&out), Failed);
    let by_relation = weighed(&[foretold("2031-05-06"), said("Captain Orm", FIGHTING).on("2031-05-10")]);
    assert_eq!(foretelling(&by_relation), Failed);
    let question = by_relation.questions.iter().find(|q| q.standing == Failed).unwrap();
    assert_eq!(question.text, "Is rebels defeated, as foretold for 2031-05-06?");
}

#[test]
fn what_was_foretold_is_met_when_another_origin_agrees_later() {
    let out = weighed(&[foretold("2031-05-06"), said("Captain Orm", DEFEATED).on("2031-05-10")]);
    assert_eq!(foretelling(&out), Met);
    let alone = weighed(&[foretold("2031-05-06"), said("the president", DEFEATED).on("2031-05-10")]);
    assert_eq!(foretelling(&alone), Pending, "its own word does not meet it");
}

#[test]
fn a_threat_is_moot_when_its_condition_never_came() {
    let threat = said("the general", IF).stance(Stance::Threatens).on("2031-05-05");
    let out = weighed(&[threat.clone(), said("Captain Orm", NOT_DEFEATED).on("2031-05-10")]);
    assert_eq!(foretelling(&out), Moot);
    assert_eq!(foretelling(&weighed(&[threat])), Pending);
}

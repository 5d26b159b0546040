//! Who counts as a voice of its own; refusals, denials, retractions, revisions.

use super::*;
use Standing::{Contested, Corroborated, Retracted, Revised, SingleOrigin, Unanswered};

#[test]
fn one_origin_is_weak_however_often_it_says_so() {
    let out = weighed(&[said("Captain Orm", DEFEATED), said("Captain Orm", DEFEATED)]);
    assert_eq!(out.standing("defeat"), (SingleOrigin, Grade::Weak));
    assert_eq!(out.rules("defeat"), [("same-origin", Tie::Repeats)]);
}

#[test]
fn two_who_speak_for_one_body_are_one_origin() {
    let two = [said("Captain Orm", DEFEATED).of("the army"), said("Major Tesk", DEFEATED).of("the army")];
    let out = weighed(&two);
    assert_eq!(out.standing("defeat").0, SingleOrigin);
    assert!(out.of("defeat").why[0].text.contains("both speak for the army"));
    let at_odds = weighed(&[two[0].clone(), said("Major Tesk", NOT_DEFEATED).of("the army")]);
    assert_eq!(at_odds.standing("defeat").0, SingleOrigin, "one body that contradicts itself is not two");
}

#[test]
fn one_who_cites_the_other_is_no_second_origin() {
    let cites = said("Captain Orm", DEFEATED).relay("the agency");
    let out = weighed(&[cites, said("the agency", DEFEATED)]);
    assert_eq!(out.standing("defeat").0, SingleOrigin);
    assert!(out.of("defeat").why[0].text.contains("one passes on what the agency says"));
}

#[test]
fn a_publisher_that_agrees_with_whom_it_quotes_adds_nothing() {
    let out = weighed(&[said("", DEFEATED), said("Captain Orm", DEFEATED)]);
    assert_eq!(out.standing("defeat").0, SingleOrigin);
    assert_eq!(out.of("defeat").answers[0].source, None);
}

#[test]
fn a_publisher_that_says_otherwise_is_a_voice_of_its_own() {
    assert_eq!(
        weighed(&[said("", NOT_DEFEATED), said("Captain Orm", DEFEATED)]).standing("defeat").0,
        Contested
    );
}

#[test]
fn a_refusal_to_confirm_blocks_corroboration_and_contests_nothing() {
    let two = [said("the president", DEFEATED), said("the mayor", DEFEATED)];
    assert_eq!(weighed(&two).standing("defeat").0, Corroborated);
    let refusal = said("Captain Orm", DEFEATED).stance(Stance::DeclinesToConfirm);
    let out = weighed(&[two[0].clone(), two[1].clone(), refusal.clone()]);
    assert_eq!(out.standing("defeat").0, SingleOrigin);
    assert!(out.rules("defeat").iter().any(|(rule, _)| *rule == "not-confirmed"));
    assert_eq!(weighed(&[refusal]).standing("defeat").0, Unanswered);
    assert_eq!(
        weighed(&[said("a reporter", DEFEATED).stance(Stance::Asks)]).standing("defeat").0,
        Unanswered
    );
}

#[test]
fn a_denial_of_a_claim_answers_what_the_claim_answers() {
    let denial = said("Captain Orm", THE_CLAIM).stance(Stance::Denies);
    let out = weighed(&[said("the president", DEFEATED), denial]);
    assert_eq!(out.standing("defeat").0, Contested);
    assert_eq!(out.rules("defeat"), [("denial", Tie::Denies)]);
    let answer = &out.claims[1].answer.as_ref().unwrap().value;
    assert_eq!(*answer, AnswerValue::Status("not defeated".into()));
}

#[test]
fn a_refusal_to_confirm_it_points_at_what_was_said() {
    let refusal = said("Captain Orm", IT).stance(Stance::DeclinesToConfirm);
    let out = weighed(&[said("the president", DEFEATED), refusal]);
    assert_eq!(out.standing("defeat").0, SingleOrigin);
    assert_eq!(out.claims[1].answer.as_ref().unwrap().value, AnswerValue::Unconfirmed);
}

#[test]
fn the_same_origin_that_lowers_its_count_revises_it() {
    let count = |n, day| said("the mayor", KILLED).exactly(n).valid("2031-05-08", "2031-05-08").on(day);
    let down = weighed(&[count(15.0, "2031-05-09"), count(12.0, "2031-05-10")]);
    assert_eq!(down.standing("killed"), (Revised, Grade::Discounted));
    let up = weighed(&[count(12.0, "2031-05-09"), count(15.0, "2031-05-10")]);
    assert_eq!(up.standing("killed"), (SingleOrigin, Grade::Weak));
    assert_eq!(up.rules("killed"), [("own-count-up", Tie::Updates)]);
}

#[test]
fn a_number_that_its_origin_revised_contests_nobody() {
    let count = |who, n, day| said(who, KILLED).exactly(n).valid("2031-05-08", "2031-05-08").on(day);
    let all = [
        count("the mayor", 15.0, "2031-05-09"),
        count("the mayor", 12.0, "2031-05-10"),
        count("the hospital", 12.0, "2031-05-10"),
    ];
    assert_eq!(weighed(&all).standing("killed").0, Revised);
}

#[test]
fn what_its_origin_took_back_is_retracted() {
    let back = said("the president", THE_CLAIM).cue("retract");
    let out = weighed(&[said("the president", DEFEATED), back.clone()]);
    assert_eq!(out.standing("defeat"), (Retracted, Grade::Discounted));
    assert_eq!(out.rules("defeat"), [("withdrawn", Tie::Retracts)]);
    let another = weighed(&[said("the president", DEFEATED), back, said("the mayor", DEFEATED)]);
    assert_eq!(another.standing("defeat").0, SingleOrigin, "the other one still says so");
}

#[test]
fn the_contested_stand_first() {
    let out = weighed(&[
        said("the mayor", SURRENDERED).exactly(12.0),
        said("the president", DEFEATED),
        said("Captain Orm", NOT_DEFEATED),
    ]);
    let kinds: Vec<&str> = out.questions.iter().map(|q| q.kind.as_str()).collect();
    assert_eq!(kinds, ["defeat", "surrendered"]);
}

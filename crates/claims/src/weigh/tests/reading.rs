//! What a claim answers, and what it does not.

use super::*;

fn value(said: Said) -> Option<AnswerValue> {
    weighed(&[said]).claims.remove(0).answer.map(|a| a.value)
}

fn interval(low: f64, high: f64) -> Option<AnswerValue> {
    Some(AnswerValue::Interval { low: Some(low), high: Some(high) })
}

#[test]
fn the_voice_of_the_verb_changes_nothing() {
    let text = |s: Said| weighed(&[s]).of("killed").text.clone();
    assert_eq!(
        text(said("the mayor", KILLED).exactly(12.0)),
        text(said("the mayor", ARMY_KILLED).exactly(12.0))
    );
}

#[test]
fn a_claim_can_answer_two_questions() {
    let out = weighed(&[said("the mayor", KILLED_AND_WOUNDED).exactly(12.0).exactly(30.0)]);
    let kinds: Vec<&str> = out.questions.iter().map(|q| q.kind.as_str()).collect();
    assert_eq!(kinds, ["killed", "wounded"]);
    assert_eq!(out.of("wounded").text, "How many civilians were hurt in Orlo?");
    let hurt = AnswerValue::Interval { low: Some(30.0), high: Some(30.0) };
    assert_eq!(out.of("wounded").answers[0].value.value, hurt);
    assert_eq!(out.claims[0].question.as_ref(), Some(&out.of("killed").id), "the first is the main one");
}

#[test]
fn a_toll_is_a_count_of_people() {
    assert_eq!(value(said("the mayor", TOLL).exactly(12.0)), interval(12.0, 12.0));
    assert_eq!(
        weighed(&[said("the mayor", TOLL).exactly(12.0)]).of("killed").text,
        "How many people were killed in Orlo?"
    );
}

#[test]
fn a_number_that_is_not_given_is_at_least_one() {
    let some = AnswerValue::Interval { low: Some(1.0), high: None };
    assert_eq!(value(said("the mayor", KILLED)), Some(some));
    assert_eq!(value(said("the mayor", NONE_KILLED)), interval(0.0, 0.0));
}

#[test]
fn a_denial_turns_the_answer_round() {
    let status = |s: &str| Some(AnswerValue::Status(s.into()));
    assert_eq!(value(said("the mayor", DEFEATED)), status("defeated"));
    assert_eq!(value(said("the mayor", DEFEATED).stance(Stance::Denies)), status("not defeated"));
    assert_eq!(value(said("the mayor", NOT_DEFEATED).stance(Stance::Denies)), status("defeated"));
    assert_eq!(value(said("the mayor", HOLD_NONE)), status("holds none"));
}

#[test]
fn most_of_the_ground_is_not_all_of_it() {
    assert_eq!(value(said("the mayor", MOST_LIBERATED)), Some(AnswerValue::Status("almost none".into())));
}

#[test]
fn what_is_hoped_or_demanded_answers_nothing() {
    assert_eq!(value(said("the mayor", HOPED)), None);
    assert_eq!(value(said("the mayor", DEFEATED).stance(Stance::Demands)), None);
}

#[test]
fn a_clause_that_only_picks_out_answers_nothing() {
    let out = weighed(&[said("the mayor", REST)]);
    let kinds: Vec<&str> = out.questions.iter().map(|q| q.kind.as_str()).collect();
    assert_eq!(kinds, ["captured"]);
}

#[test]
fn what_is_outside_the_kinds_has_no_question() {
    let out = weighed(&[said("the mayor", THE_CLAIM), said("the mayor", IT)]);
    assert!(
        out.questions.is_empty() && out.claims.iter().all(|c| c.question.is_none() && c.answer.is_none())
    );
}

#[test]
fn nothing_at_all_is_nothing_to_weigh() {
    assert!(weighed(&[]).questions.is_empty());
}

#[test]
fn ids_and_order_do_not_change_from_run_to_run() {
    let all =
        [said("the mayor", KILLED).exactly(12.0), said("Captain Orm", FIGHTING), said("the mayor", HOLD)];
    assert_eq!(weighed(&all).questions, weighed(&all).questions);
}

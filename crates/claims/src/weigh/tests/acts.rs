//! What claims say outside of the kinds of question.

use super::*;
use Standing::{Contested, Corroborated, SingleOrigin};

const APPROVED: &str = "The|the|DET|DT|det|1 guard|guard|NOUN|NN|nsubj|2 approved|approve|VERB|VBD|ROOT|2 the|the|DET|DT|det|5 port|port|NOUN|NN|compound|5 budget|budget|NOUN|NN|dobj|2 in|in|ADP|IN|prep|2 Orlo|Orlo|PROPN|NNP|pobj|6 .|.|PUNCT|.|punct|2";
const RATIFIED: &str = "The|the|DET|DT|det|1 guard|guard|NOUN|NN|nsubj|2 ratified|ratify|VERB|VBD|ROOT|2 a|a|DET|DT|det|5 port|port|NOUN|NN|compound|5 budget|budget|NOUN|NN|dobj|2 in|in|ADP|IN|prep|2 Orlo|Orlo|PROPN|NNP|pobj|6 .|.|PUNCT|.|punct|2";
const VETOED: &str = "The|the|DET|DT|det|1 guard|guard|NOUN|NN|nsubj|2 vetoed|veto|VERB|VBD|ROOT|2 the|the|DET|DT|det|5 port|port|NOUN|NN|compound|5 budget|budget|NOUN|NN|dobj|2 in|in|ADP|IN|prep|2 Orlo|Orlo|PROPN|NNP|pobj|6 .|.|PUNCT|.|punct|2";
const NOT_APPROVED: &str = "The|the|DET|DT|det|1 guard|guard|NOUN|NN|nsubj|4 did|do|AUX|VBD|aux|4 not|not|PART|RB|neg|4 approve|approve|VERB|VB|ROOT|4 the|the|DET|DT|det|7 port|port|NOUN|NN|compound|7 budget|budget|NOUN|NN|dobj|4 in|in|ADP|IN|prep|4 Orlo|Orlo|PROPN|NNP|pobj|8 .|.|PUNCT|.|punct|4";
const NOT_FULLY: &str = "The|the|DET|DT|det|1 guard|guard|NOUN|NN|nsubj|5 did|do|AUX|VBD|aux|5 not|not|PART|RB|neg|5 fully|fully|ADV|RB|advmod|5 approve|approve|VERB|VB|ROOT|5 the|the|DET|DT|det|8 port|port|NOUN|NN|compound|8 budget|budget|NOUN|NN|dobj|5 in|in|ADP|IN|prep|5 Orlo|Orlo|PROPN|NNP|pobj|9 .|.|PUNCT|.|punct|5";
const OTHER: &str = "The|the|DET|DT|det|1 guard|guard|NOUN|NN|nsubj|4 did|do|AUX|VBD|aux|4 not|not|PART|RB|neg|4 approve|approve|VERB|VB|ROOT|4 the|the|DET|DT|det|7 road|road|NOUN|NN|compound|7 budget|budget|NOUN|NN|dobj|4 in|in|ADP|IN|prep|4 Orlo|Orlo|PROPN|NNP|pobj|8 .|.|PUNCT|.|punct|4";

fn acts(out: &Out) -> Vec<(&str, Standing)> {
    out.questions.iter().filter(|q| q.kind == "act").map(|q| (q.text.as_str(), q.standing)).collect()
}

#[test]
fn the_same_act_done_and_not_done_is_contested() {
    let out = weighed(&[said("the mayor", APPROVED), said("Captain Orm", NOT_APPROVED)]);
    assert_eq!(acts(&out), [("Did guard approve the port budget in Orlo?", Contested)]);
    assert_eq!(out.rules("act"), [("opposite-polarity", Tie::Incompatible)]);
    assert!(out.claims.iter().all(|c| c.question.is_some() && c.answer.is_some()));
}

#[test]
fn verbs_of_one_meaning_are_one_act_and_contraries_deny_it() {
    let out = weighed(&[said("the mayor", APPROVED), said("Captain Orm", RATIFIED)]);
    assert_eq!(acts(&out), [("Did guard approve the port budget in Orlo?", Corroborated)]);
    let out = weighed(&[said("the mayor", RATIFIED), said("Captain Orm", VETOED)]);
    assert_eq!(acts(&out)[0].1, Contested);
}

#[test]
fn another_object_another_day_or_a_narrower_denial_is_no_clash() {
    let beside = |other: Said| acts(&weighed(&[said("the mayor", APPROVED), other])).len();
    assert_eq!(beside(said("Captain Orm", OTHER)), 0);
    assert_eq!(beside(said("Captain Orm", NOT_FULLY)), 0);
    assert_eq!(beside(said("Captain Orm", NOT_APPROVED).possible()), 0);
    assert_eq!(beside(said("Captain Orm", NOT_APPROVED).stance(Stance::Predicts)), 0);
    let days = weighed(&[
        said("the mayor", APPROVED).valid("2031-05-01", "2031-05-01"),
        said("Captain Orm", NOT_APPROVED).valid("2031-05-09", "2031-05-09"),
    ]);
    assert!(acts(&days).is_empty(), "days apart they are two: {:?}", acts(&days));
}

#[test]
fn what_only_one_says_is_no_question_of_a_document_but_a_testimony() {
    let out = weighed(&[said("the mayor", APPROVED), said("the mayor", NOT_DEFEATED)]);
    assert!(acts(&out).is_empty());
    assert_eq!(out.testimonies.iter().filter(|t| t.kind == "act").count(), 1);
    let twice = weighed(&[said("the mayor", APPROVED), said("the mayor", APPROVED)]);
    assert_eq!(acts(&twice)[0].1, SingleOrigin);
}

#[test]
fn acts_that_are_alike_are_offered_and_not_joined() {
    let mut told = weighed(&[said("the mayor", APPROVED), said("Captain Orm", OTHER)]).testimonies;
    let lexicon = Lexicon::builtin().unwrap();
    assert!(suggestions(&lexicon, &told).is_empty(), "without vectors nothing is known to be alike");
    told[0].sense = Some("ffffffffffffffffffffffffffffffff".into());
    told[1].sense = Some("fffffffffffffffffffffffffffff000".into());
    let offered = suggestions(&lexicon, &told);
    assert_eq!(offered.len(), 1);
    assert!((0.9..1.0).contains(&offered[0].score), "{offered:?}");
    assert!(offered[0].why[0].contains("alike by their words"), "{offered:?}");
}

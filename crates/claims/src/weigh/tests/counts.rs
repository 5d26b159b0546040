//! Numbers that are rivals, and numbers that only look it.

use super::*;
use Grade::{Contested as Rival, Weak};
use Standing::{Contested, Corroborated, SingleOrigin};

const DAY: &str = "2031-05-09";

fn mayor(n: f64) -> Said {
    said("the mayor", KILLED).exactly(n).valid(DAY, DAY)
}

fn hospital(n: f64) -> Said {
    said("the hospital", KILLED).exactly(n).valid(DAY, DAY)
}

#[test]
fn different_numbers_of_one_class_place_and_day_are_contested() {
    let out = weighed(&[mayor(12.0), hospital(15.0)]);
    assert_eq!(out.standing("killed"), (Contested, Rival));
    assert_eq!(out.rules("killed"), [("disjoint-counts", Tie::Incompatible)]);
    let text = &out.of("killed").why[0].text;
    assert!(text.contains("the mayor says 12") && text.contains("the hospital says 15"), "{text}");
    assert_eq!(out.of("killed").text, "How many civilians were killed in Orlo?");
    assert_eq!(out.claims[0].question.as_ref(), Some(&out.of("killed").id));
}

#[test]
fn the_same_number_from_two_origins_is_corroborated() {
    let out = weighed(&[mayor(12.0), hospital(12.0)]);
    assert_eq!(out.standing("killed"), (Corroborated, Grade::Fair));
}

#[test]
fn at_least_ten_and_twelve_can_both_be_right() {
    let least = said("the hospital", KILLED).count(10.0, f64::INFINITY, Measure::Count).valid(DAY, DAY);
    assert_eq!(weighed(&[mayor(12.0), least]).standing("killed").0, Corroborated);
}

#[test]
fn nobody_killed_contests_somebody_killed() {
    let out = weighed(&[mayor(12.0), said("the army", NONE_KILLED).valid(DAY, DAY)]);
    assert_eq!(out.standing("killed").0, Contested);
}

#[test]
fn an_older_lower_count_is_brought_up_to_date() {
    let out = weighed(&[mayor(12.0).on("2031-05-09"), hospital(15.0).on("2031-05-10")]);
    assert_eq!(out.standing("killed"), (SingleOrigin, Weak));
    assert_eq!(out.rules("killed"), [("older-lower-count", Tie::Updates)]);
}

#[test]
fn an_older_higher_count_is_contested() {
    let out = weighed(&[mayor(15.0).on("2031-05-09"), hospital(12.0).on("2031-05-10")]);
    assert_eq!(out.standing("killed").0, Contested);
}

#[test]
fn a_part_is_not_set_against_its_whole() {
    let whole = said("the mayor", SURRENDERED).count(5000.0, f64::INFINITY, Measure::Cumulative);
    let part =
        said("the army", SURRENDERED).count(200.0, 999.0, Measure::Count).valid("2031-05-04", "2031-05-09");
    let out = weighed(&[whole.clone(), part]);
    assert_eq!(out.standing("surrendered").0, SingleOrigin);
    assert_eq!(out.rules("surrendered"), [("part-of-whole", Tie::PartOf)]);
    let part = said("the army", SURRENDERED).count(200.0, 200.0, Measure::Part);
    assert_eq!(weighed(&[whole, part]).rules("surrendered"), [("part-of-whole", Tie::PartOf)]);
}

#[test]
fn different_windows_are_different_questions() {
    let out = weighed(&[mayor(12.0), hospital(40.0).valid("2031-03-01", "2031-03-31")]);
    assert_eq!(out.questions.len(), 2);
    assert!(out.questions.iter().all(|q| q.standing == SingleOrigin && q.why.is_empty()));
}

#[test]
fn different_places_are_different_questions() {
    let other = hospital(15.0).at("Veld", PlaceKind::Populated, &["Tavir", "Karsia"]);
    let out = weighed(&[mayor(12.0), other]);
    assert_eq!(out.questions.len(), 2);
    assert!(out.questions.iter().all(|q| q.standing == SingleOrigin));
}

#[test]
fn the_dead_of_a_country_are_not_those_of_a_town() {
    let out = weighed(&[mayor(12.0), hospital(9000.0).at("Karsia", PlaceKind::Country, &[])]);
    assert_eq!(out.questions.len(), 2);
    assert!(out.questions.iter().all(|q| q.standing == SingleOrigin));
}

#[test]
fn a_town_cannot_count_more_than_its_province() {
    let province = hospital(5.0).at("Tavir", PlaceKind::Admin1, &["Karsia"]);
    let out = weighed(&[mayor(12.0), province.clone()]);
    assert_eq!(out.rules("killed"), [("part-above-whole", Tie::Incompatible)]);
    let fewer = weighed(&[mayor(3.0), province]);
    assert_eq!(fewer.standing("killed").0, SingleOrigin);
}

#[test]
fn different_classes_are_different_questions() {
    let people = said("the hospital", PEOPLE_KILLED).exactly(20.0).valid(DAY, DAY);
    let out = weighed(&[mayor(12.0), people]);
    assert_eq!(out.questions.len(), 2);
    assert!(out.questions.iter().all(|q| q.standing == SingleOrigin));
}

#[test]
fn a_class_cannot_count_more_than_the_class_that_holds_it() {
    let people = said("the hospital", PEOPLE_KILLED).exactly(5.0).valid(DAY, DAY);
    let out = weighed(&[mayor(12.0), people]);
    assert_eq!(out.questions.len(), 2);
    assert!(out.questions.iter().all(|q| q.standing == Contested && q.why[0].rule == "part-above-whole"));
}

#[test]
fn a_wars_dead_and_an_attacks_dead_are_not_rivals() {
    let war = said("the hospital", KILLED).exactly(40_000.0).nowhere();
    let attack = said("the mayor", KILLED).exactly(12.0);
    assert_eq!(weighed(&[attack, war]).standing("killed").0, SingleOrigin);
}

#[test]
fn a_hedged_number_contests_nothing() {
    let out = weighed(&[mayor(12.0), hospital(15.0).possible()]);
    assert_eq!(out.standing("killed").0, SingleOrigin);
    assert!(out.of("killed").why[0].text.ends_with("not counted"));
}

#[test]
fn a_denied_number_is_contested_and_another_is_not() {
    let denial = |n| said("the army", KILLED).exactly(n).valid(DAY, DAY).stance(Stance::Denies);
    let out = weighed(&[mayor(12.0), denial(12.0)]);
    assert_eq!(out.standing("killed").0, Contested);
    assert_eq!(out.rules("killed"), [("denial", Tie::Denies)]);
    assert_eq!(weighed(&[mayor(12.0), denial(40.0)]).standing("killed").0, SingleOrigin);
}

#[test]
fn the_one_who_did_it_confirms_it() {
    let army = said("the army", ARMY_KILLED).exactly(12.0).kind(ActorKind::Group);
    assert_eq!(weighed(std::slice::from_ref(&army)).standing("killed"), (SingleOrigin, Grade::Confirmed));
    let spokesman = said("Colonel Brask", ARMY_KILLED).exactly(12.0).of("army");
    assert_eq!(weighed(&[spokesman]).standing("killed").1, Grade::Confirmed);
    assert_eq!(weighed(&[said("the mayor", ARMY_KILLED).exactly(12.0)]).standing("killed").1, Weak);
}

#[test]
fn thousands_of_claims_stay_quick() {
    let many: Vec<Said> = (0..1500).map(|i| mayor(f64::from(i % 7))).collect();
    assert_eq!(weighed(&many).questions.len(), 1);
}

#[test]
fn questions_that_may_be_one_are_offered_with_a_score_and_the_words_why() {
    let people = said("the hospital", PEOPLE_KILLED).exactly(20.0).valid(DAY, DAY);
    let elsewhere = hospital(3.0).at("Lond", PlaceKind::Populated, &["Ostia"]);
    let out = weighed(&[mayor(12.0), people, elsewhere]);
    let offered = suggestions(&Lexicon::builtin().unwrap(), &out.testimonies);
    assert_eq!(out.questions.len(), 3);
    assert_eq!(offered.len(), 1, "{offered:?}");
    assert!(offered[0].score > 0.5 && offered[0].score < 1.0, "{offered:?}");
    assert!(offered[0].why.iter().any(|w| w == "both are in Orlo"), "{offered:?}");
}

#[test]
fn the_best_number_is_the_one_that_most_voices_bear_out() {
    let told = |who, n| said(who, KILLED).exactly(n).valid(DAY, DAY);
    let all = [told("the mayor", 12.0), told("the hospital", 15.0), told("the guard", 15.0)];
    let range = weighed(&all).of("killed").range.clone().unwrap();
    assert_eq!((range.low, range.best, range.high, range.by.len()), (12.0, 15.0, 15.0, 2));
}

use super::sketch::doc;
use super::{Lexicon, find};
use types::{Change, Measure, Quantity};

fn all(sketch: &str) -> Vec<Quantity> {
    find(&doc(sketch), &Lexicon::builtin().unwrap(), &[])
}

fn only(sketch: &str) -> Quantity {
    let found = all(sketch);
    assert_eq!(found.len(), 1, "{sketch}: {found:?}");
    found.into_iter().next().unwrap()
}

fn ends(sketch: &str) -> (Option<f64>, Option<f64>) {
    let q = only(sketch);
    (q.low, q.high)
}

#[test]
fn a_count_says_of_whom() {
    let q = only("Rebels/NNS held/VBD 300/CD/4/nummod Veldran/JJ/4/amod fighters/NNS/1/dobj ./.");
    assert_eq!((q.value.as_str(), q.low, q.high), ("300", Some(300.0), Some(300.0)));
    assert_eq!((q.unit.as_deref(), q.of.as_deref()), (Some("person"), Some("Veldran fighters")));
    assert_eq!((q.change, q.measure), (Change::Equal, Measure::Count));
}

#[test]
fn words_open_an_end_of_the_interval() {
    let men = |words: &str| ends(&format!("It/PRP held/VBD {words} 300/CD men/NNS ./."));
    assert_eq!(men("more/JJR than/IN"), (Some(300.0), None));
    assert_eq!(men("at/IN least/JJS"), (Some(300.0), None));
    assert_eq!(men("upwards/RB of/IN"), (Some(300.0), None));
    assert_eq!(men("fewer/JJR than/IN"), (None, Some(300.0)));
    assert_eq!(men("up/IN to/IN"), (None, Some(300.0)));
    assert_eq!(men("nearly/RB"), (Some(270.0), Some(300.0)));
    assert_eq!(men("about/RB"), (Some(270.0), Some(330.0)));
    assert_eq!(men("some/DT"), (Some(270.0), Some(330.0)));
}

#[test]
fn dozens_and_thousands_are_intervals() {
    let crowd = |words: &str| ends(&format!("{words} fled/VBD ./."));
    assert_eq!(crowd("Dozens/NNS"), (Some(24.0), Some(99.0)));
    assert_eq!(crowd("Hundreds/NNS"), (Some(200.0), Some(999.0)));
    assert_eq!(crowd("Tens/NNS of/IN thousands/NNS"), (Some(20_000.0), Some(99_999.0)));
    assert_eq!(crowd("A/DT dozen/NN/2/nsubj"), (Some(12.0), Some(12.0)));
}

#[test]
fn numbers_are_read_in_words_and_digits() {
    let value = |words: &str| only(&format!("They/PRP counted/VBD {words} boats/NNS ./.")).value;
    assert_eq!(value("1,300/CD"), "1300");
    assert_eq!(value("1.2/CD million/CD"), "1200000");
    assert_eq!(value("twenty-eight/CD thousand/CD six/CD hundred/CD forty-two/CD"), "28642");
    assert_eq!(value("half/PDT a/DT million/CD"), "500000");
    assert_eq!(value("20/CD to/IN 30/CD"), "20-30");
    assert_eq!(value("three/CD or/CC four/CD"), "3-4");
    assert_eq!(value("5-10/CD"), "5-10");
}

#[test]
fn money_and_measures_have_units() {
    let q = only("It/PRP cost/VBD $/$ 3/CD billion/CD to/IN $/$ 5/CD billion/CD ./.");
    assert_eq!((q.low, q.high, q.unit.as_deref()), (Some(3e9), Some(5e9), Some("US dollar")));
    assert_eq!(q.measure, Measure::Amount);
    let q = only("It/PRP lay/VBD over/IN a/DT mile/NN away/RB ./.");
    assert_eq!((q.low, q.high, q.unit.as_deref()), (Some(1.0), None, Some("mile")));
}

#[test]
fn a_rise_is_not_its_result() {
    let found = all("Prices/NNS rose/VBD 5/CD percent/NN/1/dobj to/IN 80/CD crowns/NNS ./.");
    let seen: Vec<_> = found.iter().map(|q| (q.value.as_str(), q.change)).collect();
    assert_eq!(seen, [("5", Change::Up), ("80", Change::Equal)]);
    assert_eq!(found[0].measure, Measure::Share);
}

#[test]
fn a_number_without_noun_takes_the_one_before() {
    let found = all(
        "More/JJR than/IN 5,000/CD/3/nummod fighters/NNS/4/nsubj surrendered/VBD while/IN another/DT 1,300/CD/8/nsubj fled/VBD ./.",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((found[1].unit.as_deref(), found[1].of.as_deref()), (Some("person"), Some("fighters")));
    assert_eq!(found[1].measure, Measure::Part);
}

#[test]
fn what_counts_nothing_is_left_out() {
    for sketch in [
        "The/DT F-16/NNP landed/VBD ./.",
        "They/PRP cited/VBD Article/NNP 5/CD/2/nummod ./.",
        "Harbour/NNP won/VBD 3-1/CD ./.",
        "He/PRP came/VBD 22nd/JJ ./.",
        "No/DT one/NN came/VBD ./.",
        "Call/VB 555-0100/CD ./.",
        "The/DT 9/11/CD attacks/NNS happened/VBD ./.",
        "He/PRP lives/VBZ at/IN 49/CD/5/nummod Harbour/NNP/5/compound Road/NNP ./.",
    ] {
        assert_eq!(all(sketch), [], "{sketch}");
    }
}

#[test]
fn odd_numbers_end_no_reading() {
    for words in [
        "99999999999999999999",
        "1/0",
        "0 million",
        "1e400",
        "9".repeat(400).as_str(),
        "- - - 5",
        "$",
        "a a a half",
    ] {
        let sketch: String = words.split(' ').map(|w| format!("{w}/CD ")).collect();
        for q in all(&format!("There/EX were/VBD {sketch} men/NNS")) {
            assert!(q.low.zip(q.high).is_none_or(|(a, b)| a <= b), "{words}: {q:?}");
        }
    }
}

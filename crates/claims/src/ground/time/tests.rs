use super::{Lexicon, find};
use crate::ground::quantity::sketch::doc;
use types::{Time, TimeType};

/// A Friday.
const PUBLISHED: &str = "2019-03-22";

fn at(sketch: &str, published: Option<&str>) -> Vec<Time> {
    let published = published.map(|d| d.parse().unwrap());
    find(&doc(sketch), &Lexicon::builtin().unwrap(), published)
}

/// Words and value of each expression.
fn values(sketch: &str) -> Vec<(String, String)> {
    let text = doc(sketch).text().to_string();
    at(sketch, Some(PUBLISHED)).into_iter().map(|t| (t.span.of(&text).to_string(), t.value)).collect()
}

fn only(sketch: &str) -> Time {
    let found = at(sketch, Some(PUBLISHED));
    assert_eq!(found.len(), 1, "{sketch}: {found:?}");
    found.into_iter().next().unwrap()
}

fn value(sketch: &str) -> String {
    only(sketch).value
}

/// First and last moment, as printed.
fn stretch(sketch: &str) -> (String, String) {
    let t = only(sketch);
    (t.from.unwrap().to_string(), t.to.unwrap().to_string())
}

#[test]
fn dates_are_read_however_they_are_written() {
    for (sketch, expected) in [
        ("It/PRP ended/VBD on/IN March/NNP 22/CD ,/, 2019/CD ./.", "2019-03-22"),
        ("It/PRP ended/VBD on/IN 22/CD March/NNP 2019/CD ./.", "2019-03-22"),
        ("It/PRP ended/VBD on/IN 2019-03-22/CD ./.", "2019-03-22"),
        ("It/PRP ended/VBD on/IN Feb./NNP 26/CD ./.", "2019-02-26"),
        ("It/PRP ended/VBD on/IN Friday/NNP ,/, March/NNP 22/CD ./.", "2019-03-22"),
        ("It/PRP ended/VBD in/IN March/NNP 2019/CD ./.", "2019-03"),
        ("It/PRP ended/VBD in/IN 2019/CD ./.", "2019"),
        ("It/PRP ended/VBD in/IN the/DT 1990s/CD ./.", "199"),
        ("It/PRP ended/VBD in/IN the/DT summer/NN of/IN 2018/CD ./.", "2018-SU"),
        ("It/PRP ended/VBD in/IN 490/CD BC/NNP ./.", "BC0490"),
    ] {
        assert_eq!(value(sketch), expected, "{sketch}");
    }
}

#[test]
fn tense_decides_which_weekday_is_meant() {
    assert_eq!(value("The/DT siege/NN began/VBD on/IN Thursday/NNP ./."), "2019-03-21");
    assert_eq!(value("It/PRP will/MD/2/aux begin/VB on/IN Thursday/NNP ./."), "2019-03-28");
    assert_eq!(value("The/DT siege/NN began/VBD this/DT past/JJ Wednesday/NNP ./."), "2019-03-20");
    assert_eq!(value("The/DT siege/NN began/VBD Friday/NNP ./."), "2019-03-22");
    let basis = only("The/DT siege/NN began/VBD on/IN Thursday/NNP ./.").basis;
    assert_eq!(basis.as_deref(), Some("before 2019-03-22: past tense"));
}

#[test]
fn relative_times_are_counted_from_publication() {
    for (sketch, expected) in [
        ("It/PRP fell/VBD yesterday/NN ./.", "2019-03-21"),
        ("It/PRP fell/VBD two/CD days/NNS ago/RB ./.", "2019-03-20"),
        ("It/PRP fell/VBD last/JJ month/NN ./.", "2019-02"),
        ("It/PRP fell/VBD this/DT week/NN ./.", "2019-W12"),
        ("It/PRP fell/VBD last/JJ June/NNP ./.", "2018-06"),
        ("It/PRP will/MD/2/aux fall/VB next/JJ year/NN ./.", "2020"),
        ("It/PRP fell/VBD a/DT decade/NN ago/RB ./.", "2009"),
    ] {
        assert_eq!(value(sketch), expected, "{sketch}");
    }
}

#[test]
fn lengths_sets_and_points_have_their_own_values() {
    let both = |sketch: &str| {
        let t = only(sketch);
        (t.kind, t.value)
    };
    use TimeType::{Date, Duration, Set};
    assert_eq!(both("It/PRP lasted/VBD two/CD days/NNS ./."), (Duration, "P2D".into()));
    assert_eq!(both("It/PRP lasted/VBD several/JJ hours/NNS ./."), (Duration, "PTXH".into()));
    assert_eq!(both("It/PRP lasted/VBD for/IN weeks/NNS ./."), (Duration, "PXW".into()));
    assert_eq!(both("They/PRP met/VBD every/DT week/NN ./."), (Set, "P1W".into()));
    assert_eq!(both("They/PRP are/VBP now/RB here/RB ./."), (Date, "PRESENT_REF".into()));
    let t = only("It/PRP lasted/VBD more/JJR than/IN two/CD days/NNS ./.");
    assert_eq!(t.modifier.as_deref(), Some("MORE_THAN"));
}

#[test]
fn parts_of_days_keep_their_hours() {
    assert_eq!(
        stretch("It/PRP fell/VBD late/JJ Thursday/NNP ./."),
        ("2019-03-21T16".into(), "2019-03-21T23".into())
    );
    assert_eq!(
        stretch("It/PRP fell/VBD Friday/NNP morning/NN ./."),
        ("2019-03-22T06".into(), "2019-03-22T11".into())
    );
    assert_eq!(
        stretch("It/PRP fell/VBD by/IN tonight/NN ./."),
        ("2019-03-22T20".into(), "2019-03-23T05".into())
    );
    assert_eq!(value("It/PRP fell/VBD at/IN 5/CD p.m./NN Thursday/NNP ./."), "2019-03-21T17:00");
    assert_eq!(
        values("It/PRP went/VBD from/IN late/JJ Thursday/NNP into/IN early/JJ Friday/NNP ./."),
        [("late Thursday".into(), "2019-03-21".into()), ("early Friday".into(), "2019-03-22".into())]
    );
}

#[test]
fn a_stretch_up_to_publication_has_an_interval() {
    assert_eq!(
        stretch("It/PRP fell/VBD in/IN the/DT past/JJ week/NN ./."),
        ("2019-03-15".into(), "2019-03-22".into())
    );
    let t = only("It/PRP fell/VBD over/IN the/DT past/JJ several/JJ months/NNS ./.");
    assert_eq!((t.from, t.to.unwrap().to_string()), (None, "2019-03-22".to_string()));
}

#[test]
fn the_ends_of_a_range_share_what_one_of_them_says() {
    let found = values("It/PRP lasted/VBD from/IN 31/CD May/NNP to/IN 1/CD June/NNP 1916/CD ./.");
    assert_eq!(found.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>(), ["1916-05-31", "1916-06-01"]);
    let found = values("The/DT flu/NN of/IN 2009-2010/CD spread/VBD ./.");
    assert_eq!(found, [("2009".into(), "2009".into()), ("2010".into(), "2010".into())]);
}

#[test]
fn without_a_day_of_publication_nothing_relative_is_placed() {
    for sketch in [
        "It/PRP fell/VBD on/IN Thursday/NNP ./.",
        "It/PRP fell/VBD yesterday/NN ./.",
        "It/PRP fell/VBD last/JJ month/NN ./.",
    ] {
        let t = &at(sketch, None)[0];
        assert!(t.value.contains('X') && t.from.is_none() && t.to.is_none(), "{t:?}");
    }
    assert_eq!(at("It/PRP fell/VBD on/IN 22/CD March/NNP 2019/CD ./.", None)[0].value, "2019-03-22");
}

#[test]
fn verbs_names_and_counts_are_no_times() {
    for sketch in [
        "They/PRP may/MD march/VB on/RP ./.",
        "The/DT fall/NN of/IN Veldra/NNP shook/VBD them/PRP ./.",
        "Some/DT 1939/CD/2/nummod people/NNS fled/VBD ./.",
        "The/DT 22-year-old/JJ ran/VBD ./.",
        "Harbour/NNP won/VBD 2:1/CD ./.",
    ] {
        assert_eq!(at(sketch, Some(PUBLISHED)), [], "{sketch}");
    }
}

#[test]
fn days_that_do_not_exist_have_no_interval() {
    let t = only("It/PRP ended/VBD on/IN February/NNP 30/CD ,/, 2019/CD ./.");
    assert_eq!((t.value.as_str(), t.from), ("2019-02-30", None));
    for sketch in [
        "It/PRP ended/VBD 99999999999999999999/CD years/NNS ago/RB ./.",
        "It/PRP ended/VBD in/IN 9999/CD ./.",
        "It/PRP ended/VBD 9000/CD years/NNS later/RB ./.",
        "It/PRP ended/VBD in/IN 9999/CD BC/NNP ./.",
    ] {
        at(sketch, Some("9999-12-31"));
        at(sketch, None);
    }
}

/// Any row of words of time gives expressions in order, on characters, whose intervals do not end
/// before they start.
#[test]
fn any_words_give_sound_intervals() {
    let words = [
        "late/JJ",
        "early/JJ",
        "the/DT",
        "end/NN",
        "of/IN",
        "last/JJ",
        "next/JJ",
        "that/DT",
        "year/NN",
        "night/NN",
        "May/NNP",
        "31/CD",
        "30/CD",
        "2019/CD",
        "Friday/NNP",
        "morning/NN",
        "two/CD",
        "weeks/NNS",
        "ago/RB",
        "later/RB",
        "12:30/CD",
        "p.m./NN",
        "-/HYPH",
        ",/,",
        "winter/NN",
        "quarter/NN",
        "first/JJ",
        "half/NN",
        "century/NN",
        "1990s/CD",
        "é/NN",
        "was/VBD",
        "century/NN",
        "7/CD",
        "BC/NNP",
        "overnight/RB",
        "week/NN",
        "to/IN",
        "and/CC",
        "by/IN",
        "in/IN",
        "since/IN",
        "between/IN",
        "Sunday/NNP",
        "13th/NN",
        "rest/NN",
        "weekend/NN",
        "hours/NNS",
        "noon/NN",
        "will/MD",
        "November/NNP",
        "Q3/NNP",
        "next/JJ",
        "all/DT",
    ];
    let mut state = 7u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let lexicon = Lexicon::builtin().unwrap();
    for round in 0..3000 {
        let sketch: Vec<&str> = (0..12).map(|_| words[next(words.len())]).collect();
        let doc = doc(&sketch.join(" "));
        let published = (round % 3 > 0).then(|| "2019-12-31".parse().unwrap());
        let mut last = 0;
        for t in find(&doc, &lexicon, published) {
            assert!(
                t.span.get(doc.text()).is_some() && !t.span.is_empty() && t.span.start >= last,
                "{sketch:?}: {t:?}"
            );
            assert!(t.from.zip(t.to).is_none_or(|(a, b)| a <= b), "{sketch:?}: {t:?}");
            last = t.span.end;
        }
    }
}

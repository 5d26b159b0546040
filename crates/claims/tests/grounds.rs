//! What holds of every time and quantity that is read, whatever the text: spans slice to words, no interval runs
//! backwards, what the text does not say stays unknown, what is past lies before the report, and the time at which
//! a claim holds is the one that its basis names.
#![allow(clippy::disallowed_methods)]

use claims::Lexicons;
use claims::ground::{quantity, time};
use hearsay::Reader;
use jiff::civil::Date;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use types::{Moment, Quantity, Time, TimeType, When};

static DATA: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from)
});
static MODEL: LazyLock<nlp::Model> = LazyLock::new(|| {
    let bytes = std::fs::read(DATA.join("model.hsm"));
    let bytes =
        bytes.unwrap_or_else(|e| panic!("no model in {}: {e}; run `cargo xtask test`", DATA.display()));
    nlp::Model::from_bytes(bytes).unwrap()
});
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::open(&DATA).unwrap());
static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

fn measures(text: &str, published: Option<Date>) -> (Vec<Time>, Vec<Quantity>) {
    let doc = MODEL.annotate(text);
    let times = time::find(&doc, &LEXICONS.time, published);
    let quantities = quantity::find(&doc, &LEXICONS.quantity, &times);
    (times, quantities)
}

/// Whether nothing ends before it begins; a day ends with its last hour.
fn forward(from: Option<Moment>, to: Option<Moment>) -> bool {
    let (Some(from), Some(to)) = (from, to) else { return true };
    let hours =
        |m: Moment, open: u8| (m.hour.unwrap_or(open), m.minute.unwrap_or(if open == 0 { 0 } else { 59 }));
    (from.date, hours(from, 0)) <= (to.date, hours(to, 23))
}

fn check(text: &str, published: Option<Date>) {
    let (times, quantities) = measures(text, published);
    let mut end = 0;
    for t in &times {
        let words = t.span.get(text).unwrap_or_else(|| panic!("a time off its characters: {t:?}"));
        assert!(t.span.start >= end && words == words.trim() && !words.is_empty(), "{text}\n{t:?}");
        assert!(forward(t.from, t.to), "{text}\n{t:?}");
        end = t.span.end;
    }
    for q in &quantities {
        assert!(q.span.get(text).is_some_and(|w| !w.trim().is_empty()), "{text}\n{q:?}");
        let (low, high) = (q.low.unwrap_or(f64::NEG_INFINITY), q.high.unwrap_or(f64::INFINITY));
        assert!(low <= high, "{text}\n{q:?}");
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (1990i16..2045, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn pick(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

const DAYS: [&str; 8] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "the weekend"];
const MONTHS: [&str; 6] = ["January", "March", "May", "August", "October", "December"];
const FEASTS: [&str; 6] = ["Easter", "Ramadan", "Passover", "Christmas", "Diwali", "Eid al-Fitr"];
const UNITS: [&str; 5] = ["days", "weeks", "months", "years", "nights"];
const NUMBERS: [&str; 8] =
    ["two", "3", "a dozen", "forty", "1,200", "several", "nearly 90", "tens of thousands of"];

/// A time that only the day of publication, or what was spoken of, can place.
fn relative() -> impl Strategy<Value = String> {
    let ago = (2..40u8, pick(&UNITS)).prop_map(|(n, u)| format!("{n} {u} ago"));
    let day = pick(&DAYS).prop_map(|d| format!("on {d}"));
    let month = pick(&MONTHS).prop_map(|m| format!("in {m}"));
    let feast = pick(&FEASTS).prop_map(|f| format!("during {f}"));
    let last = pick(&["week", "month", "year", "Friday", "May", "night", "spring", "Easter"]);
    prop_oneof![
        ago,
        day,
        month,
        feast,
        last.prop_map(|l| format!("last {l}")),
        pick(&[
            "yesterday",
            "the day before yesterday",
            "two days after Easter",
            "on the first day of Ramadan"
        ]),
        pick(&[
            "late on Tuesday",
            "early on Sunday",
            "in mid-May",
            "in the early hours of Monday",
            "on the 3rd of May"
        ]),
    ]
}

fn sentence(when: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let who = pick(&["Shells", "Drones", "Rebels", "The army", "Gunmen"]);
    let harm = pick(&["villagers", "tents", "children", "soldiers", "houses in Veldra"]);
    (who, pick(&NUMBERS), harm, when).prop_map(|(who, n, harm, when)| format!("{who} hit {n} {harm} {when}."))
}

/// Words of the tables in any order: what is read is often nonsense, and must still hold together.
fn soup() -> impl Strategy<Value = String> {
    const WORDS: [&str; 48] = [
        "the",
        "last",
        "first",
        "of",
        "to",
        "from",
        "between",
        "and",
        "after",
        "before",
        "two",
        "12",
        "1998",
        "2031",
        "Monday",
        "May",
        "Ramadan",
        "Easter",
        "week",
        "weeks",
        "day",
        "months",
        "year",
        "century",
        "ago",
        "later",
        "early",
        "late",
        "mid",
        "-",
        ",",
        "5",
        "p.m.",
        "midnight",
        "night",
        "dawn",
        "%",
        "$",
        "million",
        "dozens",
        "more than",
        "half",
        "a",
        "third",
        "22nd",
        "eve",
        "this",
        "since",
    ];
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..16).prop_map(|w| w.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_harm(text in any::<String>(), day in prop::option::of(any_day())) {
        check(&text, day);
    }

    #[test]
    fn words_of_time_in_any_order_hold_together(text in soup(), day in prop::option::of(any_day())) {
        check(&text, day);
    }

    #[test]
    fn news_holds_together(text in sentence(relative()), day in prop::option::of(any_day())) {
        check(&text, day);
        let (times, quantities) = measures(&text, day);
        prop_assert!(!times.is_empty() && !quantities.is_empty(), "{}", text);
    }

    #[test]
    fn without_a_day_of_publication_relative_times_stay_unknown(text in sentence(relative())) {
        for t in measures(&text, None).0 {
            prop_assert!(t.from.is_none() && t.to.is_none(), "{}\n{:?}", text, t);
        }
    }

    #[test]
    fn what_happened_began_before_it_was_told(text in sentence(relative()), day in any_day()) {
        for t in measures(&text, Some(day)).0.iter().filter(|t| t.kind != TimeType::Duration) {
            prop_assert!(t.from.is_none_or(|m| m.date <= day), "{} {}\n{:?}", day, text, t);
        }
    }

    #[test]
    fn a_year_that_is_given_holds_its_months(year in 1800i16..2100, month in pick(&MONTHS), day in any_day()) {
        let text = format!("Shells hit the port in {month} {year}.");
        for t in measures(&text, Some(day)).0 {
            prop_assert!(t.from.is_some_and(|m| m.date.year() == year), "{}\n{:?}", text, t);
        }
    }
}

/// The words that a basis quotes: one time, or the first and last of several.
fn quoted(when: &When) -> Option<Vec<&str>> {
    let words = when.basis.strip_prefix('“')?.strip_suffix("” in what is said")?;
    Some(words.split(" … ").collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_claim_holds_within_the_time_that_its_basis_names(said in sentence(relative()), day in prop::option::of(any_day())) {
        let text = format!("{} a spokesman in Veldra said.", said.replace('.', ","));
        let given = hearsay::Given { published: day, ..hearsay::Given::default() };
        let reading = READER.read(hearsay::document("case.txt", text.as_bytes(), &given).unwrap()).unwrap();
        for claim in &reading.sheet.claims {
            for when in claim.claimed_time.iter().chain(&claim.valid_time) {
                prop_assert!(forward(when.from, when.to), "{}\n{:?}", text, when);
                prop_assert!(!when.basis.is_empty());
            }
            let Some((when, words)) = claim.valid_time.as_ref().and_then(|w| Some((w, quoted(w)?))) else { continue };
            let of = |words: &str| reading.sheet.times.iter().find(|t| t.span.of(&text) == words);
            let (first, last) = (of(words[0]), of(words[words.len() - 1]));
            prop_assert!(first.is_some_and(|t| t.from == when.from), "{}\n{:?}", text, when);
            prop_assert!(last.is_some_and(|t| t.to == when.to), "{}\n{:?}", text, when);
            prop_assert!(day.is_some(), "{} has no date and yet a time: {:?}", text, when);
        }
    }
}

//! Which documents are voices of their own: copies, credits, bonds.

use proptest::prelude::*;
use read::copies::Signature;
use read::credits::{How, agency, credits};
use read::{Heard, Hints, Limits, Voice, bond, originals};
use types::{Bond, Document};

fn document(text: &str, publisher: &str, byline: Option<&str>) -> Document {
    let row = serde_json::json!({"text": text, "publisher": publisher, "byline": byline}).to_string();
    let read = read::read("row", row.as_bytes(), &Hints::default(), &Limits::default()).next();
    read.expect("one row").expect("that can be read")
}

const REPORT: &str = "The bridge over the lower Ane was closed on Monday after engineers found cracks in two of its \
    piers, the district office said, and lorries were sent round by the valley road.\n\n\
    Traders at the market of Old Zanzevar said that their stalls had been half empty since the morning. Several of \
    them carried their goods across by boat while the ferry company put on two extra crossings in the evening.\n\n\
    The office has hired a firm from the capital to drill into the piers and expects its report in three weeks. \
    Until then only people on foot may cross, in groups of no more than twenty, under the eyes of a warden.\n\n\
    It is the third closure in five years. Last autumn floods carried away a railing and part of the footway, and \
    repairs took until the spring because a crane had to be brought up the river in pieces.";

fn lead() -> String {
    "Shop windows in the harbour quarter stayed dark for a second night while crews looked for the broken cable. The \
     power company had promised light by noon, then by dusk. Bakers worked with lamps and sold what they had by ten. \
     A school kept its pupils at home and a clinic ran on its own engine, with fuel for one more day at most.\n\n"
        .to_owned()
}

#[test]
fn a_reprint_under_another_title_is_a_copy() {
    let here = document(REPORT, "Ane Courier", None);
    let there = document(
        &format!("Trouble on the river\n\n{REPORT}\n\nSubscribe to our newsletter"),
        "Zanzevar Post",
        None,
    );
    let bond = bond(&Voice::of(&here), &Voice::of(&there));
    assert!(matches!(bond, Some(Bond::Copy { share }) if share >= 95), "{bond:?}");
}

#[test]
fn a_part_that_is_reprinted_is_told_from_a_full_reprint() {
    let half: String = REPORT.split("\n\n").take(2).collect::<Vec<_>>().join("\n\n");
    let mixed = document(&format!("{}{half}", lead()), "Zanzevar Post", None);
    let reuse = Signature::of(&document(REPORT, "Ane Courier", None)).reuse(&Signature::of(&mixed));
    assert!((0.3..0.7).contains(&reuse.of_shorter), "{reuse:?}");
    let copy = bond(&Voice::of(&document(REPORT, "Ane Courier", None)), &Voice::of(&mixed));
    assert!(matches!(copy, Some(Bond::Copy { share }) if share < 75), "{copy:?}");
}

#[test]
fn two_reporters_at_one_speech_have_not_copied() {
    let speech = "“We will open the bridge when it is safe and not one hour before that, and whoever tells you \
        otherwise has not stood under the second pier with a lamp in his hand as I have done all this week.”";
    let a =
        format!("{} The warden told the market: {speech}", REPORT.split("\n\n").next().expect("a paragraph"));
    let b = format!("{}Asked about the river, he said: {speech}", lead());
    assert_eq!(bond(&Voice::of(&document(&a, "A", None)), &Voice::of(&document(&b, "B", None))), None);
}

#[test]
fn a_text_without_words_has_a_signature_like_nobodys() {
    let empty = Signature::of(&document("…", "A", None));
    assert_eq!((empty.runs(), empty.bands().len()), (0, 0));
    assert_eq!(empty.similarity(&empty), 0.0);
}

#[test]
fn a_stored_signature_never_changes() {
    let signature = Signature::of(&document(REPORT, "Ane Courier", None));
    let sum =
        signature.to_bytes().iter().fold(0_u64, |sum, b| sum.wrapping_mul(31).wrapping_add(u64::from(*b)));
    assert_eq!((signature.runs(), sum), (139, 8_570_705_882_331_553_463));
}

fn wire(text: &str, byline: Option<&str>) -> Option<String> {
    let document = document(text, "Ane Courier", byline);
    agency(&document, &credits(&document))
}

#[test]
fn an_agencys_text_is_known_by_byline_dateline_or_closing_note() {
    let agencys = [
        (format!("ZANZEVAR (AP) — {REPORT}"), "Associated Press"),
        (format!("ZANZEVAR, May 3 (Reuters) - {REPORT}"), "Reuters"),
        (format!("Zanzevar (AFP) {REPORT}"), "Agence France-Presse"),
        (format!("AFP – {REPORT}"), "Agence France-Presse"),
        (format!("{REPORT} — AFP"), "Agence France-Presse"),
        (format!("{REPORT}\n\n(Reporting by Ida Writer in Zanzevar; Editing by Otto Reader)"), "Reuters"),
        (
            format!("{REPORT}\n\nCopyright 2031 The Associated Press. All rights reserved."),
            "Associated Press",
        ),
        (format!("{REPORT}\n\nThis story is from United Press International."), "United Press International"),
    ];
    for (text, name) in agencys {
        assert_eq!(wire(&text, None).as_deref(), Some(name), "{}…{}", &text[..40], &text[text.len() - 60..]);
    }
    assert_eq!(wire(REPORT, Some("Ida Writer, Associated Press")).as_deref(), Some("Associated Press"));
    assert_eq!(wire(REPORT, Some("IDA WRITER, ASSOCIATED PRESS")).as_deref(), Some("Associated Press"));
}

#[test]
fn an_article_that_only_uses_an_agencys_news_is_its_papers_own() {
    let own = [
        format!("{REPORT}\n\nThe Associated Press contributed to this report."),
        format!("{REPORT}\n\nWith reporting by Reuters and AFP."),
        format!("{REPORT}\n\nMaterial from the Associated Press was used in this report."),
        format!("{REPORT} A warden told Reuters that nobody had crossed."),
        format!("The bridge (AP reported on Monday that it is closed) will stay shut. {REPORT}"),
        format!("{REPORT} The office publishes its news through the AP."),
    ];
    for text in own {
        assert_eq!(wire(&text, None), None, "{}…{}", &text[..40], &text[text.len() - 60..]);
    }
    assert_eq!(wire(REPORT, Some("Ida Writer, with the Associated Press")), None);
}

#[test]
fn sources_of_news_in_the_text_are_credits_and_bare_names_are_not() {
    let text = "A warden told the AP that nobody had crossed. Citing the state news agency SANA, the paper spoke of two \
        boats. AFP reported three. The ferry passed the Reuters building and the old AP sign, which Petra said was new.";
    let found = credits(&document(text, "Ane Courier", None));
    let names: Vec<&str> = found.iter().filter(|c| c.how == How::Body).map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Associated Press", "SANA", "Agence France-Presse"]);
    for credit in &found {
        let words = credit.span.map(|s| s.of(text));
        assert!(words.is_some_and(|w| ["AP", "SANA", "AFP"].contains(&w)), "{words:?}");
    }
}

#[test]
fn bonds_of_agencies_and_credits() {
    let voice = |text: &str, publisher| Voice::of(&document(text, publisher, None));
    let (harbour, river) = (format!("HARBOUR (AP) — {}", lead()), format!("RIVER (AP) — {REPORT}"));
    let same = bond(&voice(&harbour, "Ane Courier"), &voice(&river, "Zanzevar Post"));
    assert_eq!(same, Some(Bond::SameAgency { agency: "Associated Press".into() }));
    let citing = format!("{} The company told the Associated Press that it was sorry.", lead());
    let credit = bond(&voice(&citing, "Ane Courier"), &voice(&river, "Zanzevar Post"));
    assert_eq!(credit, Some(Bond::Credits { credited: "Associated Press".into() }));
    assert_eq!(credit, bond(&voice(&river, "Zanzevar Post"), &voice(&citing, "Ane Courier")));
    assert_eq!(bond(&voice(&lead(), "Ane Courier"), &voice(REPORT, "Zanzevar Post")), None);
}

proptest! {
    /// The fewer words are changed, the more alike two texts stay: with `changed` of about 150 words
    /// changed, at most four runs each are lost.
    #[test]
    fn edits_lower_the_likeness_smoothly(changed in proptest::collection::btree_set(0_usize..140, 0..20)) {
        let words: Vec<&str> = REPORT.split(' ').collect();
        let edited: Vec<String> = words.iter().enumerate().map(|(i, w)| match changed.contains(&i) {
            true => format!("edited{i}"),
            false => (*w).to_owned(),
        }).collect();
        let (a, b) = (document(REPORT, "A", None), document(&edited.join(" "), "B", None));
        let reuse = Signature::of(&a).reuse(&Signature::of(&b));
        let kept = 1.0 - 4.0 * changed.len() as f64 / 140.0;
        prop_assert!(reuse.of_shorter >= kept - 0.2, "{} changed: {reuse:?}", changed.len());
        prop_assert!(!changed.is_empty() || reuse.of_shorter == 1.0);
    }

    #[test]
    fn voices_survive_storing_and_bad_bytes_are_refused(text in ".{0,400}", cut in 0_usize..400) {
        let voice = Voice::of(&document(&format!("a {text}"), "Ane Courier", None));
        let bytes = voice.to_bytes();
        prop_assert_eq!(Voice::from_bytes(&bytes), Ok(voice));
        let _ = Voice::from_bytes(&bytes[..cut.min(bytes.len())]);
        let _ = Voice::from_bytes(text.as_bytes());
        let _ = Signature::from_bytes(text.as_bytes());
    }

    #[test]
    fn a_bond_does_not_depend_on_who_comes_first(a in "([a-z]{1,3} ){0,60}", b in "([a-z]{1,3} ){0,60}") {
        let (a, b) = (Voice::of(&document(&format!("x {a}"), "A", None)), Voice::of(&document(&format!("x {b}"), "B", None)));
        prop_assert_eq!(bond(&a, &b), bond(&b, &a));
        prop_assert_eq!(a.signature.similarity(&b.signature), b.signature.similarity(&a.signature));
    }

    #[test]
    fn credits_read_any_text(text in "(\\PC|\n|[()—-]|AP|Reuters|told |\\(c\\) 2031){0,80}", byline in ".{0,40}") {
        let document = document(&format!("a{text}"), &byline, Some(&byline));
        for credit in credits(&document) {
            prop_assert!(credit.span.is_none_or(|s| s.get(&document.text).is_some()));
        }
    }
}

#[test]
fn a_copy_names_the_earliest_that_it_prints() {
    let texts = [
        (9, lead()),
        (5, format!("{REPORT}\n\nMore news follows.")),
        (3, REPORT.to_owned()),
        (4, REPORT.to_owned()),
    ];
    let voices: Vec<Voice> =
        texts.iter().map(|(d, t)| Voice::of(&document(t, &format!("Paper {d}"), None))).collect();
    let ids = ["d", "c", "b", "a"];
    let heard = |i: usize| Heard { id: ids[i], day: Some(texts[i].0), story: i, voice: &voices[i] };
    let all: Vec<Heard> = (0..4).map(heard).collect();
    assert_eq!(originals(&all), [None, Some(2), None, Some(2)]);
    let turned: Vec<Heard> = (0..4).rev().map(heard).collect();
    assert_eq!(originals(&turned), [Some(1), None, Some(1), None]);
    let undated: Vec<Heard> = all.iter().map(|h| Heard { day: None, ..*h }).collect();
    assert_eq!(originals(&undated), [None, Some(3), Some(3), None]);
}

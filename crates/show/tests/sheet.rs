//! The claim sheet and the JSON of a small report made by hand.

use insta::assert_snapshot;
use show::{Annotation, Layer, Layers, Parts, Report, Setting, sheet};
use types::*;

const TEXT: &str = "Weir at Orvast changes hands again\n\
    The Ash Front's Colonel Ilya Maren told Radio Lune on Tuesday: \u{201c}The weir is ours, all of it.\u{201d} \
    The interior ministry denied that the weir had fallen. \
    An official said dozens of families may have left Orvast. \
    Fog hung over the valley\u{1b}[31m.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn document() -> Document {
    let headline = Span::new(0, TEXT.find('\n').unwrap());
    Document {
        id: "reports/weir.txt".into(),
        document: DocumentId::of(&[b"weir"]),
        sha256: "00".into(),
        kind: Kind::Text,
        original: None,
        text: TEXT.into(),
        passages: vec![
            Passage { span: headline, role: Role::Headline },
            Passage { span: Span::new(headline.end + 1, TEXT.len()), role: Role::Body },
        ],
        map: OffsetMap::Same,
        title: None,
        byline: None,
        publisher: Some("Valley Post".into()),
        url: None,
        published: Some(Dated { at: "2031-05-07".parse().unwrap(), basis: "given".into() }),
        modified: None,
        language: Some("en".into()),
        notes: vec!["the page \u{1b}]0;owned\u{7} has no byline".into()],
    }
}

fn claim(source: Option<(&str, &str, &[&str])>, cue: Option<&str>, content: &str) -> Claim {
    let spans = |words: &str| vec![span(words)];
    let id = Claim::id_of(&document().document, &[], &[], &spans(content));
    Claim {
        id,
        document: document().document,
        span: span(content),
        passage: Role::Body,
        source: source.map(|(words, name, affiliations)| Source {
            spans: spans(words),
            text: words.into(),
            actor: Some(ActorRef {
                id: ActorId::of(&[name.as_bytes()]),
                name: name.into(),
                kind: ActorKind::Person,
            }),
            affiliations: affiliations.iter().map(|a| (*a).into()).collect(),
            named: words != "An official",
        }),
        chain: vec![],
        channel: None,
        cue: cue.map(|c| Cue { spans: spans(c), text: c.into(), lemma: c.into() }),
        content: Content { spans: spans(content), text: content.into() },
        quotation: Quotation::Indirect,
        stance: Stance::Asserts,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        publisher_voice: source.is_none(),
        nested: false,
        score: None,
        claimed_time: None,
        valid_time: None,
        places: vec![],
        quantities: vec![],
        about: vec![],
        question: None,
        answer: None,
        rules: vec![],
        notes: vec![],
    }
}

fn claims() -> Vec<Claim> {
    let day: Moment = "2031-05-06".parse().unwrap();
    let when = When { from: Some(day), to: Some(day), stretch: None, basis: "Tuesday".into() };
    let colonel = ("Colonel Ilya Maren", "Ilya Maren", ["Ash Front"]);
    let mut first = claim(
        Some((colonel.0, colonel.1, &colonel.2)),
        Some("told"),
        "\u{201c}The weir is ours, all of it.\u{201d}",
    );
    first.quotation = Quotation::Direct;
    first.claimed_time = Some(when.clone());
    first.valid_time = Some(When { from: None, ..when });
    first.channel = Some(Channel { text: "Radio Lune".into(), spans: vec![span("Radio Lune")] });
    let mut second = claim(
        Some(("interior ministry", "interior ministry", &[])),
        Some("denied"),
        "that the weir had fallen",
    );
    second.stance = Stance::Denies;
    let mut third = claim(
        Some(("An official", "official", &[])),
        Some("said"),
        "dozens of families may have left Orvast",
    );
    third.certainty = Certainty::Possible;
    third.score = Some(0.62);
    third.places = vec![place()];
    third.quantities = vec![quantity()];
    let hour = |h| Some(Moment::hour(day.date, h));
    third.valid_time = Some(When { from: hour(16), to: hour(23), stretch: None, basis: "evening".into() });
    third.notes = vec!["the official is not named".into()];
    let mut fourth = claim(None, None, "Fog hung over the valley\u{1b}[31m");
    fourth.quotation = Quotation::None;
    vec![first, second, third, fourth]
}

fn place() -> Place {
    Place {
        span: span("Orvast."),
        name: "Orvast".into(),
        geonames: None,
        lat: None,
        lon: None,
        radius_km: None,
        kind: PlaceKind::Unknown,
        parents: vec![],
        role: PlaceRole::Event,
        precision: Precision::Unresolved,
        resolved: false,
        why: None,
    }
}

fn quantity() -> Quantity {
    Quantity {
        span: span("dozens of families"),
        value: "12".into(),
        change: Change::About,
        low: Some(24.0),
        high: Some(99.0),
        unit: Some("family".into()),
        of: Some("families".into()),
        measure: Measure::Count,
    }
}

fn question(claims: &[Claim]) -> Question {
    let given = |i: usize, source: &str, yes: bool| Given {
        claim: claims[i].id.clone(),
        source: Some(source.into()),
        value: Answer { value: AnswerValue::Polar(yes) },
    };
    Question {
        id: QuestionId::of(&[b"weir"]),
        text: "Does the Ash Front hold the weir at Orvast?".into(),
        kind: "holds".into(),
        standing: Standing::Contested,
        grade: Grade::Contested,
        days: None,
        due: None,
        range: None,
        notes: Vec::new(),
        answers: vec![given(0, "Ilya Maren", true), given(1, "interior ministry", false)],
        why: vec![Reason {
            tie: Tie::Incompatible,
            a: claims[0].id.clone(),
            b: claims[1].id.clone(),
            rule: "opposite-polarity".into(),
            text: "one says yes, the other says no, of the same day".into(),
        }],
    }
}

fn shown(width: usize, colours: bool) -> String {
    let claims = claims();
    let question = question(&claims);
    sheet(&document(), &claims, &[question], Setting { width, colours })
}

#[test]
fn a_sheet_at_100_columns() {
    assert_snapshot!(shown(100, false));
}

#[test]
fn a_sheet_at_60_columns() {
    assert_snapshot!(shown(60, false));
}

#[test]
fn a_sheet_at_160_columns() {
    assert_snapshot!(shown(160, false));
}

#[test]
fn a_sheet_in_colours_says_the_same() {
    let coloured = shown(100, true);
    assert_ne!(coloured, shown(100, false));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    assert_eq!(plain + rest, shown(100, false));
}

#[test]
fn no_line_is_wider_than_the_page_and_nothing_in_it_moves_the_cursor() {
    for width in 40..200 {
        for line in shown(width, false).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
}

#[test]
fn a_document_without_claims_says_so() {
    assert_snapshot!(sheet(&document(), &[], &[], Setting { width: 80, colours: false }));
}

#[test]
fn the_report_has_the_fields_that_programs_read() {
    let claims = claims();
    let questions = [question(&claims)];
    let report = Report::new(&document(), &claims[2..3], &questions).to_json_pretty();
    assert_snapshot!(report);
}

#[test]
fn an_annotation_has_the_layers_that_were_asked_for_and_no_others() {
    let claims = claims();
    let (places, quantities) = ([place()], [quantity()]);
    let attributions: Vec<_> = claims.iter().map(Attribution::from).collect();
    let parts = Parts {
        places: &places,
        quantities: &quantities,
        claims: &claims,
        attributions: &attributions,
        ..Parts::default()
    };
    let layers = Layers::of(&[Layer::Passages, Layer::Times, Layer::Quantities, Layer::Attributions]);
    assert_snapshot!(Annotation::new(&document(), parts, &layers).to_json());
}

//! W3C Web Annotation: for each claim, its words in their document, and beside them the words that name its source and
//! those that attribute. Positions count code points of the text that was read; the quotation with what stands around
//! it finds the words in any other rendering of the page.

use super::item::{Item, Paper, Quote, Stamp, Statement};
use super::term::{Names, lean, word};
use serde_json::{Value, json};

/// The page, open.
pub fn begin(stamp: &Stamp, names: &Names) -> String {
    let collection = json!({
        "id": names.of("export"),
        "type": "AnnotationCollection",
        "label": format!("Claims as known at {}; ledger {}", stamp.known_at, stamp.ledger),
        "modified": stamp.known_at,
        "generator": {"id": names.of("program"), "type": "Software", "name": stamp.made_by},
    });
    let context = "http://www.w3.org/ns/anno.jsonld";
    let id = names.of("export:page");
    format!(
        "{{\"@context\":\"{context}\",\"id\":{},\"type\":\"AnnotationPage\",\"partOf\":{collection},\"startIndex\":0,\"items\":[",
        json!(id)
    )
}

/// The annotations of a claim.
pub fn item(item: &Item, names: &Names) -> Vec<Value> {
    let Item::Claim(s) = item else { return Vec::new() };
    let c = &s.claim;
    let id = names.of(&c.id);
    let mut all = vec![annotation(s, names, (id.clone(), "describing"), &s.content, json!(content(s)))];
    if let Some(source) = &c.source {
        let name = source.actor.as_ref().map_or(&source.text, |a| &a.name);
        let body = json!([text(name, "identifying")]);
        all.push(annotation(s, names, (format!("{id}#source"), "identifying"), &s.source, body));
    }
    if !s.cue.is_empty() {
        let body = json!([text(&word(&c.stance), "classifying")]);
        all.push(annotation(s, names, (format!("{id}#cue"), "classifying"), &s.cue, body));
    }
    all
}

fn text(value: &str, purpose: &str) -> Value {
    json!({"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose})
}

/// Who says it and how, and what it answers.
fn content(s: &Statement) -> Vec<Value> {
    let c = &s.claim;
    let who = match (&c.source, c.publisher_voice) {
        (Some(source), _) => source.text.clone(),
        (None, true) => s.paper.publisher.clone().unwrap_or_else(|| "the publisher".into()),
        (None, false) => "somebody".into(),
    };
    let lead = format!("{who}: {} ({}, {})", word(&c.stance), word(&c.certainty), word(&c.polarity));
    let mut bodies = vec![text(&lead, "describing")];
    let answer = |a: &super::item::Answered| format!("{} {}", a.text, crate::words::answer(&a.answer));
    bodies.extend(s.answers.iter().map(|a| text(&answer(a), "commenting")));
    bodies.extend(s.answers.iter().map(|a| text(&word(&a.standing), "tagging")));
    bodies
}

fn annotation(
    s: &Statement,
    names: &Names,
    (id, motivation): (String, &str),
    quotes: &[Quote],
    body: Value,
) -> Value {
    let made = &s.made_with;
    lean(json!({
        "id": id,
        "type": "Annotation",
        "motivation": motivation,
        "created": s.recorded,
        "generator": {"id": names.of(format_args!("engine:{}", made.engine)), "type": "Software",
            "name": format!("hearsay {}, model {}, lexicons {}", made.engine, made.model, made.lexicons)},
        "body": body,
        "target": quotes.iter().map(|q| target(q, &s.paper, names)).collect::<Vec<_>>(),
    }))
}

/// One stretch of the document, by its words and by its place in what was read at that time.
fn target(quote: &Quote, paper: &Paper, names: &Names) -> Value {
    let source = paper.url.clone().unwrap_or_else(|| names.of(&paper.document));
    let identifiers = [paper.document.to_string(), format!("sha256:{}", paper.sha256)];
    json!({
        "type": "SpecificResource",
        "source": lean(json!({"id": source, "type": "Text", "language": paper.language,
            "dcterms:identifier": identifiers})),
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
            {"type": "TextPositionSelector", "start": quote.points.0, "end": quote.points.1},
        ],
        "state": {"type": "TimeState", "sourceDate": paper.recorded},
    })
}

//! PROV-O as JSON-LD: where each claim comes from. A claim is an entity that a reading made of a document, quoted from
//! it where it is a quotation, and attributed to its source and to whoever passed it on; a question is a collection of
//! claims; a person's judgement is an activity. The whole is a bundle.

use super::item::{Filed, Item, Paper, Review, Stamp, Statement, Topic};
use super::term::{Names, is_body, lean, moment, publisher, typed, word};
use serde_json::{Value, json};
use types::{LinkRole, Quotation};

/// The graph, open, with its bundle.
pub fn begin(stamp: &Stamp, names: &Names) -> String {
    let context = json!({
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "hs": names.of("term:"),
    });
    let bundle = json!({
        "@id": names.of("export"),
        "@type": ["prov:Entity", "prov:Bundle"],
        "prov:generatedAtTime": typed(&stamp.known_at, "xsd:dateTime"),
        "prov:wasAttributedTo": {"@id": names.of("program"), "@type": ["prov:Agent", "prov:SoftwareAgent"],
            "dcterms:title": stamp.made_by, "hs:lexicons": stamp.lexicons},
        "hs:knownAt": typed(&stamp.known_at, "xsd:dateTime"),
        "hs:ledger": stamp.ledger,
    });
    format!("{{\"@context\":{context},\"@graph\":[\n{bundle}")
}

/// The nodes of an item; its document only where it is not the one before.
pub fn item(item: &Item, names: &Names, known: bool) -> Vec<Value> {
    match item {
        Item::Claim(s) => statement(s, names, known),
        Item::Document(f) => vec![document(&f.paper, Some(f), names)],
        Item::Question(t) => question(t, names),
    }
}

fn at(id: String) -> Value {
    json!({"@id": id})
}

fn document(paper: &Paper, filed: Option<&Filed>, names: &Names) -> Value {
    lean(json!({
        "@id": names.of(&paper.document),
        "@type": "prov:Entity",
        "dcterms:identifier": paper.name,
        "dcterms:title": paper.title,
        "dcterms:language": paper.language,
        "dcterms:issued": paper.published.map(moment),
        "dcterms:source": paper.url,
        "hs:sha256": paper.sha256,
        "hs:recorded": typed(&paper.recorded, "xsd:dateTime"),
        "hs:entry": paper.entry,
        "prov:wasAttributedTo": paper.publisher.as_ref().map(|name| organisation(name, names)),
        "prov:wasDerivedFrom": filed.and_then(|f| f.copies_of.as_ref()).map(|d| at(names.of(d))),
        "hs:story": filed.map(|f| at(names.of(&f.story))),
        "hs:contested": filed.map(|f| f.contested),
    }))
}

fn organisation(name: &str, names: &Names) -> Value {
    json!({"@id": names.of(publisher(name)), "@type": ["prov:Agent", "prov:Organization"], "dcterms:title": name})
}

fn statement(s: &Statement, names: &Names, known: bool) -> Vec<Value> {
    let mut nodes = Vec::new();
    if !known {
        nodes.push(document(&s.paper, None, names));
        nodes.push(reading(s, names));
    }
    nodes.push(claim(s, names));
    nodes
}

/// The activity that found the claim.
fn reading(s: &Statement, names: &Names) -> Value {
    let made = &s.made_with;
    json!({
        "@id": names.of(format_args!("entry:{}", s.entry)),
        "@type": "prov:Activity",
        "prov:used": at(names.of(&s.paper.document)),
        "prov:endedAtTime": typed(&s.recorded, "xsd:dateTime"),
        "prov:wasAssociatedWith": {
            "@id": names.of(format_args!("engine:{}", made.engine)),
            "@type": ["prov:Agent", "prov:SoftwareAgent"],
            "dcterms:title": format!("hearsay {}", made.engine),
        },
        "hs:model": made.model,
        "hs:lexicons": made.lexicons,
    })
}

fn claim(s: &Statement, names: &Names) -> Value {
    let c = &s.claim;
    let document = at(names.of(&c.document));
    let quoted = matches!(c.quotation, Quotation::Direct | Quotation::Mixed);
    let when = |end: fn(&types::When) -> Option<types::Moment>| {
        move |w: &Option<types::When>| w.as_ref().and_then(end).map(moment)
    };
    let (from, to) = (when(|w| w.from), when(|w| w.to));
    lean(json!({
        "@id": names.of(&c.id),
        "@type": "prov:Entity",
        "prov:value": c.content.text,
        "prov:wasGeneratedBy": at(names.of(format_args!("entry:{}", s.entry))),
        "prov:wasQuotedFrom": quoted.then(|| document.clone()),
        "prov:wasDerivedFrom": (!quoted).then_some(document),
        "prov:wasAttributedTo": source(s, names),
        "prov:qualifiedAttribution": chain(s, names),
        "hs:stance": word(&c.stance),
        "hs:certainty": word(&c.certainty),
        "hs:polarity": word(&c.polarity),
        "hs:start": c.span.start,
        "hs:end": c.span.end,
        "hs:claimedFrom": from(&c.claimed_time),
        "hs:claimedTo": to(&c.claimed_time),
        "hs:validFrom": from(&c.valid_time),
        "hs:validTo": to(&c.valid_time),
        "hs:answers": s.answers.iter().map(|a| at(names.of(&a.question))).collect::<Vec<_>>(),
    }))
}

fn source(s: &Statement, names: &Names) -> Option<Value> {
    let Some(source) = &s.claim.source else {
        let own = s.claim.publisher_voice.then_some(s.paper.publisher.as_ref()).flatten();
        return own.map(|name| organisation(name, names));
    };
    let Some(actor) = &source.actor else {
        return Some(json!({"@type": "prov:Agent", "dcterms:title": source.text}));
    };
    let kind = match is_body(actor) {
        Some(false) => json!(["prov:Agent", "prov:Person"]),
        Some(true) => json!(["prov:Agent", "prov:Organization"]),
        None => json!("prov:Agent"),
    };
    Some(json!({"@id": names.of(&actor.id), "@type": kind, "dcterms:title": actor.name}))
}

/// Who passed it on, each with what it did.
fn chain(s: &Statement, names: &Names) -> Vec<Value> {
    let links = s.claim.chain.iter().filter(|l| l.role != LinkRole::Origin);
    let link = |l: &types::Link| {
        let name = l.name.as_ref()?;
        let role = json!({"@id": names.of(format_args!("role:{}", word(&l.role))), "@type": "prov:Role"});
        Some(
            json!({"@type": "prov:Attribution", "prov:agent": organisation(name, names), "prov:hadRole": role}),
        )
    };
    links.filter_map(link).collect()
}

fn question(t: &Topic, names: &Names) -> Vec<Value> {
    let q = &t.asked.question;
    let mut nodes: Vec<Value> = Vec::new();
    let mut last = None;
    for s in &t.statements {
        nodes.extend(statement(s, names, last == Some(&s.paper.document)));
        last = Some(&s.paper.document);
    }
    let members: Vec<Value> = q.answers.iter().map(|g| at(names.of(&g.claim))).collect();
    let reasons: Vec<Value> = q.why.iter().map(|r| json!(r.text)).collect();
    nodes.push(lean(json!({
        "@id": names.of(&q.id),
        "@type": ["prov:Entity", "prov:Collection"],
        "dcterms:title": q.text,
        "prov:hadMember": members,
        "prov:generatedAtTime": typed(&t.changed, "xsd:dateTime"),
        "hs:standing": word(&q.standing),
        "hs:grade": word(&q.grade),
        "hs:because": reasons,
    })));
    nodes.extend(t.reviews.iter().map(|r| review(r, t, names)));
    nodes
}

fn review(review: &Review, t: &Topic, names: &Names) -> Value {
    json!({
        "@id": names.of(format_args!("entry:{}", review.entry)),
        "@type": "prov:Activity",
        "prov:used": at(names.of(&t.asked.question.id)),
        "prov:endedAtTime": typed(&review.recorded, "xsd:dateTime"),
        "prov:wasAssociatedWith": {"@type": ["prov:Agent", "prov:Person"], "dcterms:title": review.author},
        "dcterms:description": review.reason,
        "hs:grade": review.grade,
    })
}

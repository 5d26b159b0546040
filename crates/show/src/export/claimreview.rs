//! schema.org: a `Claim` with where it appeared. hearsay rates nothing, so that there is a `ClaimReview` only where a
//! person graded a question, with that person's word and no number.

use super::item::{Item, Paper, Review, Stamp, Statement, Topic};
use super::term::{Names, is_body, lean, word};
use serde_json::{Value, json};
use types::Place;

/// The graph, open, with the set that it is and what made it.
pub fn begin(stamp: &Stamp, names: &Names) -> String {
    let set = json!({
        "@id": names.of("export"),
        "@type": "Dataset",
        "name": "Claims and who made them",
        "description": "Who said what, in which words. Nothing here is said to be true.",
        "dateModified": stamp.known_at,
        "identifier": stamp.ledger,
        "creator": {"@type": "SoftwareApplication", "name": stamp.made_by, "softwareVersion": stamp.lexicons},
    });
    format!("{{\"@context\":\"https://schema.org\",\"@graph\":[\n{set}")
}

/// The nodes of an item.
pub fn item(item: &Item, names: &Names) -> Vec<Value> {
    match item {
        Item::Claim(s) => vec![claim(s, names)],
        Item::Question(t) => {
            let claims = t.statements.iter().map(|s| claim(s, names));
            claims.chain(t.reviews.iter().map(|r| review(r, t, names))).collect()
        }
        Item::Document(_) => Vec::new(),
    }
}

fn claim(s: &Statement, names: &Names) -> Value {
    let c = &s.claim;
    let time = |w: &Option<types::When>| {
        let w = w.as_ref()?;
        let day = |m: Option<types::Moment>| m.map_or_else(|| "..".to_owned(), |m| m.date.to_string());
        (w.from.is_some() || w.to.is_some())
            .then(|| if w.from == w.to { day(w.from) } else { format!("{}/{}", day(w.from), day(w.to)) })
    };
    let said = c.claimed_time.as_ref().and_then(|w| w.from).map(|m| m.date.to_string());
    lean(json!({
        "@id": names.of(&c.id),
        "@type": "Claim",
        "identifier": c.id,
        "text": c.content.text,
        "inLanguage": s.paper.language,
        "author": author(s, names),
        "datePublished": said,
        "temporalCoverage": time(&c.valid_time),
        "spatialCoverage": c.places.iter().filter(|p| p.resolved).map(place).collect::<Vec<_>>(),
        "appearance": appearance(&s.paper, names),
        "isPartOf": {"@id": names.of("export")},
        "about": s.answers.iter().map(|a| lean(json!({"@id": names.of(&a.question), "@type": "Thing",
            "name": a.text, "description": format!("standing: {}; grade: {}", word(&a.standing), word(&a.grade))})))
            .collect::<Vec<_>>(),
    }))
}

/// Who says it, as the text tells; the publisher for its own voice.
fn author(s: &Statement, names: &Names) -> Value {
    match (&s.claim.source, &s.paper.publisher) {
        (Some(source), _) => {
            let actor = source.actor.as_ref();
            let kind = match actor.and_then(is_body) {
                Some(false) => "Person",
                Some(true) => "Organization",
                None => "Thing",
            };
            let name = actor.filter(|_| source.named).map_or(&source.text, |a| &a.name);
            lean(json!({"@id": actor.map(|a| names.of(&a.id)), "@type": kind, "name": name}))
        }
        (None, Some(publisher)) if s.claim.publisher_voice => {
            json!({"@type": "Organization", "name": publisher})
        }
        _ => Value::Null,
    }
}

fn appearance(paper: &Paper, names: &Names) -> Value {
    lean(json!({
        "@id": names.of(&paper.document),
        "@type": "NewsArticle",
        "identifier": [paper.document.to_string(), format!("sha256:{}", paper.sha256)],
        "headline": paper.title,
        "url": paper.url,
        "datePublished": paper.published.map(|m| m.date.to_string()),
        "inLanguage": paper.language,
        "publisher": paper.publisher.as_ref().map(|p| json!({"@type": "Organization", "name": p})),
        "sdDatePublished": paper.recorded,
    }))
}

fn place(place: &Place) -> Value {
    let circle = super::point::coordinates(place).map(|(lon, lat)| match place.radius_km {
        // Metres, as schema.org has it.
        Some(r) => json!({"@type": "GeoCircle",
            "geoMidpoint": {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}, "geoRadius": r * 1000.0}),
        None => json!({"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}),
    });
    lean(json!({"@type": "Place", "name": place.name, "geo": circle}))
}

/// A person's grade of a question, in that person's words.
fn review(review: &Review, t: &Topic, names: &Names) -> Value {
    let q = &t.asked.question;
    let claims: Vec<Value> = t.statements.iter().map(|s| json!({"@id": names.of(&s.claim.id)})).collect();
    json!({
        "@id": format!("{}#review-{}", names.of(&q.id), review.entry),
        "@type": "ClaimReview",
        "url": names.of(&q.id),
        "claimReviewed": q.text,
        "itemReviewed": claims,
        "author": {"@type": "Person", "name": review.author},
        "reviewBody": review.reason,
        "datePublished": review.recorded,
        "reviewRating": {"@type": "Rating", "alternateName": review.grade},
        "isPartOf": {"@id": names.of("export")},
    })
}

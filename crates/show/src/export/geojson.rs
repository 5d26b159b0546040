//! GeoJSON (RFC 7946): a feature a place of a claim, a question, or a document. A place is a point with `radius_km`;
//! what has no place on the map is a feature without a geometry.

use super::item::{Filed, Item, Stamp, Statement, Topic};
use super::point::{geometry, located};
use super::term::{number, word};
use crate::ledger::json;
use serde_json::{Value, json};
use types::Place;

/// The collection, open, with its stamp.
pub fn begin(stamp: &Stamp) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"stamp\":{},\"features\":[", json(stamp, false))
}

/// The features of an item.
pub fn item(item: &Item) -> Vec<Value> {
    match item {
        Item::Claim(s) => claim(s),
        Item::Question(t) => vec![question(t)],
        Item::Document(f) => vec![document(f)],
    }
}

fn feature(id: String, place: Option<&Place>, mut properties: Value) -> Value {
    let geometry = geometry(place);
    let at = place.map(|p| {
        json!({
            "place": p.name,
            "geonames": p.geonames,
            "radius_km": number(p.radius_km.filter(|_| !geometry.is_null())),
            "precision": p.precision,
            "parents": p.parents,
        })
    });
    if let (Value::Object(fields), Some(Value::Object(at))) = (&mut properties, at) {
        fields.extend(at);
    }
    json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties})
}

/// A feature for each place at which it happens; one without a geometry where there is none.
fn claim(s: &Statement) -> Vec<Value> {
    let (c, p) = (&s.claim, &s.paper);
    let ends = |w: &Option<types::When>| w.as_ref().map(|w| json!({"from": w.from, "to": w.to}));
    let properties = json!({
        "claim": c.id,
        "document": c.document,
        "sha256": p.sha256,
        "source": c.source.as_ref().map(|s| &s.text),
        "content": c.content.text,
        "stance": c.stance,
        "certainty": c.certainty,
        "polarity": c.polarity,
        "claimed_time": ends(&c.claimed_time),
        "valid_time": ends(&c.valid_time),
        "answers": s.answers,
        "publisher": p.publisher,
        "title": p.title,
        "url": p.url,
        "published": p.published,
        "recorded": s.recorded,
    });
    let mut places: Vec<Option<&Place>> = located(&c.places).map(Some).collect();
    places.dedup_by_key(|p| p.and_then(|p| p.geonames));
    if places.is_empty() {
        places.push(None);
    }
    let id = |i: usize| if i == 0 { c.id.to_string() } else { format!("{}#{i}", c.id) };
    places.into_iter().enumerate().map(|(i, at)| feature(id(i), at, properties.clone())).collect()
}

fn question(t: &Topic) -> Value {
    let q = &t.asked.question;
    let (from, to) = t.days;
    let range = q.range.as_ref();
    let properties = json!({
        "question": q.id,
        "text": q.text,
        "kind": q.kind,
        "standing": word(&q.standing),
        "grade": word(&q.grade),
        "from": from,
        "to": to,
        "claims": t.answers,
        "origins": t.origins,
        "low": number(range.map(|r| r.low)),
        "best": number(range.map(|r| r.best)),
        "high": number(range.map(|r| r.high)),
        "changed": t.changed,
        "place": t.spot.as_ref().map(|s| &s.name),
    });
    feature(q.id.to_string(), t.place.as_ref(), properties)
}

fn document(f: &Filed) -> Value {
    let p = &f.paper;
    let properties = json!({
        "document": p.document,
        "name": p.name,
        "sha256": p.sha256,
        "title": p.title,
        "publisher": p.publisher,
        "url": p.url,
        "published": p.published,
        "story": f.story,
        "event": f.event,
        "contested": f.contested,
        "recorded": p.recorded,
    });
    feature(p.document.to_string(), f.place.as_ref(), properties)
}

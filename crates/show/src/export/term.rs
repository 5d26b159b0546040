//! Ids as addresses, days and numbers as other forms write them.

use serde_json::{Number, Value, json};
use types::{ActorKind, ActorRef, Moment};

/// How ids become addresses.
pub struct Names {
    /// What stands before an id.
    pub base: String,
}

impl Names {
    /// The address of an id.
    pub fn of(&self, id: impl std::fmt::Display) -> String {
        format!("{}{id}", self.base)
    }
}

/// A number without a pointless point; null where there is none.
pub fn number(n: Option<f64>) -> Value {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    let Some(n) = n else { return Value::Null };
    if n.fract() == 0.0 && n.abs() <= WHOLE {
        return json!(n as i64);
    }
    Number::from_f64(n).map_or(Value::Null, Value::Number)
}

/// A moment as RDF writes it: a day, and a time of day only where the minute is known.
pub fn moment(at: Moment) -> Value {
    match (at.hour, at.minute) {
        (Some(h), Some(m)) => typed(&format!("{}T{h:02}:{m:02}:00", at.date), "xsd:dateTime"),
        _ => typed(&at.date.to_string(), "xsd:date"),
    }
}

/// A value of a type of XML Schema.
pub fn typed(value: &str, kind: &str) -> Value {
    json!({"@type": kind, "@value": value})
}

/// Leaves out what is null or empty: these forms say nothing by leaving it out.
pub fn lean(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, v| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty()));
    }
    value
}

/// Whether an actor is one human being or a body of them; `None` where the text does not say who it is.
pub fn is_body(actor: &ActorRef) -> Option<bool> {
    match actor.kind {
        ActorKind::Person => Some(false),
        ActorKind::Group | ActorKind::Organisation | ActorKind::State => Some(true),
        ActorKind::Unnamed | ActorKind::Document => None,
    }
}

/// The id of a publisher as an actor: by its name, so that it is the same in every document.
pub fn publisher(name: &str) -> String {
    types::ActorId::of(&[b"organisation", types::name_key(name).as_bytes()]).to_string()
}

/// The word that JSON has for a value of a small enum: `single-origin`.
pub fn word<T: serde::Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_alone_is_no_time_of_day() {
        let shown = |text: &str| moment(text.parse().unwrap())["@value"].as_str().unwrap().to_owned();
        assert_eq!(shown("2031-05-06"), "2031-05-06");
        assert_eq!(shown("2031-05-06T18"), "2031-05-06");
        assert_eq!(shown("2031-05-06T18:05"), "2031-05-06T18:05:00");
    }

    #[test]
    fn whole_numbers_have_no_point_and_no_number_is_null() {
        assert_eq!(number(Some(24.0)).to_string(), "24");
        assert_eq!(number(Some(0.5)).to_string(), "0.5");
        assert_eq!(number(Some(f64::INFINITY)), Value::Null);
    }
}

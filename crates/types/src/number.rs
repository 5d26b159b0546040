//! Numbers as JSON has them: whole ones without a point, `24` and not `24.0`.

use serde::{Serialize, Serializer, ser::SerializeMap, ser::SerializeTuple};
use std::collections::BTreeMap;

/// Beyond this not every whole number is one, and a point says so.
const WHOLE: f64 = 9_007_199_254_740_992.0;

struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Number(n) = *self;
        if n.fract() == 0.0 && n.abs() <= WHOLE { out.serialize_i64(n as i64) } else { out.serialize_f64(n) }
    }
}

/// An end of an interval; `null` where it is open.
pub(crate) fn end<S: Serializer>(n: &Option<f64>, out: S) -> Result<S::Ok, S::Error> {
    n.map(Number).serialize(out)
}

/// A number without a pointless point.
#[allow(clippy::trivially_copy_pass_by_ref)] // the shape that serde asks for
pub(crate) fn number<S: Serializer>(n: &f64, out: S) -> Result<S::Ok, S::Error> {
    Number(*n).serialize(out)
}

struct Ends(Option<f64>, Option<f64>);

impl Serialize for Ends {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut pair = out.serialize_tuple(2)?;
        pair.serialize_element(&self.0.map(Number))?;
        pair.serialize_element(&self.1.map(Number))?;
        pair.end()
    }
}

/// Intervals by class.
pub(crate) fn toll<S: Serializer>(
    toll: &BTreeMap<String, (Option<f64>, Option<f64>)>,
    out: S,
) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(toll.len()))?;
    for (class, (low, high)) in toll {
        map.serialize_entry(class, &Ends(*low, *high))?;
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use crate::{AnswerValue, Event};

    #[test]
    fn whole_numbers_have_no_point_and_open_ends_are_null() {
        let json = |low, high| serde_json::to_string(&AnswerValue::Interval { low, high }).unwrap();
        assert_eq!(json(Some(24.0), Some(0.5)), r#"{"type":"interval","value":{"low":24,"high":0.5}}"#);
        assert_eq!(json(Some(-3.0), None), r#"{"type":"interval","value":{"low":-3,"high":null}}"#);
        let back: AnswerValue = serde_json::from_str(&json(Some(24.0), Some(1e300))).unwrap();
        assert_eq!(back, AnswerValue::Interval { low: Some(24.0), high: Some(1e300) });
    }

    #[test]
    fn a_toll_is_whole_too() {
        let killed = [("civilians".to_owned(), (Some(14.0), None))].into();
        let event = Event {
            date: None,
            happened: None,
            admin1: None,
            place: None,
            cause: None,
            perpetrators: Vec::new(),
            killed,
            wounded: Default::default(),
            counts: Vec::new(),
            claims: Vec::new(),
        };
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["killed"].to_string(), r#"{"civilians":[14,null]}"#);
        assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
    }
}

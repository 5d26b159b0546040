//! The order of what one voice said, and the same as text.

use super::window::said;
use jiff::civil::Date;
use types::{DocumentId, Moment, Testimony};

/// The order of what one voice said: by day, then by publication.
pub(super) fn spoken(t: &Testimony) -> (Option<Date>, Option<Moment>, &DocumentId, u32) {
    (said(t, true).map(|(from, _)| from), t.published, &t.document, t.at)
}

/// The digits of a number to the base 32, in their order.
const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
/// No day: stands before all days, and after what marks a testimony that stands in no chain.
const NO_DAY: char = '.';

/// The same order as text, for a keeper that sorts bytes; short, since it stands in several indexes. Days are five
/// digits to the base 32; before a number stands how many digits it has.
pub(super) fn spoken_key(t: &Testimony) -> String {
    let (day, published, document, at) = spoken(t);
    let mut key = String::with_capacity(36);
    put_day(&mut key, day);
    put_day(&mut key, published.map(|p| p.date));
    let clock = published.into_iter().flat_map(|p| [p.hour, p.minute]).flatten();
    clock.for_each(|n| key += &format!("{n:02}"));
    let document = document.as_str();
    let document = document.strip_prefix("doc_").unwrap_or(document);
    let at = at.to_string();
    let digits = char::from(DIGITS[at.len()]);
    key + &format!(" {document} {digits}{at}")
}

fn put_day(key: &mut String, day: Option<Date>) {
    /// The first day that there is.
    const FIRST: Date = Date::MIN;
    let Some(day) = day else { return key.push(NO_DAY) };
    let number = (day - FIRST).get_days();
    key.extend((0..5).rev().map(|place| char::from(DIGITS[(number >> (5 * place)) as usize & 31])));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn testimony((said, published, document, at): (Option<&str>, Option<&str>, u8, u32)) -> Testimony {
        let days = said.map(|day| json!({"from": day, "to": day}));
        let testimony = json!({
            "claim": types::ClaimId::of(&[&at.to_le_bytes()]),
            "document": DocumentId::of(&[&[document]]),
            "at": at,
            "kind": "killed",
            "asked": {},
            "value": {"type": "unconfirmed"},
            "voice": {"label": "army", "own": "army"},
            "claimed": days,
            "published": published,
        });
        serde_json::from_value(testimony).unwrap()
    }

    fn moment() -> impl Strategy<Value = Option<&'static str>> {
        let some =
            ["-000410-03-01", "0079-08-24", "2031-05-06", "2031-05-06T09", "2031-05-06T09:00", "2031-05-07"];
        prop::option::of(prop::sample::select(some.to_vec()))
    }

    proptest! {
        #[test]
        fn the_key_sorts_as_what_was_spoken(
            a in (moment(), moment(), 0_u8..4, prop::sample::select(vec![0_u32, 9, 10, 99, 65_535, u32::MAX])),
            b in (moment(), moment(), 0_u8..4, prop::sample::select(vec![0_u32, 9, 10, 99, 65_535, u32::MAX])),
        ) {
            let (a, b) = (testimony(a), testimony(b));
            prop_assert_eq!(spoken_key(&a).cmp(&spoken_key(&b)), spoken(&a).cmp(&spoken(&b)));
        }
    }

    #[test]
    fn the_key_is_short_and_sorts_after_what_stands_in_no_chain() {
        let key = spoken_key(&testimony((Some("2031-05-06"), Some("2031-05-06"), 1, 3)));
        assert_eq!(key.len(), 30, "{key}");
        // The ledger marks those with an exclamation mark.
        assert!(spoken_key(&testimony((None, None, 1, 3))).as_str() > "\"");
    }
}

//! What a person writes into a field of a claim, as the testimony has it.

use super::CaseError;
use super::board::mark;
use super::body::unpack;
use super::keeper::Keeper;
use ledger::{Seq, Sort};
use types::{AnswerValue, Days, Spot, Testimony, Voice, name_key};

/// Questions about a place that are looked through for what is known of it.
const LOOKED_AT: u32 = 20;

/// The place of this name as a question of the ledger has it, with what holds it.
pub(super) fn place(keeper: &Keeper<'_, '_>, name: &str) -> Result<Option<Spot>, CaseError> {
    let wanted = name_key(name);
    keeper.with(|w| {
        for no in w.marked_latest(Sort::Place, mark(name), Seq::MAX, i64::MAX, LOOKED_AT)? {
            let Some(question) = w.question(no, Seq::MAX)? else { continue };
            let Some(row) = w.first_of(question.base)? else { continue };
            let t = unpack(row.no, &row.body)?;
            let mut spots = t.asked.place.into_iter().chain(t.place);
            if let Some(spot) = spots.find(|s| name_key(&s.name) == wanted) {
                return Ok(Some(spot));
            }
        }
        Ok(None)
    })
}

/// Sets a field of a testimony to what a person wrote.
pub(super) fn set(
    t: &mut Testimony,
    field: &str,
    value: &str,
    place: Option<&Spot>,
) -> Result<(), CaseError> {
    let wrong = |what: &str| CaseError::Wrong(format!("{value:?} is no {what}"));
    match field {
        "answer" => t.value = answer(&t.value, value)?,
        "quantity" if matches!(t.value, AnswerValue::Interval { .. }) => t.value = answer(&t.value, value)?,
        // Of what counts nobody there is no number to correct.
        "quantity" => {}
        "place" => put(t, place.cloned().unwrap_or_else(|| unknown(value))),
        "source" => {
            let own = name_key(value);
            t.voice = Voice { label: value.to_owned(), names: vec![own.clone()], own, ..Voice::default() };
        }
        "claimed_time" | "valid_time" => {
            let days = super::about(value).map_err(|_| wrong("day or DAY..DAY"))?;
            let days = Some(Days { from: days.from, to: days.to, within: false });
            if field == "valid_time" { t.valid = days } else { t.claimed = days }
        }
        _ => {
            let text = format!(
                "{field:?} cannot be corrected; answer, quantity, place, source, claimed_time and valid_time can"
            );
            return Err(CaseError::Wrong(text));
        }
    }
    Ok(())
}

/// It is about this place from now on, and so is the question, where it asks of a place.
fn put(t: &mut Testimony, place: Spot) {
    if t.asked.place.is_some() || t.place.is_none() {
        t.asked.place = Some(place.clone());
    }
    t.place = Some(place);
}

/// A place that the ledger has not met: it is known by its name alone.
fn unknown(name: &str) -> Spot {
    Spot { name: name.trim().to_owned(), geonames: None, parents: Vec::new(), wide: false }
}

/// An answer of the same type, from words.
fn answer(was: &AnswerValue, value: &str) -> Result<AnswerValue, CaseError> {
    let wrong = |what: &str| CaseError::Wrong(format!("{value:?} is no {what}"));
    let number = |t: &str| t.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    Ok(match (was, value.trim()) {
        (_, "unconfirmed") => AnswerValue::Unconfirmed,
        (AnswerValue::Polar(_), "yes") => AnswerValue::Polar(true),
        (AnswerValue::Polar(_), "no") => AnswerValue::Polar(false),
        (AnswerValue::Polar(_), _) => return Err(wrong("yes or no")),
        (AnswerValue::Interval { .. }, text) => match text.split_once("..") {
            Some((low, high)) => {
                let end = |t: &str| {
                    if t.trim().is_empty() {
                        Ok(None)
                    } else {
                        number(t).map(Some).ok_or_else(|| wrong("number or LOW..HIGH"))
                    }
                };
                AnswerValue::Interval { low: end(low)?, high: end(high)? }
            }
            None => {
                let n = number(text).ok_or_else(|| wrong("number or LOW..HIGH"))?;
                AnswerValue::Interval { low: Some(n), high: Some(n) }
            }
        },
        (_, text) => AnswerValue::Status(text.to_owned()),
    })
}

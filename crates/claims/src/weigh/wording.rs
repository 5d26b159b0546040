//! Questions, answers and ids in words.

use super::kind::Kind;
use types::{AnswerValue, Asked, Mode, QuestionId};

/// The id of a question: its kind and the key of its roles, the same in every document; for a question
/// of one event also the first day of its episode, as days since 1970-01-01.
pub(super) fn id(kind: &str, mode: &Mode, asked: &Asked, first: Option<i32>) -> QuestionId {
    let who: Vec<&str> = asked.who.iter().map(|w| w.key.as_str()).collect();
    let class = asked.class.as_deref().unwrap_or_default();
    let place = asked.place.as_ref().map_or(String::new(), |p| match p.geonames {
        Some(id) => id.to_string(),
        None => p.name.to_lowercase(),
    });
    let mode = match mode {
        Mode::Says => String::new(),
        Mode::Foretells(due) => format!("foretold {}", due.map_or(String::new(), |d| d.to_string())),
    };
    let who = who.join("\n");
    let mut parts =
        vec![kind.as_bytes(), class.as_bytes(), who.as_bytes(), place.as_bytes(), mode.as_bytes()];
    let first = first.map(i32::to_le_bytes);
    parts.extend(first.iter().map(|f| f.as_slice()));
    QuestionId::of(&parts)
}

/// The question in plain words, from its kind's template.
pub(super) fn question(kind: &Kind, mode: &Mode, asked: &Asked) -> String {
    let names: Vec<&str> = asked.who.iter().map(|w| w.name.as_str()).collect();
    let who = list(&names);
    let class = asked.class.as_deref().map_or(String::new(), |class| match (class, who.is_empty()) {
        (_, true) => class.to_owned(),
        _ if kind.open => class.to_owned(),
        ("people", false) => format!("members of {who}"),
        _ => format!("{who} {class}"),
    });
    let place = asked.place.as_ref().map_or("", |p| &p.name);
    let mut text = fill(&kind.text, &[("class", &class), ("who", &who), ("place", place)]);
    if let Mode::Foretells(due) = mode {
        let stem = text.trim_end_matches('?').to_owned();
        text = match due {
            Some(due) => format!("{stem}, as foretold for {due}?"),
            None => format!("{stem}, as foretold?"),
        };
    }
    text
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Fills `{role}`; `{ in place}` keeps what stands before the role only when the role is there.
fn fill(template: &str, roles: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inner, tail)) = after.split_once('}') else { break };
        out += before;
        let (lead, role) = inner.rfind(' ').map_or(("", inner), |i| inner.split_at(i + 1));
        if let Some((_, value)) = roles.iter().find(|(name, value)| *name == role && !value.is_empty()) {
            out += lead;
            out += value;
        }
        rest = tail;
    }
    out += rest;
    let mut text: String = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(first) = text.chars().next() {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    text.replace(" ?", "?")
}

/// An answer in words.
pub(super) fn value(value: &AnswerValue) -> String {
    match value {
        AnswerValue::Polar(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        AnswerValue::Status(status) => format!("\"{status}\""),
        AnswerValue::Interval { low, high } => interval(*low, *high),
        AnswerValue::Actor(actor) => actor.name.clone(),
        AnswerValue::Unconfirmed => "neither yes nor no".to_owned(),
    }
}

/// An interval in words.
fn interval(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("at least {a}"),
        (None, Some(b)) => format!("at most {b}"),
        (None, None) => "some".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_role_that_is_not_there_takes_its_preposition_along() {
        let roles = [("class", "miners"), ("place", "")];
        assert_eq!(fill("how many {class} died{ in place}?", &roles), "How many miners died?");
        assert_eq!(fill("how many died{ in place}?", &[("place", "Orlo")]), "How many died in Orlo?");
    }
}

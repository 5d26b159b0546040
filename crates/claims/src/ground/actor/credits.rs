//! Credits of pictures that ran into the text: "(Photo by Jane Roe)", "Jane Roe/Valley Gazette". Whoever took
//! a picture is nobody whom the report tells of.

use super::lexicon::Use;
use super::names::{Class, Name};
use super::shape::Text;
use std::ops::RangeInclusive;

/// A credit has no more words than this on a side of its stroke.
const SIDE: usize = 4;

/// The names that stand in no credit.
pub(super) fn outside(text: &Text, names: Vec<Name>) -> Vec<Name> {
    let doc = text.doc;
    let mut credits: Vec<RangeInclusive<usize>> = Vec::new();
    for stroke in (0..doc.len()).filter(|t| doc.word(*t).contains('/')) {
        let around = around(text, stroke);
        credits.extend(is_credit(text, &names, &around).then_some(around));
    }
    let within = |n: &Name| credits.iter().any(|c| c.contains(&n.first) || c.contains(&n.last));
    if credits.is_empty() && !names.iter().any(|n| announced(text, n)) {
        return names;
    }
    names.into_iter().filter(|n| !within(n) && !announced(text, n)).collect()
}

/// The capitalised words on both sides of a stroke.
fn around(text: &Text, stroke: usize) -> RangeInclusive<usize> {
    let doc = text.doc;
    let word = |t: &usize| {
        let word = doc.word(*t);
        let tied = matches!(word, "/" | "." | "-" | "&") || word.contains('/');
        !doc.is_space(*t) && (tied || word.chars().next().is_some_and(char::is_uppercase))
    };
    let first = (0..stroke).rev().take(SIDE).take_while(word).last().unwrap_or(stroke);
    let last = (stroke + 1..doc.len()).take(SIDE).take_while(word).last().unwrap_or(stroke);
    first..=last
}

/// Whether the words say that they are one, or join somebody's full name to a newspaper or agency.
fn is_credit(text: &Text, names: &[Name], words: &RangeInclusive<usize>) -> bool {
    let pieces = || words.clone().flat_map(|t| text.doc.word(t).split('/'));
    if pieces().any(|piece| text.lexicon.is("credit", &piece.to_lowercase())) {
        return true;
    }
    let from = names.partition_point(|n| n.last < *words.start());
    let inside = || names[from..].iter().take_while(|n| n.first <= *words.end());
    let person = inside().any(|n| n.class == Class::Person && n.last > n.first);
    let outlet = |n: &Name| match n.class {
        Class::Known(entry, Use::Name) => is_outlet(text, entry),
        _ => text.lexicon.sort_of_name(text.doc.word(n.last)) == Some("outlet"),
    };
    let written = || pieces().any(|p| text.lexicon.entry(p).is_some_and(|e| is_outlet(text, e)));
    person && (inside().any(outlet) || written())
}

fn is_outlet(text: &Text, entry: usize) -> bool {
    text.lexicon.entries[entry].sorts.iter().any(|s| s == "outlet")
}

/// "Photo by Jane Roe", "Credit: Jane Roe".
fn announced(text: &Text, name: &Name) -> bool {
    let doc = text.doc;
    let Some(before) = name.first.checked_sub(1) else { return false };
    let mark = matches!(doc.word(before), "by" | ":");
    if doc.word(before) == "©" {
        return true;
    }
    let word = || before.checked_sub(1).map(|t| doc.word(t));
    mark && word().is_some_and(|w| {
        w.chars().next().is_some_and(char::is_uppercase) && text.lexicon.is("credit", &w.to_lowercase())
    })
}

//! Where to look for what bears on a testimony, so that nothing need be compared with everything.
//!
//! Every testimony lies in a few cells: its question, its kind and actor, these with its place and with
//! each place around it. What may bear on it lies in a few cells too. Both are hashes (64-bit FNV-1a of
//! the names, the same on any machine): a collision costs a comparison that comes to nothing.

use super::kind::AnswerType;
use super::lexicon::Lexicon;
use super::row::Row;
use super::standing::gives;
use types::QuestionId;

/// A cell, as a database keeps it.
pub type Cell = i64;

/// What a cell holds.
#[derive(Clone, Copy)]
enum Family {
    /// What is said of what is.
    Says,
    /// What is foretold.
    Foretells,
    /// What stands under a condition.
    Condition,
}

/// The cells in which a testimony lies.
pub(super) fn cells(lexicon: &Lexicon, row: &Row<'_>) -> Vec<Cell> {
    let mut found = vec![question(&row.base)];
    if lexicon.kinds[row.kind].open {
        return found;
    }
    let family = match (row.t.conditional, row.says()) {
        (true, _) => Family::Condition,
        (_, true) => Family::Says,
        // A withdrawal is looked for by the question alone.
        _ if row.t.withdraws => return found,
        _ => Family::Foretells,
    };
    for who in whos(row) {
        let cell = |mark, place| cell(family, &row.t.kind, who, mark, place);
        found.push(cell("any", ""));
        if matches!(family, Family::Says) {
            let place = row.t.place.as_ref();
            found.push(cell("at", place.map_or("", |p| &p.name)));
            found.extend(place.into_iter().flat_map(|p| &p.parents).map(|p| cell("in", p)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The cells in which what bears on it may lie. Two testimonies bear on one another only where one lies
/// in a cell in which the other looks.
pub(super) fn looks(lexicon: &Lexicon, row: &Row<'_>) -> Vec<Cell> {
    let mut found = Vec::new();
    if row.t.withdraws {
        return found;
    }
    if lexicon.kinds[row.kind].open {
        return vec![question(&row.base)];
    }
    if row.says() {
        found.push(question(&row.base));
        whos(row).iter().for_each(|who| beside(lexicon, row, who, &mut found));
    } else {
        let any = |kind: &str, who: &str| cell(Family::Says, kind, who, "any", "");
        for who in whos(row) {
            found.push(any(&row.t.kind, who));
            if row.foretells() && !who.is_empty() {
                found.extend(related(lexicon, row).map(|kind| any(kind, who)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What may clash with an answer about this actor: at its place, inside and around it; of related kinds;
/// and what was foretold.
fn beside(lexicon: &Lexicon, row: &Row<'_>, who: &str, found: &mut Vec<Cell>) {
    let own = |mark, place| cell(Family::Says, &row.t.kind, who, mark, place);
    let count = lexicon.kinds[row.kind].answer == AnswerType::Count;
    match &row.t.place {
        Some(place) => {
            found.extend([own("at", &place.name), own("in", &place.name)]);
            found.extend(place.parents.iter().map(|p| own("at", p)));
            if !count {
                found.push(own("at", ""));
            }
        }
        None if count => found.push(own("at", "")),
        None => found.push(own("any", "")),
    }
    if row.t.who.is_empty() {
        // Of nobody in particular only its own kind is foretold.
        found.push(cell(Family::Foretells, &row.t.kind, who, "any", ""));
        return;
    }
    for kind in related(lexicon, row).chain([row.t.kind.as_str()]) {
        found.push(cell(Family::Foretells, kind, who, "any", ""));
        if kind != row.t.kind {
            found.push(cell(Family::Says, kind, who, "any", ""));
        }
    }
    found.push(cell(Family::Condition, &row.t.kind, who, "any", ""));
}

/// The kinds with an answer that this one excludes.
fn related<'a>(lexicon: &'a Lexicon, row: &'a Row<'_>) -> impl Iterator<Item = &'a str> {
    let side = |side: &'a str| side.split_once(':').unwrap_or((side, ""));
    lexicon.relations.iter().filter_map(move |r| {
        let is = |(kind, answer): (&str, &str)| kind == row.t.kind && gives(&row.t.value, answer);
        let (a, b) = (side(&r.a), side(&r.b));
        if is(a) {
            Some(b.0)
        } else if is(b) {
            Some(a.0)
        } else {
            None
        }
    })
}

pub(super) fn question(base: &QuestionId) -> Cell {
    hash(&["question", base.as_str()])
}

fn whos<'a>(row: &Row<'a>) -> Vec<&'a str> {
    let t = row.t;
    if t.who.is_empty() { vec![""] } else { t.who.iter().map(|w| w.key.as_str()).collect() }
}

fn cell(family: Family, kind: &str, who: &str, mark: &str, place: &str) -> Cell {
    let family = match family {
        Family::Says => "says",
        Family::Foretells => "foretells",
        Family::Condition => "if",
    };
    hash(&[family, kind, who, mark, &place.to_lowercase()])
}

pub(super) fn hash(parts: &[&str]) -> Cell {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|p| p.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash as i64
}

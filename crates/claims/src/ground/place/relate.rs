//! What the text says of the places that it names: what holds what, and of which kind they are.

use super::atlas::Candidates;
use super::fold;
use super::lexicon::Lexicon;
use super::spot::{Found, Mention};
use nlp::Doc;
use std::ops::Range;
use types::PlaceKind;

/// All mentions of one name, which mean one place.
pub(super) struct Group<'a> {
    pub key: String,
    pub mentions: Vec<usize>,
    pub candidates: Candidates<'a>,
    /// The kind that the words beside it say.
    pub kind: Option<PlaceKind>,
    /// What the text says holds it: for each such saying, what may be meant by the holder.
    pub holders: Vec<Candidates<'a>>,
    /// How strongly the text says so.
    pub holder_weight: f64,
    /// How much it weighs as company for others.
    pub weight: f64,
}

/// What is said of one mention.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub kind: Option<PlaceKind>,
    /// The mention that holds it.
    pub holder: Option<usize>,
}

/// The kind and the holder that the text gives each mention.
pub(super) fn said(doc: &Doc, lexicon: &Lexicon, mentions: &[Mention<'_>]) -> Vec<Said> {
    let mut said: Vec<Said> =
        mentions.iter().map(|m| Said { kind: kind_beside(doc, lexicon, m), holder: None }).collect();
    for (i, pair) in mentions.windows(2).enumerate() {
        let gap = pair[0].tokens.end..pair[1].tokens.start;
        if gap.len() > 9 || doc.sentence_of(pair[0].tokens.start) != doc.sentence_of(pair[1].tokens.start) {
            continue;
        }
        match relation(doc, lexicon, gap, &pair[0], &pair[1]) {
            Some(Relation::SecondHolds) => said[i].holder = Some(i + 1),
            Some(Relation::FirstHolds) => said[i + 1].holder = Some(i),
            None => {}
        }
    }
    said
}

enum Relation {
    FirstHolds,
    SecondHolds,
}

/// "Millbrook, Kestrel"; "Millbrook in Kestrel province"; "Kestrel's town of Millbrook".
fn relation(
    doc: &Doc,
    lexicon: &Lexicon,
    gap: Range<usize>,
    a: &Mention<'_>,
    b: &Mention<'_>,
) -> Option<Relation> {
    let words: Vec<&str> = gap.clone().map(|t| doc.word(t)).collect();
    let filler = |t: usize| {
        let lower = doc.word(t).to_lowercase();
        lexicon.kind(&lower).is_some()
            || matches!(lower.as_str(), "the" | "of" | "," | "'s" | "’s" | "and" | "its" | "a" | "an")
            || matches!(doc.pos(t), "ADJ" | "ADV")
            || lower.ends_with("ern")
            || doc.tag(t).starts_with("JJ")
    };
    match words.first().copied() {
        None => (a.found == Found::Demonym).then_some(Relation::FirstHolds),
        Some(",") if words.len() == 1 => Some(Relation::SecondHolds),
        Some("'s" | "’s") => gap.skip(1).all(filler).then_some(Relation::FirstHolds),
        Some("(") if words.len() == 1 => Some(Relation::SecondHolds),
        _ if a.found == Found::Demonym => {
            let only = gap.clone().all(|t| filler(t) && !matches!(doc.word(t), "," | "and"));
            only.then_some(Relation::FirstHolds)
        }
        _ if b.found == Found::Demonym => None,
        _ => {
            let inside = gap.clone().any(|t| matches!(doc.word(t), "in" | "of" | "inside" | "within"));
            let rest = |t: usize| {
                let word = doc.word(t);
                filler(t) && word != "and" || matches!(word, "in" | "inside" | "within")
            };
            (inside && gap.clone().all(rest)).then_some(Relation::SecondHolds)
        }
    }
}

/// "the town of X", "X province", "Lake X".
fn kind_beside(doc: &Doc, lexicon: &Lexicon, m: &Mention<'_>) -> Option<PlaceKind> {
    let word = |t: usize| lexicon.kind(&doc.word(t).to_lowercase());
    let after = m.tokens.end;
    let same = after < doc.len() && doc.sentence_of(after) == doc.sentence_of(m.tokens.start);
    let said = (same && doc.space_after(after - 1)).then(|| word(after)).flatten();
    // "Millbrook hospital" is another place than Millbrook, and Millbrook no hospital.
    if let Some(kind) = said.filter(|k| *k != PlaceKind::Facility) {
        return Some(kind);
    }
    let mut t = m.tokens.start;
    while t > 0 && matches!(doc.word(t - 1), "of" | "the") {
        t -= 1;
    }
    let of = (t..m.tokens.start).any(|t| doc.word(t) == "of");
    let kind = t.checked_sub(1).and_then(word)?;
    (of || !matches!(kind, PlaceKind::Facility | PlaceKind::Country)).then_some(kind)
}

/// Mentions by name. Demonyms and names stand apart: "Georgian" is no other word for the Georgia
/// beside "Atlanta".
pub(super) fn groups<'a>(mentions: &[Mention<'a>], said: &[Said]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        let key = match m.found {
            Found::Demonym => format!("{}~", m.name),
            _ => fold(&m.name),
        };
        let at = groups.iter().position(|g| g.key == key).unwrap_or_else(|| {
            groups.push(Group {
                key,
                mentions: Vec::new(),
                candidates: m.candidates.clone(),
                kind: None,
                holders: Vec::new(),
                holder_weight: 6.0,
                weight: 1.0,
            });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.mentions.push(i);
        group.kind = group.kind.or(said[i].kind);
        if let Some(h) = said[i].holder {
            group.holders.push(mentions[h].candidates.clone());
        }
    }
    groups
}

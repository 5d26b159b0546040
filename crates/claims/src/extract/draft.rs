//! An attribution while it is being made: sets of tokens.

use super::tree::{Tokens, is_verb, tops};
use nlp::Doc;
use types::LinkRole;

/// An attribution as tokens. Spans are made at the end, and what the words mean is read from them by
/// [`super::meaning`], whoever found them.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The word of the cue that governs; nothing in the publisher's own voice.
    pub(crate) head: Option<usize>,
    pub(crate) cue: Tokens,
    /// Head of the source's noun phrase.
    pub(crate) speaker: Option<usize>,
    pub(crate) source: Tokens,
    /// One set of tokens a claim: several where what is said are several statements.
    pub(crate) parts: Vec<Tokens>,
    pub(crate) nested: bool,
    /// See [`types::Claim::score`].
    pub(crate) score: Option<f64>,
    pub(crate) publisher_voice: bool,
    /// Preposition of an "according to" that passes this one on.
    pub(crate) relayed: Vec<usize>,
    /// Who else passes this one on, innermost first.
    pub(crate) relays: Vec<(LinkRole, Tokens)>,
    pub(crate) rules: Vec<&'static str>,
}

impl Draft {
    /// A draft from the words alone, ascending. The governing words are the ones whose heads lie
    /// outside: of the cue a verb before all others. No cue: nobody but the publisher speaks.
    pub(crate) fn of(doc: &Doc, cue: Tokens, source: Tokens, content: Tokens, rule: &'static str) -> Draft {
        Draft {
            head: cue_head(doc, &cue),
            speaker: speaker(doc, &source),
            publisher_voice: cue.is_empty(),
            cue,
            source,
            parts: vec![content],
            nested: false,
            score: None,
            relayed: Vec::new(),
            relays: Vec::new(),
            rules: vec![rule],
        }
    }

    /// A draft whose cue is one word so far.
    pub(crate) fn new(doc: &Doc, head: usize, content: Tokens, rule: &'static str) -> Draft {
        Draft::of(doc, vec![head], Vec::new(), content, rule)
    }

    /// A statement of the publisher.
    pub(crate) fn publisher(parts: Vec<Tokens>) -> Draft {
        Draft {
            head: None,
            cue: Vec::new(),
            speaker: None,
            source: Vec::new(),
            parts,
            nested: false,
            score: None,
            publisher_voice: true,
            relayed: Vec::new(),
            relays: Vec::new(),
            rules: vec!["publisher's statement"],
        }
    }

    /// All of what is said, ascending.
    pub(crate) fn content(&self) -> Tokens {
        let mut all: Tokens = self.parts.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the content holds the token.
    pub(crate) fn says(&self, token: usize) -> bool {
        self.parts.iter().any(|p| p.binary_search(&token).is_ok())
    }
}

/// The word of a cue that governs: a verb whose head lies outside, else the first such word.
pub(crate) fn cue_head(doc: &Doc, cue: &[usize]) -> Option<usize> {
    let tops = tops(doc, cue);
    tops.iter().copied().find(|t| is_verb(doc, *t)).or_else(|| tops.first().or(cue.first()).copied())
}

/// Head of the phrase that a source is: a noun or pronoun whose head lies outside, else the first such
/// word. A relative pronoun stands in only where nothing else does.
pub(crate) fn speaker(doc: &Doc, source: &[usize]) -> Option<usize> {
    let tops = tops(doc, source);
    let nominal = |t: &&usize| matches!(doc.pos(**t), "NOUN" | "PROPN" | "PRON" | "NUM");
    let relative = |t: &&usize| matches!(doc.tag(**t), "WP" | "WDT");
    let first = tops.iter().find(|t| nominal(t) && !relative(t));
    first.or_else(|| tops.iter().find(nominal)).or(tops.first()).or(source.first()).copied()
}

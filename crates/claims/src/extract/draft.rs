//! An attribution while it is being made: sets of tokens.

use super::{lexicon::Sense, tree::Tokens};
use types::{Certainty, Stance};

/// An attribution as tokens. Spans are made at the end.
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
    pub(crate) stance: Stance,
    pub(crate) certainty: Certainty,
    pub(crate) nested: bool,
    /// See [`types::Claim::score`].
    pub(crate) score: Option<f64>,
    pub(crate) publisher_voice: bool,
    /// Preposition of an "according to" that passes this one on.
    pub(crate) relayed: Vec<usize>,
    pub(crate) rules: Vec<&'static str>,
}

impl Draft {
    /// A draft with a cue.
    pub(crate) fn new(head: usize, sense: &Sense, content: Tokens, rule: &'static str) -> Draft {
        Draft {
            head: Some(head),
            cue: vec![head],
            speaker: None,
            source: Vec::new(),
            parts: vec![content],
            stance: sense.stance,
            certainty: sense.certainty,
            nested: false,
            score: None,
            publisher_voice: false,
            relayed: Vec::new(),
            rules: vec![rule],
        }
    }

    /// A statement of the publisher.
    pub(crate) fn publisher(parts: Vec<Tokens>) -> Draft {
        Draft {
            head: None,
            cue: Vec::new(),
            speaker: None,
            source: Vec::new(),
            parts,
            stance: Stance::Asserts,
            certainty: Certainty::Certain,
            nested: false,
            score: None,
            publisher_voice: true,
            relayed: Vec::new(),
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

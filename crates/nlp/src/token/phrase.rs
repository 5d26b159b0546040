//! Exceptions that affix rules break (`a.m.` with other marks around it) are found again as
//! sequences of tokens.

use super::Token;
use super::vocab::Vocab;
use rustc_hash::FxHashMap;

/// The words of a sequence.
type Sequence = Box<[Box<str>]>;

/// Token sequences by their first token.
#[derive(Default)]
pub(crate) struct Phrases {
    by_first: FxHashMap<Box<str>, Vec<Sequence>>,
}

impl Phrases {
    pub(crate) fn new(sequences: &[Vec<String>]) -> Phrases {
        let mut by_first: FxHashMap<Box<str>, Vec<Sequence>> = FxHashMap::default();
        for sequence in sequences {
            let Some(first) = sequence.first() else { continue };
            let sequence = sequence.iter().map(|s| s.as_str().into()).collect();
            by_first.entry(first.as_str().into()).or_default().push(sequence);
        }
        Phrases { by_first }
    }

    /// Whether a sequence starts with this word.
    pub(crate) fn starts(&self, word: &str) -> bool {
        self.by_first.contains_key(word)
    }

    /// Accepted spans (first token, one past the last): the longest first, then the leftmost; a span
    /// is dropped when an end of it is taken, and takes its tokens all the same.
    pub(crate) fn find(&self, tokens: &[Token], vocab: &Vocab) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            if !vocab.starts_phrase(token.form) {
                continue;
            }
            let sequences = self.by_first.get(vocab.text(token.form)).into_iter().flatten();
            for sequence in sequences {
                let here = &tokens[i..];
                let same = here.len() >= sequence.len()
                    && here.iter().zip(sequence.iter()).all(|(t, s)| vocab.text(t.form) == &**s);
                if same {
                    found.push((i, i + sequence.len()));
                }
            }
        }
        if found.is_empty() {
            return found;
        }
        found.sort_unstable_by_key(|(start, end)| (std::cmp::Reverse(end - start), *start));
        found.dedup();
        let mut taken = vec![false; tokens.len()];
        found.retain(|(start, end)| {
            let free = !taken[*start] && !taken[end - 1];
            taken[*start..*end].fill(true);
            free
        });
        found.sort_unstable();
        found
    }
}

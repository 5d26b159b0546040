//! Text to tokens.

pub(crate) mod affix;
pub(crate) mod phrase;
pub(crate) mod vocab;

use crate::chars::is_space;
use affix::{Affixes, Piece};
use phrase::Phrases;
use vocab::Vocab;

/// A token: what it is, where it stands, whether a blank follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// Index into the forms of the [`Vocab`].
    pub(crate) form: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) spacy: bool,
}

/// The tokenizer of a model.
pub(crate) struct Tokenizer {
    pub(crate) affixes: Affixes,
    pub(crate) phrases: Phrases,
}

/// Maximal runs of white space and of the rest, as (start, end, whether a blank follows that
/// belongs to no run). A run of white space gives its first character away when it is a blank,
/// except at the start of the text.
pub(crate) fn chunks(text: &str) -> impl Iterator<Item = (usize, usize, bool)> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        let space = is_space(rest.chars().next()?);
        let length = rest.find(|c| is_space(c) != space).unwrap_or(rest.len());
        let end = start + length;
        let blank = !space && text.as_bytes().get(end) == Some(&b' ');
        let chunk = (start, end, blank);
        start = end + usize::from(blank);
        Some(chunk)
    })
}

impl Tokenizer {
    /// Tokens of a text; `norm` gives the model's norm of a word.
    pub(crate) fn run(
        &self,
        text: &str,
        vocab: &mut Vocab,
        norm: &dyn Fn(u64) -> Option<u64>,
        out: &mut Vec<Token>,
    ) {
        let mut pieces = Vec::new();
        for (start, end, blank) in chunks(text) {
            let chunk = &text[start..end];
            let cached = vocab.chunk(chunk);
            let (first, mut at) = (out.len(), start as u32);
            let mut emit = |form: u32, length: u32| {
                out.push(Token { form, start: at, end: at + length, spacy: false });
                at += length;
            };
            if let Some(forms) = cached {
                forms.iter().for_each(|(form, length)| emit(*form, *length));
            } else {
                pieces.clear();
                self.affixes.split(chunk, &mut pieces);
                let forms = vocab.learn(chunk, &pieces, &self.phrases, norm);
                forms.iter().for_each(|(form, length)| emit(*form, *length));
            }
            if let Some(last) = out[first..].last_mut() {
                last.spacy = blank;
            }
        }
        self.mend(text, vocab, norm, out);
    }

    /// Puts exceptions together that affix rules took apart.
    fn mend(
        &self,
        text: &str,
        vocab: &mut Vocab,
        norm: &dyn Fn(u64) -> Option<u64>,
        tokens: &mut Vec<Token>,
    ) {
        let keep = self.phrases.find(tokens, vocab);
        if keep.is_empty() {
            return;
        }
        let old = std::mem::take(tokens);
        let (mut i, mut pieces) = (0, Vec::new());
        for (start, end) in keep {
            tokens.extend_from_slice(&old[i..start]);
            i = end;
            let (from, last) = (old[start].start, old[end - 1]);
            pieces.clear();
            if !self.affixes.exception(&text[from as usize..last.end as usize], 0, &mut pieces) {
                tokens.extend_from_slice(&old[start..end]);
                continue;
            }
            for Piece { start, end, norm: own } in &pieces {
                let (start, end) = (from + *start as u32, from + *end as u32);
                let form = vocab.form(&text[start as usize..end as usize], *own, &self.phrases, norm);
                tokens.push(Token { form, start, end, spacy: false });
            }
            if let Some(token) = tokens.last_mut() {
                token.spacy = last.spacy;
            }
        }
        tokens.extend_from_slice(&old[i..]);
    }
}

#[cfg(test)]
mod tests {
    use super::chunks;

    fn cut(text: &str) -> Vec<(&str, bool)> {
        chunks(text).map(|(a, b, blank)| (&text[a..b], blank)).collect()
    }

    #[test]
    fn one_blank_belongs_to_the_word_before_it() {
        assert_eq!(cut("hello "), [("hello", true)]);
        assert_eq!(cut("hello  "), [("hello", true), (" ", false)]);
        assert_eq!(cut(" x"), [(" ", false), ("x", false)]);
        assert_eq!(cut("a \n b"), [("a", true), ("\n ", false), ("b", false)]);
        assert_eq!(cut("a\n b"), [("a", false), ("\n ", false), ("b", false)]);
        assert_eq!(cut(""), []);
    }
}

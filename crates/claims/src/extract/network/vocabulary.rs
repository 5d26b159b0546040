//! Words and labels as the numbers of embeddings.

use super::units::{Unit, starts_sentence};
use super::weights::{NetworkError, Weights};
use nlp::{Doc, chars};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Numbers by name; what is not listed has number 0.
pub(super) struct Numbers(FxHashMap<Box<str>, u32>);

impl Numbers {
    fn read(weights: &Weights<'_>, key: &str) -> Result<Numbers, NetworkError> {
        let list = weights.list(key)?;
        Ok(Numbers(list.into_iter().map(String::into_boxed_str).zip(1..).collect()))
    }

    fn of(&self, name: &str) -> u32 {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// Numbers that there are, 0 among them.
    pub(super) fn count(&self) -> usize {
        self.0.len() + 1
    }
}

/// What the network knows by name.
pub(super) struct Vocabulary {
    pub(super) lemmas: Numbers,
    pub(super) tags: Numbers,
    pub(super) deps: Numbers,
    pub(super) entities: Numbers,
}

/// Numbers of embeddings of one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ids {
    pub(super) lemma: u32,
    pub(super) tag: u32,
    pub(super) dep: u32,
    /// Twice the number of the entity's label, and one more for its first token.
    pub(super) entity: u32,
}

/// Features of a token that are numbers themselves.
pub(super) const MISC: usize = 10;

impl Vocabulary {
    pub(super) fn read(weights: &Weights<'_>) -> Result<Vocabulary, NetworkError> {
        let numbers = |key| Numbers::read(weights, key);
        Ok(Vocabulary {
            lemmas: numbers("lemmas")?,
            tags: numbers("tags")?,
            deps: numbers("deps")?,
            entities: numbers("entities")?,
        })
    }

    /// The numbers of a token of the document.
    pub(super) fn ids(&self, doc: &Doc, token: u32) -> Ids {
        let token = token as usize;
        let entity = doc.entity_of(token).map(|e| &doc.entities()[e]);
        let begins = entity.is_some_and(|e| e.start == token);
        Ids {
            lemma: self.lemmas.of(&lower(doc.lemma(token))),
            tag: self.tags.of(doc.tag(token)),
            dep: self.deps.of(doc.dep(token)),
            // No entity is an entity without a name.
            entity: 2 * self.entities.of(entity.map_or("", |e| doc.label(e))) + u32::from(begins),
        }
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(chars::lower(text))
}

/// Where the token stands and how it is written.
pub(super) fn misc(doc: &Doc, unit: &Unit, at: usize) -> [f32; MISC] {
    let word = doc.word(unit.tokens[at] as usize);
    let flag = |is: bool| f32::from(u8::from(is));
    [
        flag(at == 0),
        flag(starts_sentence(doc, unit.tokens[at])),
        flag(unit.paragraph == 0),
        flag(unit.last),
        flag(word.chars().next().is_some_and(chars::is_uppercase)),
        flag(all_upper(word)),
        flag(word.chars().any(chars::is_digit)),
        unit.len().min(100) as f32 / 100.0,
        at as f32 / 100.0,
        flag((1..3).contains(&unit.paragraph)),
    ]
}

/// `str.isupper` of Python: some letter is upper case, none lower or title case.
fn all_upper(word: &str) -> bool {
    let other = |c: char| !chars::is_uppercase(c) && (c.is_lowercase() || !c.to_lowercase().eq([c]));
    word.chars().any(chars::is_uppercase) && !word.chars().any(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_capitals_may_have_other_signs() {
        assert!(["UN", "F-16", "É", "U.S."].iter().all(|w| all_upper(w)));
        assert!(!["", "1", "Un", "ǅA", "aB", "…"].iter().any(|w| all_upper(w)));
    }

    #[test]
    fn lemmas_are_looked_up_in_lower_case() {
        assert_eq!((lower("Čapek"), lower("I"), lower("say")), ("čapek".into(), "i".into(), "say".into()));
    }
}

//! What stands around and at the ends of a name.

use super::atlas::Atlas;
use super::fold;
use super::spot::Spotter;
use nlp::Doc;
use std::ops::Range;

pub(super) fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_uppercase())
}

pub(super) fn is_title(doc: &Doc, atlas: &Atlas<'_>, token: usize) -> bool {
    capital(doc.word(token)) && atlas.lexicon.titles.contains(&fold(doc.word(token)))
}

/// "28, of Millbrook", "City of Millbrook".
fn before_of(doc: &Doc, token: usize) -> bool {
    token > 0 && matches!(doc.word(token - 1), "of" | "to")
}

impl Spotter<'_, '_> {
    /// An entity without articles, genitives and lower-case words at its ends, cut at commas.
    pub fn parts(&self, tokens: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let cut = |t: usize| matches!(self.doc.word(t), "," | ";" | "(" | ")" | "/") || self.doc.is_space(t);
        let mut start = tokens.start;
        for t in tokens.start..=tokens.end {
            if t < tokens.end && !cut(t) {
                continue;
            }
            let (mut a, mut b) = (start, t);
            while a < b && !self.heads(a) {
                a += 1;
            }
            while b > a && !self.ends(b - 1) {
                b -= 1;
            }
            if a < b {
                parts.push(a..b);
            }
            start = t + 1;
        }
        parts
    }

    pub fn heads(&self, t: usize) -> bool {
        let word = self.doc.word(t);
        let article = matches!(word, "The" | "A" | "An");
        !article && word.chars().any(|c| c.is_uppercase() || c.is_numeric())
    }

    pub fn ends(&self, t: usize) -> bool {
        let word = self.doc.word(t);
        !matches!(word, "'s" | "’s" | "'" | "’" | "-") && word.chars().any(char::is_alphanumeric)
    }

    pub fn titled(&self, token: usize) -> bool {
        token > 0 && is_title(self.doc, self.atlas, token - 1)
    }

    /// "Millbrook woman charged": the head of a sentence, before a noun in lower case.
    pub fn before_noun(&self, tokens: &Range<usize>) -> bool {
        let doc = self.doc;
        let first = tokens.start == 0
            || doc.is_space(tokens.start - 1)
            || doc.sentence_of(tokens.start - 1) != doc.sentence_of(tokens.start);
        let compound = doc.dep(tokens.end - 1) == "compound" || first;
        let next = tokens.end;
        compound && next < doc.len() && doc.pos(next) == "NOUN" && !capital(doc.word(next))
    }

    /// "Orchard Road, Millbrook,": after a comma, before another or the end.
    pub fn between_commas(&self, tokens: &Range<usize>) -> bool {
        let doc = self.doc;
        let after = tokens.end >= doc.len() || matches!(doc.word(tokens.end), "," | "." | ";" | ")");
        after && tokens.start > 1 && doc.word(tokens.start - 1) == "," && self.taken[tokens.start - 2]
    }

    /// ", Kestrel" follows.
    pub fn before_comma_name(&self, tokens: &Range<usize>) -> bool {
        let next = tokens.end + 1;
        next < self.doc.len() && self.doc.word(tokens.end) == "," && capital(self.doc.word(next))
    }

    pub fn placed(&self, tokens: &Range<usize>) -> bool {
        self.after_preposition(tokens.start)
            || self.before_noun(tokens)
            || self.before_comma_name(tokens)
            || self.between_commas(tokens)
    }

    pub fn after_preposition(&self, token: usize) -> bool {
        let before = (0..token).rev().take(2).map(|t| self.doc.word(t));
        before.into_iter().any(|w| matches!(w, "in" | "near" | "at" | "from" | "outside" | "around"))
            || before_of(self.doc, token)
    }

    /// "in English", "speaks French".
    pub fn is_language(&self, tokens: Range<usize>) -> bool {
        let doc = self.doc;
        let head = doc.head(tokens.end - 1);
        let language = |t: usize| self.atlas.lexicon.language.contains(doc.lemma(t));
        let alone = doc.dep(tokens.end - 1) == "pobj" && doc.lemma(head) == "in";
        language(head)
            || alone
            || doc.entity_of(tokens.start).is_some_and(|e| doc.label(&doc.entities()[e]) == "LANGUAGE")
    }

    /// Capitals at the head of a text or a line: "PORT AMSEL, Valderia -".
    pub fn dateline(&self, tokens: &Range<usize>) -> bool {
        let word = self.text(tokens);
        let before = tokens.start.checked_sub(1);
        let first = before.is_none_or(|b| {
            self.doc.is_space(b) || self.doc.sentence_of(b) != self.doc.sentence_of(tokens.start)
        });
        first && word.len() > 3 && word.chars().all(|c| !c.is_lowercase())
    }
}

//! What a number counts: the noun that it stands with, in the tree.

use super::read::{Amount, Reader};
use types::Span;

/// What is counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    /// The noun's token.
    pub(super) noun: usize,
    /// `person`, or the noun's lemma.
    pub(super) unit: String,
    /// The words of the phrase after the number.
    pub(super) span: Span,
}

impl Reader<'_> {
    /// The noun that a number counts.
    pub(super) fn counted(&self, amount: &Amount) -> Option<Counted> {
        let noun = self.counted_noun(amount)?;
        let bent = self.lex.after(self.p, amount.b).map_or(amount.b, |(_, b)| b);
        let next = self.past_quotes(bent);
        let next = next + usize::from(self.p.word(next) == "of");
        let start = self.p.0.get(next).map_or(self.doc.start(noun), |q| q.start);
        let start = start.min(self.doc.start(noun));
        let between = (next..self.p.0.len()).take_while(|i| self.p.0[*i].start < self.doc.start(noun));
        if between.into_iter().any(|i| !self.p.digits(i).is_empty() || self.p.is(i, ".") || self.p.is(i, ";"))
        {
            return None;
        }
        Some(Counted { noun, unit: self.noun_unit(noun), span: Span::new(start, self.doc.end(noun)) })
    }

    fn counted_noun(&self, amount: &Amount) -> Option<usize> {
        let doc = self.doc;
        let last = self.p.0.get(amount.number_end.checked_sub(1)?)?.token;
        let next = self.past_quotes(amount.b);
        if self.p.word(next) == "of" {
            let prep = self.p.0.get(next)?.token;
            let object = doc.children(prep).find(|c| doc.dep(*c) == "pobj")?;
            return Some(object).filter(|o| doc.pos(*o) != "PRON");
        }
        let mut at = last;
        for _ in 0..8 {
            let head = doc.head(at);
            if head == at || doc.sentence_of(head) != doc.sentence_of(at) {
                break;
            }
            if matches!(doc.dep(at), "nummod" | "quantmod" | "amod" | "compound" | "nmod" | "det") {
                if head > last && doc.tag(head).starts_with("NN") && self.p.0.get(amount.number_end).is_some()
                {
                    return Some(head);
                }
                at = head;
            } else {
                break;
            }
        }
        // A parser may miss it: the next noun, if nothing but adjectives stands between.
        (last + 1..doc.len().min(last + 4))
            .take_while(|t| {
                let capitals = doc.word(*t).len() > 1 && doc.word(*t).chars().all(char::is_uppercase);
                matches!(doc.pos(*t), "ADJ" | "NOUN" | "PROPN") || capitals
            })
            .filter(|t| doc.tag(*t).starts_with("NNS") || doc.tag(*t).starts_with("NNPS"))
            .last()
    }

    /// The place after closing quotes: "“tens of thousands” of fighters".
    fn past_quotes(&self, i: usize) -> usize {
        i + usize::from(self.p.is(i, "”") || self.p.is(i, "\"") || self.p.is(i, "’") || self.p.is(i, "'"))
    }

    /// The unit that a noun makes: persons are one unit, other nouns count themselves.
    pub(super) fn noun_unit(&self, noun: usize) -> String {
        let doc = self.doc;
        let lemma = doc.lemma(noun).to_lowercase();
        let people = doc.tag(noun) == "NNPS"
            && doc.entity_of(noun).is_some_and(|e| doc.label(&doc.entities()[e]) == "NORP");
        // Headlines write "Civilians" as a name, whose lemma keeps its plural.
        let singular = if doc.tag(noun).starts_with("NNP") { lemma.strip_suffix('s') } else { None };
        let person = |word: &str| self.lex.people(word) || self.lex.harmed(word);
        let word = doc.word(noun).to_lowercase();
        if people || person(&word) || person(&lemma) || singular.is_some_and(person) {
            return "person".into();
        }
        // Not every plural has its own singular for a lemma: "graves", "bases".
        word.strip_suffix('s').filter(|w| self.lex.thing(w)).map_or(lemma, str::to_owned)
    }

    /// Whether the words beside a number without a noun say that it counts the harmed: "killing at
    /// least 100", "seven killed", "the death toll rose to 70", "many of whom".
    pub(super) fn harmed(&self, amount: &Amount) -> bool {
        let p = self.p;
        if p.words(amount.b, "of whom") {
            return true;
        }
        let lemma = |i: usize| p.0.get(i).map_or("", |q| self.doc.lemma(q.token)).to_lowercase();
        let word = |i: usize| self.lex.harmed(&lemma(i)) || self.lex.harmed(p.word(i));
        let before = (1..=4).filter_map(|n| amount.a.checked_sub(n)).take_while(|i| !p.is(*i, "."));
        let Some(last) = amount.number_end.checked_sub(1).and_then(|i| p.0.get(i)) else { return false };
        let head = self.doc.head(last.token);
        let subject =
            |t: usize| matches!(self.doc.dep(t), "nsubj" | "nsubjpass") && self.lex.harmed(self.doc.lemma(t));
        let told = self.doc.children(head).chain(self.doc.children(self.doc.head(head))).any(subject);
        let above = [head, self.doc.head(head)]
            .into_iter()
            .any(|t| self.lex.harmed(&self.doc.lemma(t).to_lowercase()));
        // "At least 12 were missing."
        let state = |t: usize| {
            matches!(self.doc.dep(t), "acomp" | "attr" | "oprd")
                && (self.lex.harmed(&self.doc.word(t).to_lowercase()) || self.lex.harmed(self.doc.lemma(t)))
        };
        let found_so = self.doc.dep(last.token).starts_with("nsubj") && self.doc.children(head).any(state);
        word(amount.b) || told || found_so || above || before.into_iter().any(word)
    }
}

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
        let next = self.past_quotes(amount.b);
        let next = next + usize::from(self.p.word(next) == "of");
        let start = self.p.0.get(next).map_or(self.doc.start(noun), |q| q.start);
        let start = start.min(self.doc.start(noun));
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
            .take_while(|t| matches!(doc.pos(*t), "ADJ" | "NOUN" | "PROPN"))
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
        if people || self.lex.people(&lemma) { "person".into() } else { lemma }
    }
}

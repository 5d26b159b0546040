//! Names that nobody knows and whose surroundings say that they are places. The grammar takes the names of small
//! places for people, bodies and peoples, and no gazetteer has all the villages of a war.

use super::atlas::Candidates;
use super::beside::capital;
use super::fold;
use super::spot::{Found, Spotter};
use std::ops::Range;

/// The longest name that is taken, in tokens.
const LONGEST: usize = 4;
/// Words between "a" and what it says: "Orlo, a small farming village".
const BETWEEN: usize = 3;
/// Where something happens …
const IN: [&str; 5] = ["in", "near", "outside", "around", "inside"];
/// … and where somebody comes from. Where somebody goes to would be taken for where he was.
const FROM: &str = "from";

impl Spotter<'_, '_> {
    /// Takes the names that are left and that are said to be places.
    pub fn unknown(&mut self) {
        let mut t = 0;
        while t < self.doc.len() {
            let run = self.run(t);
            t = run.end.max(t + 1);
            if self.may_be(&run) && (self.called(&run) || self.described(&run) || self.held(&run)) {
                self.push(run, Found::Labelled, Candidates::default());
            }
        }
    }

    /// The capitalised words from here on that are one name.
    fn run(&self, start: usize) -> Range<usize> {
        let doc = self.doc;
        let named = |t: usize| {
            let joins = doc.word(t) == "-" && t + 1 < doc.len() && doc.tag(t + 1).starts_with("NNP");
            let proper = doc.tag(t).starts_with("NNP") && capital(doc.word(t));
            (proper || joins && t > start) && !self.taken[t]
        };
        start..(start..doc.len()).find(|t| !named(*t)).unwrap_or(doc.len())
    }

    /// A name that may be a place's: neither known as anything else nor of a person with a title.
    fn may_be(&self, run: &Range<usize>) -> bool {
        let doc = self.doc;
        if run.is_empty() || run.len() > LONGEST || self.titled(run.start) {
            return false;
        }
        let whole = run.clone().all(|t| {
            doc.entity_of(t).is_none_or(|e| {
                let entity = &doc.entities()[e];
                let other = self.atlas.lexicon.no_place(doc.label(entity));
                !other && entity.end <= run.end
            })
        });
        let words = || run.clone().map(|t| doc.word(t));
        let lexicon = self.atlas.lexicon;
        let body = words().any(|w| lexicon.bodies.contains(w) || lexicon.others.contains(w));
        let plain = run.len() == 1 && lexicon.not_alone(&fold(self.text(run)));
        whole && !body && !plain && words().all(|w| !self.atlas.is_demonym(w))
    }

    /// "The village of Tal Hadra".
    fn called(&self, run: &Range<usize>) -> bool {
        let doc = self.doc;
        let Some(kind) = run.start.checked_sub(2) else { return false };
        doc.word(run.start - 1) == "of" && self.atlas.lexicon.kind(doc.word(kind)).is_some()
    }

    /// "Goro Birni, a fishing village on the lake".
    fn described(&self, run: &Range<usize>) -> bool {
        let doc = self.doc;
        let [comma, article] = [run.end, run.end + 1];
        if article >= doc.len() || doc.word(comma) != "," || !matches!(doc.word(article), "a" | "an" | "the")
        {
            return false;
        }
        let mut then = (article + 1..doc.len()).take(BETWEEN + 1);
        let noun = then.find(|t| doc.pos(*t) == "NOUN" && doc.dep(*t) != "compound");
        noun.is_some_and(|t| doc.dep(t) == "appos" && self.atlas.lexicon.kind(doc.word(t)).is_some())
    }

    /// "Were killed in Orlo", "withdrew from Zarovka": beside what happens in places and to people.
    fn held(&self, run: &Range<usize>) -> bool {
        let doc = self.doc;
        let name = run.end - 1;
        let after = run.start.checked_sub(1).map(|t| doc.word(t));
        let preposition = doc.head(name);
        if doc.dep(name) != "pobj" || doc.dep(preposition) != "prep" || after != Some(doc.word(preposition)) {
            return false;
        }
        let (word, of) = (doc.word(preposition), doc.lemma(doc.head(preposition)));
        let (happens, moves) = (&self.atlas.lexicon.happens, &self.atlas.lexicon.moves);
        IN.contains(&word) && happens.contains(of) || word == FROM && moves.contains(of)
    }
}

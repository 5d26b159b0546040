//! Which words name a place.
//!
//! The grammar's entities come first; inside the longer names of bodies and events, and outside all
//! entities, names that the gazetteer knows are looked for. What the document uses as the name of a
//! person is left alone.

use super::atlas::{Atlas, Candidate, Candidates};
use super::beside::{capital, is_title};
use super::fold;
use nlp::Doc;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::rc::Rc;
use types::{PlaceKind, Span};

const HYPHENS: [char; 2] = ['-', '‑'];

/// How a mention was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The grammar says that it is a place.
    Labelled,
    /// "Syrian".
    Demonym,
    /// Inside a longer name: "Kestrel Police Department".
    Inside,
    /// Only the gazetteer says so.
    Known,
}

/// Words that name a place.
#[derive(Debug, Clone)]
pub(super) struct Mention<'a> {
    pub tokens: Range<usize>,
    /// Where the name ends: in "Valderia-led", one token to the grammar, before the hyphen.
    end: usize,
    pub name: String,
    pub found: Found,
    /// What it may mean; empty when the gazetteer does not know it.
    pub candidates: Candidates<'a>,
    /// A known name inside an unknown longer one.
    pub inner: Option<String>,
}

impl Mention<'_> {
    /// The words of the name.
    pub fn span(&self, doc: &Doc) -> Span {
        Span::new(doc.start(self.tokens.start), self.end)
    }

    /// What a hyphen ties to the name in one token: "led".
    pub fn tail<'d>(&self, doc: &'d Doc) -> &'d str {
        let after = doc.text().get(self.end..doc.end(self.tokens.end - 1)).unwrap_or_default();
        after.trim_start_matches(HYPHENS)
    }
}

/// The mentions of places in a text, in order, without overlap.
pub(super) fn spot<'a>(doc: &Doc, atlas: &Atlas<'a>) -> Vec<Mention<'a>> {
    let mut spotter = Spotter {
        doc,
        atlas,
        people: people(doc, atlas),
        established: FxHashSet::default(),
        taken: vec![false; doc.len()],
        mentions: Vec::new(),
    };
    spotter.compound_demonyms();
    spotter.labelled();
    spotter.inside();
    spotter.outside();
    spotter.unknown();
    spotter.mentions.sort_by_key(|m| m.tokens.start);
    spotter.mentions
}

pub(super) struct Spotter<'s, 'a> {
    pub doc: &'s Doc,
    pub atlas: &'s Atlas<'a>,
    /// Words of the names of people.
    pub people: FxHashSet<String>,
    /// Keys of names that the grammar labels as places and the gazetteer knows.
    pub established: FxHashSet<String>,
    pub taken: Vec<bool>,
    mentions: Vec<Mention<'a>>,
}

/// Words of the names of people: of names of two words or more, and of names after a title.
fn people(doc: &Doc, atlas: &Atlas<'_>) -> FxHashSet<String> {
    let mut words = FxHashSet::default();
    let body = |e: &&nlp::Entity| atlas.lexicon.bodies.contains(doc.word(e.end - 1));
    for entity in doc.entities().iter().filter(|e| doc.label(e) == "PERSON" && !body(e)) {
        let tokens: Vec<usize> = (entity.start..entity.end).filter(|t| capital(doc.word(*t))).collect();
        let titled = entity.start > 0 && is_title(doc, atlas, entity.start - 1);
        if tokens.len() > 1 || titled {
            words.extend(tokens.iter().map(|t| fold(doc.word(*t))));
        }
    }
    words
}

impl<'s, 'a> Spotter<'s, 'a> {
    pub fn text(&self, tokens: &Range<usize>) -> &'s str {
        &self.doc.text()[self.doc.start(tokens.start)..self.doc.end(tokens.end - 1)]
    }

    /// "Valderia-led": the token is the grammar's, the name is what stands before the hyphen; all of it where
    /// the gazetteer knows the whole.
    pub fn stem(&self, tokens: &Range<usize>) -> &'s str {
        let text = self.text(tokens);
        match text.rsplit_once(HYPHENS) {
            Some((head, tail))
                if !tail.is_empty()
                    && !head.is_empty()
                    && tail.chars().all(char::is_lowercase)
                    && self.atlas.candidates(text).is_empty() =>
            {
                head
            }
            _ => text,
        }
    }

    pub fn push(&mut self, tokens: Range<usize>, found: Found, candidates: Candidates<'a>) {
        if tokens.is_empty() || self.taken[tokens.clone()].iter().any(|t| *t) {
            return;
        }
        self.taken[tokens.clone()].fill(true);
        let name = self.stem(&tokens);
        let end = self.doc.start(tokens.start) + name.len();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let inner = if candidates.is_empty() { self.inner(&tokens) } else { None };
        self.mentions.push(Mention { tokens, end, name, found, candidates, inner });
    }

    /// What the grammar labels as a place or a people.
    fn labelled(&mut self) {
        let doc = self.doc;
        for entity in doc.entities() {
            let label = doc.label(entity);
            if !matches!(label, "GPE" | "LOC" | "FAC" | "NORP") {
                continue;
            }
            for part in self.parts(entity.start..entity.end) {
                if label == "NORP" {
                    self.demonyms(part.clone());
                    let name = self.text(&part);
                    let candidates = self.atlas.meant(name);
                    if self.well_known(&part, &candidates) && !self.atlas.is_demonym(name) {
                        self.labelled_part(part, label);
                    }
                } else {
                    self.labelled_part(part, label);
                }
            }
        }
    }

    fn labelled_part(&mut self, tokens: Range<usize>, label: &str) {
        let tokens = self.widened(tokens);
        let name = self.stem(&tokens);
        let first = self.text(&(tokens.start..tokens.start + 1));
        if tokens.len() == 2 && self.atlas.is_demonym(first) {
            // "Valderian Province" of something: only who holds it is named.
            let last = self.text(&(tokens.start + 1..tokens.end)).to_lowercase();
            if self.atlas.lexicon.kind(&last).is_some() && self.atlas.meant(name).is_empty() {
                return self.demonyms(tokens);
            }
        }
        let key = fold(name);
        if self.atlas.is_demonym(name) && !self.lexicon_name(&key) {
            return self.demonyms(tokens);
        }
        let mut candidates = self.atlas.meant(name);
        if candidates.is_empty() {
            candidates = self.candidates_of_part(&tokens);
        }
        let single = tokens.len() == 1;
        if candidates.is_empty() {
            let numbered =
                (tokens.clone()).any(|t| self.doc.word(t).starts_with(|c: char| c.is_ascii_digit()));
            let road =
                numbered && tokens.clone().any(|t| self.atlas.lexicon.roads.contains(self.doc.word(t)));
            if road || (single && (self.people.contains(&key) || self.atlas.lexicon.not_alone(&key))) {
                return;
            }
        } else {
            let person = single && self.people.contains(&key) && !self.prominent(&candidates);
            let placed = self.after_preposition(tokens.start) || self.before_comma_name(&tokens);
            let other = self.atlas.lexicon.not_alone(&key) && (!single || !placed);
            if (person && !self.after_preposition(tokens.start)) || self.titled(tokens.start) || other {
                return;
            }
            if label != "FAC" {
                self.established.insert(key);
            }
        }
        self.push(tokens, Found::Labelled, candidates);
    }

    /// With the one or two tokens that follow, where only the longer name is known: "Deir | Ezzor".
    fn widened(&mut self, tokens: Range<usize>) -> Range<usize> {
        if !self.atlas.meant(self.text(&tokens)).is_empty() {
            return tokens;
        }
        for end in (tokens.end + 1..=(tokens.end + 3).min(self.doc.len())).rev() {
            let longer = tokens.start..end;
            let blank = longer.clone().any(|t| self.doc.is_space(t) || self.doc.word(t) == ",");
            if blank || self.taken[longer.clone()].iter().any(|t| *t) {
                continue;
            }
            let named = self.ends(end - 1) && capital(self.doc.word(end - 1));
            if named && !self.atlas.meant(self.text(&longer)).is_empty() {
                return longer;
            }
        }
        tokens
    }

    /// "Northern Kestrel" is put where Kestrel is.
    fn candidates_of_part(&self, tokens: &Range<usize>) -> Candidates<'a> {
        let is_part = |t: &usize| {
            let word = self.doc.word(*t);
            let part = self.atlas.lexicon.parts.contains(&fold(word)) || matches!(word, "-" | "of");
            part || self.atlas.unmarked(word).is_some_and(|c| c.kind == PlaceKind::Country)
        };
        let rest = tokens.clone().take_while(is_part).count();
        // "Port Amsel city" is Port Amsel.
        let sort = self.doc.word(tokens.end - 1);
        let sort = usize::from(tokens.len() > 1 && self.atlas.lexicon.kind(sort).is_some());
        if rest + sort == 0 || rest + sort >= tokens.len() {
            return Rc::default();
        }
        let name = self.text(&(tokens.start + rest..tokens.end - sort));
        let origins = self.atlas.origins(name);
        if origins.is_empty() { self.atlas.meant(name) } else { Rc::from(origins) }
    }

    pub fn prominent(&self, candidates: &[Candidate<'_>]) -> bool {
        candidates
            .iter()
            .any(|c| matches!(c.kind, PlaceKind::Country | PlaceKind::Admin1) && !c.how.is_code())
    }

    /// "Sri Lankan", however the grammar labels it or its parts.
    fn compound_demonyms(&mut self) {
        for t in 0..self.doc.len().saturating_sub(1) {
            if capital(self.doc.word(t)) && capital(self.doc.word(t + 1)) {
                let origins = self.atlas.origins(self.text(&(t..t + 2)));
                if !origins.is_empty() {
                    self.push(t..t + 2, Found::Demonym, Rc::from(origins));
                }
            }
        }
    }

    /// Demonyms among these tokens, the longest first at each place.
    fn demonyms(&mut self, tokens: Range<usize>) {
        let mut t = tokens.start;
        while t < tokens.end {
            let longest = (t + 1..=tokens.end.min(t + 3)).rev().find_map(|end| {
                let origins = self.atlas.origins(self.text(&(t..end)));
                (!origins.is_empty()).then_some((end, origins))
            });
            let Some((end, origins)) = longest else {
                t += 1;
                continue;
            };
            if !self.is_language(t..end) {
                self.push(t..end, Found::Demonym, Rc::from(origins));
            }
            t = end;
        }
    }
}

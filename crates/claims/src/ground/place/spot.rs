//! Which words name a place.
//!
//! The grammar's entities come first; inside the longer names of bodies and events, and outside all
//! entities, names that the gazetteer knows are looked for. What the document uses as the name of a
//! person is left alone.

use super::atlas::{Atlas, Candidate};
use super::beside::{capital, is_title};
use super::fold;
use nlp::Doc;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use types::PlaceKind;

/// The longest name that is looked for, in tokens.
const LONGEST: usize = 5;
/// A town of fewer people is too often something else when only the gazetteer speaks for it.
const KNOWN_TOWN: u32 = 15_000;

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
pub(super) struct Mention {
    pub tokens: Range<usize>,
    pub name: String,
    pub found: Found,
    /// What it may mean; empty when the gazetteer does not know it.
    pub candidates: Vec<Candidate>,
    /// A known name inside an unknown longer one.
    pub inner: Option<String>,
}

/// The mentions of places in a text, in order, without overlap.
pub(super) fn spot(doc: &Doc, atlas: &Atlas<'_>) -> Vec<Mention> {
    let mut spotter = Spotter {
        doc,
        atlas,
        people: people(doc, atlas),
        established: FxHashSet::default(),
        cache: FxHashMap::default(),
        taken: vec![false; doc.len()],
        mentions: Vec::new(),
    };
    spotter.compound_demonyms();
    spotter.labelled();
    spotter.inside();
    spotter.outside();
    spotter.mentions.sort_by_key(|m| m.tokens.start);
    spotter.mentions
}

pub(super) struct Spotter<'a> {
    pub doc: &'a Doc,
    pub atlas: &'a Atlas<'a>,
    /// Words of the names of people.
    people: FxHashSet<String>,
    /// Keys of names that the grammar labels as places and the gazetteer knows.
    established: FxHashSet<String>,
    cache: FxHashMap<String, Vec<Candidate>>,
    pub taken: Vec<bool>,
    mentions: Vec<Mention>,
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

impl Spotter<'_> {
    pub fn text(&self, tokens: &Range<usize>) -> &str {
        &self.doc.text()[self.doc.start(tokens.start)..self.doc.end(tokens.end - 1)]
    }

    fn candidates(&mut self, name: &str) -> &[Candidate] {
        if !self.cache.contains_key(name) {
            let mut found = self.atlas.candidates(name);
            if found.is_empty() {
                found.extend(self.atlas.unmarked(name));
            }
            self.cache.insert(name.to_owned(), found);
        }
        &self.cache[name]
    }

    fn push(&mut self, tokens: Range<usize>, found: Found, candidates: Vec<Candidate>) {
        if tokens.is_empty() || self.taken[tokens.clone()].iter().any(|t| *t) {
            return;
        }
        self.taken[tokens.clone()].fill(true);
        let name = self.text(&tokens).split_whitespace().collect::<Vec<_>>().join(" ");
        let inner = if candidates.is_empty() { self.inner(&tokens) } else { None };
        self.mentions.push(Mention { tokens, name, found, candidates, inner });
    }

    /// What the grammar labels as a place or a people.
    fn labelled(&mut self) {
        let doc = self.doc;
        let entities: Vec<_> = doc.entities().to_vec();
        for entity in entities {
            let label = doc.label(&entity);
            if !matches!(label, "GPE" | "LOC" | "FAC" | "NORP") {
                continue;
            }
            for part in self.parts(entity.start..entity.end) {
                if label == "NORP" {
                    self.demonyms(part.clone());
                    let name = self.text(&part).to_owned();
                    let candidates = self.candidates(&name).to_vec();
                    if self.well_known(&part, &candidates) && self.atlas.origins(&name).is_empty() {
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
        // "Valderia-led": the token is the grammar's, the name is what stands before the hyphen.
        let name = match self.text(&tokens).rsplit_once('-') {
            Some((head, tail)) if !tail.is_empty() && tail.chars().all(char::is_lowercase) => head.to_owned(),
            _ => self.text(&tokens).to_owned(),
        };
        let first = self.text(&(tokens.start..tokens.start + 1));
        if tokens.len() == 2 && !self.atlas.origins(first).is_empty() {
            // "Valderian Province" of something: only who holds it is named.
            let last = self.text(&(tokens.start + 1..tokens.end)).to_lowercase();
            if self.atlas.lexicon.kind(&last).is_some() && self.candidates(&name).is_empty() {
                return self.demonyms(tokens);
            }
        }
        if !self.atlas.origins(&name).is_empty() && !self.lexicon_name(&fold(&name)) {
            return self.demonyms(tokens);
        }
        let mut candidates = self.candidates(&name).to_vec();
        if candidates.is_empty() {
            candidates = self.candidates_of_part(&tokens);
        }
        let key = fold(&name);
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
        let name = self.text(&tokens).to_owned();
        if !self.candidates(&name).is_empty() {
            return tokens;
        }
        for end in (tokens.end + 1..=(tokens.end + 3).min(self.doc.len())).rev() {
            let longer = tokens.start..end;
            let blank = longer.clone().any(|t| self.doc.is_space(t) || self.doc.word(t) == ",");
            if blank || self.taken[longer.clone()].iter().any(|t| *t) {
                continue;
            }
            let name = self.text(&longer).to_owned();
            if self.ends(end - 1) && capital(self.doc.word(end - 1)) && !self.candidates(&name).is_empty() {
                return longer;
            }
        }
        tokens
    }

    /// "Northern Kestrel" is put where Kestrel is.
    fn candidates_of_part(&mut self, tokens: &Range<usize>) -> Vec<Candidate> {
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
            return Vec::new();
        }
        let name = self.text(&(tokens.start + rest..tokens.end - sort)).to_owned();
        let origins = self.atlas.origins(&name);
        if origins.is_empty() { self.candidates(&name).to_vec() } else { origins }
    }

    fn prominent(&self, candidates: &[Candidate]) -> bool {
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
                    self.push(t..t + 2, Found::Demonym, origins);
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
                self.push(t..end, Found::Demonym, origins);
            }
            t = end;
        }
    }

    /// Names of places inside the names of bodies, events and works.
    fn inside(&mut self) {
        let doc = self.doc;
        let entities: Vec<_> = doc.entities().to_vec();
        for entity in entities {
            let label = doc.label(&entity);
            if matches!(label, "GPE" | "LOC" | "FAC" | "NORP") || self.atlas.lexicon.no_place(label) {
                continue;
            }
            let person = label == "PERSON";
            let whole = entity.start..entity.end;
            self.scan(whole.clone(), |s, tokens, candidates| {
                let key = fold(s.text(&tokens));
                let all = s.parts(whole.clone()).first() == Some(&tokens);
                let established = s.established.contains(&key);
                if person {
                    let alone = all && !s.people.contains(&key) && !s.titled(tokens.start);
                    return (alone && (established || s.after_preposition(tokens.start)))
                        .then_some(Found::Known);
                }
                let found = if all { Found::Known } else { Found::Inside };
                let placed = !all || tokens.len() > 1 || s.placed(&tokens);
                let good =
                    established || s.prominent(candidates) || (placed && s.well_known(&tokens, candidates));
                (good && !(tokens.len() == 1 && s.people.contains(&key))).then_some(found)
            });
        }
    }

    /// Names of places outside all entities.
    fn outside(&mut self) {
        let n = self.doc.len();
        self.scan(0..n, |s, tokens, candidates| {
            let doc = s.doc;
            let free = tokens.clone().all(|t| doc.entity_of(t).is_none());
            let proper = tokens.clone().any(|t| doc.tag(t).starts_with("NNP"));
            let key = fold(s.text(&tokens));
            if !free || !proper || s.titled(tokens.start) {
                return None;
            }
            if tokens.len() == 1 && s.people.contains(&key) {
                return None;
            }
            let good = s.established.contains(&key)
                || s.prominent(candidates)
                || (s.well_known(&tokens, candidates) && s.placed(&tokens))
                || s.dateline(&tokens);
            good.then_some(Found::Known)
        });
    }

    fn well_known(&self, tokens: &Range<usize>, candidates: &[Candidate]) -> bool {
        let long = tokens.len() > 1;
        candidates.iter().any(|c| {
            // The lexicon's own towns are there because reports write of them.
            let listed = c.id.is_none() || c.how.is_main() && c.population >= KNOWN_TOWN;
            let town = c.kind == PlaceKind::Populated && listed;
            let unit = c.kind == PlaceKind::Admin2 && long && c.how.is_main();
            let physical = matches!(c.kind, PlaceKind::Physical | PlaceKind::Region | PlaceKind::Facility);
            town || unit || physical
        })
    }

    /// Looks for the longest known names in a stretch and asks what to make of each.
    fn scan(
        &mut self,
        tokens: Range<usize>,
        accept: impl Fn(&Self, Range<usize>, &[Candidate]) -> Option<Found>,
    ) {
        let mut t = tokens.start;
        while t < tokens.end {
            t = self.scan_at(t, tokens.end, &accept).unwrap_or(t + 1);
        }
    }

    fn scan_at(
        &mut self,
        t: usize,
        end: usize,
        accept: &impl Fn(&Self, Range<usize>, &[Candidate]) -> Option<Found>,
    ) -> Option<usize> {
        if self.taken[t] || !capital(self.doc.word(t)) || !self.heads(t) {
            return None;
        }
        if let Some(end) = self.short_form(t, end) {
            return Some(end);
        }
        for end in (t + 1..=end.min(t + LONGEST)).rev() {
            let tokens = t..end;
            if !capital(self.doc.word(end - 1)) || self.taken[tokens.clone()].iter().any(|t| *t) {
                continue;
            }
            let name = self.text(&tokens).to_owned();
            let key = fold(&name);
            let origins = self.atlas.origins(&name);
            if !origins.is_empty() && !self.is_language(tokens.clone()) && !self.lexicon_name(&key) {
                let person = tokens.len() == 1 && self.people.contains(&key);
                if accept(self, tokens.clone(), &origins).is_some() && !person {
                    self.push(tokens, Found::Demonym, origins);
                    return Some(end);
                }
                continue;
            }
            let short = key.len() < 4 && !self.lexicon_name(&key);
            if short || self.atlas.lexicon.not_alone(&key) {
                continue;
            }
            let candidates = self.candidates(&name).to_vec();
            let code = candidates.iter().all(|c| c.how.is_code());
            if candidates.is_empty() || (code && name.matches('.').count() < 2) {
                continue;
            }
            if code {
                self.push(tokens, Found::Inside, candidates);
                return Some(end);
            }
            if let Some(found) = accept(self, tokens.clone(), &candidates) {
                self.push(tokens, found, candidates);
                return Some(end);
            }
        }
        None
    }

    /// "Millbrook, KE": a short form counts after a place and a comma.
    fn short_form(&mut self, t: usize, end: usize) -> Option<usize> {
        if t < 2 || self.doc.word(t - 1) != "," || !self.taken[t - 2] {
            return None;
        }
        let codes = |s: &mut Self, tokens: &Range<usize>| -> Vec<Candidate> {
            let name = s.text(tokens).to_owned();
            s.candidates(&name).iter().filter(|c| c.how.is_code()).cloned().collect()
        };
        let end = (t + 1..=end.min(t + 2)).rev().find(|end| !codes(self, &(t..*end)).is_empty())?;
        let candidates = codes(self, &(t..end));
        self.push(t..end, Found::Known, candidates);
        Some(end)
    }

    fn lexicon_name(&self, key: &str) -> bool {
        !self.atlas.lexicon.lookup_key(key).is_empty()
    }

    /// The longest known name inside an unknown one: "Kestrel" in "Kestrel City Hall".
    fn inner(&self, tokens: &Range<usize>) -> Option<String> {
        let windows =
            (1..tokens.len()).rev().flat_map(|n| (tokens.start..=tokens.end - n).map(move |a| a..a + n));
        let mut names = windows.filter(|w| capital(self.doc.word(w.start))).map(|w| self.text(&w));
        names
            .find(|n| {
                let key = fold(n);
                key.len() > 3 && (self.established.contains(&key) || self.city(n))
            })
            .map(str::to_owned)
    }

    /// Whether everybody knows a city of this name.
    fn city(&self, name: &str) -> bool {
        let city =
            |c: &Candidate| c.kind == PlaceKind::Populated && c.how.is_main() && c.population > 200_000;
        !self.atlas.lexicon.not_alone(&fold(name)) && self.atlas.candidates(name).iter().any(city)
    }
}

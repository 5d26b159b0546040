//! Names that only the gazetteer knows: inside the names of bodies and events, and outside all entities.

use super::atlas::{Candidate, Candidates};
use super::beside::capital;
use super::fold;
use super::spot::{Found, Spotter};
use std::ops::Range;
use std::rc::Rc;
use types::PlaceKind;

/// The longest name that is looked for, in tokens.
const LONGEST: usize = 5;
/// A town of fewer people is too often something else when only the gazetteer speaks for it.
const KNOWN_TOWN: u32 = 15_000;

impl<'a> Spotter<'_, 'a> {
    /// Names of places inside the names of bodies, events and works.
    pub fn inside(&mut self) {
        let doc = self.doc;
        for entity in doc.entities() {
            let label = doc.label(entity);
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
    pub fn outside(&mut self) {
        let n = self.doc.len();
        self.scan(0..n, |s, tokens, candidates| {
            let doc = s.doc;
            let free = tokens.clone().all(|t| doc.entity_of(t).is_none());
            let tied = s.stem(&tokens).len() < s.text(&tokens).len();
            let proper = tied || tokens.clone().any(|t| doc.tag(t).starts_with("NNP"));
            let key = fold(s.stem(&tokens));
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

    pub fn well_known(&self, tokens: &Range<usize>, candidates: &[Candidate<'_>]) -> bool {
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
        accept: impl Fn(&Self, Range<usize>, &[Candidate<'_>]) -> Option<Found>,
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
        accept: &impl Fn(&Self, Range<usize>, &[Candidate<'_>]) -> Option<Found>,
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
            let name = self.stem(&tokens);
            let key = fold(name);
            let origins = self.atlas.origins(name);
            if !origins.is_empty() && !self.is_language(tokens.clone()) && !self.lexicon_name(&key) {
                let person = tokens.len() == 1 && self.people.contains(&key);
                if accept(self, tokens.clone(), &origins).is_some() && !person {
                    self.push(tokens, Found::Demonym, Rc::from(origins));
                    return Some(end);
                }
                continue;
            }
            let short = key.len() < 4 && !self.lexicon_name(&key);
            if short || self.atlas.lexicon.not_alone(&key) {
                continue;
            }
            let candidates = self.atlas.meant(name);
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
        let codes = |end: usize| -> Option<(usize, Candidates<'a>)> {
            let found = self.atlas.meant(self.text(&(t..end)));
            let codes: Candidates<'a> = found.iter().copied().filter(|c| c.how.is_code()).collect();
            (!codes.is_empty()).then_some((end, codes))
        };
        let (end, candidates) = (t + 1..=end.min(t + 2)).rev().find_map(codes)?;
        self.push(t..end, Found::Known, candidates);
        Some(end)
    }

    pub fn lexicon_name(&self, key: &str) -> bool {
        !self.atlas.lexicon.lookup_key(key).is_empty()
    }

    /// The longest known name inside an unknown one: "Kestrel" in "Kestrel City Hall".
    pub fn inner(&self, tokens: &Range<usize>) -> Option<String> {
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
            |c: &Candidate<'_>| c.kind == PlaceKind::Populated && c.how.is_main() && c.population > 200_000;
        !self.atlas.lexicon.not_alone(&fold(name)) && self.atlas.candidates(name).iter().any(city)
    }
}

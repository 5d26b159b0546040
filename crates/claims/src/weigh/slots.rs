//! What fills the slots of a trigger where it stands.

use super::kind::Part;
use super::trigger::At;
use super::who;
use super::{Sight, roles, tree};

impl At<'_> {
    /// The token whose children are the roles: the highest of the words.
    pub(super) fn anchor(&self, sight: &Sight<'_>) -> usize {
        let longest = self.trigger.words.iter().map(|w| w.split(' ').count()).max().unwrap_or(1);
        let from = self.token.saturating_sub(longest - 1);
        let mut at = self.token;
        for _ in 0..longest {
            let head = sight.doc.head(at);
            let within = head != at && (from..=self.token).contains(&head);
            if !within || !self.trigger.words.iter().any(|w| w.split(' ').any(|l| l == sight.doc.lemma(head)))
            {
                break;
            }
            at = head;
        }
        at
    }

    pub(super) fn slot(&self, sight: &Sight<'_>, name: &str) -> Vec<usize> {
        let anchor = self.anchor(sight);
        let found = tree::slot(sight.doc, anchor, name);
        // "In control of the town": "of" hangs below the last word.
        let below =
            found.is_empty() && anchor != self.token && !matches!(name, "subject" | "topic" | "object");
        if below {
            return tree::slot(sight.doc, self.token, name);
        }
        // "Still in tents": the preposition is the trigger itself.
        let own = found.is_empty() && name.split('|').any(|one| one == sight.doc.lemma(self.token));
        if own { tree::kids(sight.doc, self.token, &["pobj"]).collect() } else { found }
    }

    /// `what` holds lemmas, and classes in capital letters.
    pub(super) fn filled(&self, sight: &Sight<'_>, slot: &str, what: &[String]) -> bool {
        self.slot(sight, slot).into_iter().any(|outer| {
            let core = roles::core(sight, outer);
            let class = roles::class(sight, core);
            what.is_empty()
                || tree::is(what, sight.doc.lemma(outer))
                || tree::is(what, sight.doc.lemma(core))
                || tree::is(what, "@every") && roles::whole(sight, outer)
                || tree::is(what, "@place") && roles::named_place(sight, self.claim, core)
                || class.is_some_and(|c| {
                    let names: Vec<String> =
                        what.iter().filter_map(|w| w.strip_prefix('@')).map(Into::into).collect();
                    sight.lexicon.is_one_of(c, &names)
                })
        })
    }

    pub(super) fn is_definite(&self, sight: &Sight<'_>, slot: &str) -> bool {
        self.slot(sight, slot).into_iter().any(|noun| who::definite(sight, noun))
    }

    /// Where: the place or thing that it is about, else where the claim is put.
    pub(super) fn place(&self, sight: &Sight<'_>) -> Option<types::Spot> {
        let mut sites = self.sites(sight).peekable();
        if sites.peek().is_none() {
            let away: Vec<usize> = self.row.away.iter().flat_map(|slot| self.slot(sight, slot)).collect();
            let (gone, here): (Vec<_>, Vec<_>) =
                self.claim.places.iter().partition(|p| roles::stands_in(sight, p, &away));
            let said = roles::nearest(sight, self.claim, &here, self.token);
            // A toll is of where the whole report is, when that is one place.
            let tells = self.row.grows && self.row.key.contains(&Part::Place);
            let only =
                || roles::only_place(sight, self.claims).filter(|p| gone.iter().all(|g| g.name != p.name));
            return said.or_else(|| tells.then(only).flatten());
        }
        sites.find_map(|s| roles::site(sight, self.claims, self.index, s, s == self.token, self.row.towns))
    }

    /// The nouns that say which place or thing it is about.
    fn sites<'b>(&'b self, sight: &'b Sight<'_>) -> impl Iterator<Item = usize> + 'b {
        self.trigger
            .site
            .iter()
            .flat_map(|name| if name == "self" { vec![self.token] } else { self.slot(sight, name) })
            .map(|outer| roles::core(sight, outer))
    }
}

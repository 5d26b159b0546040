//! What two testimonies of different voices are to each other, and what follows for their questions.

use super::bond::{Bonds, Tied, tied};
use super::chain::chained;
use super::compare::{Pair, Verdict};
use super::foretold;
use super::lexicon::Lexicon;
use super::row::{Row, told};
use super::standing::gives;
use types::Tie;

/// What follows from a pair while both are live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing: it is only told.
    Nothing,
    /// The questions of both are contested.
    Contests,
    /// Their question is corroborated, where it is one.
    Agrees,
    /// What was foretold, the first of the two, has come …
    Meets,
    /// … has not come …
    Fails,
    /// … or its condition never came.
    Moots,
}

/// Two testimonies and what they are to each other.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub verdict: Verdict,
    pub tied: Option<Tied>,
    pub effect: Effect,
}

/// Judges pairs of testimonies.
pub(super) struct Judge<'a> {
    pub lexicon: &'a Lexicon,
    pub bonds: &'a dyn Bonds,
}

impl Judge<'_> {
    /// What two are to each other that say something of what is; `together` when they stand under one
    /// question. Nothing for two of one claim or voice in one question: the chain has those.
    fn said(&self, a: &Row<'_>, b: &Row<'_>, together: bool) -> Option<Judged> {
        if a.t.claim == b.t.claim || !a.bears_on(b) {
            return None;
        }
        let (a, b) = if told(a.t, b.t).is_le() { (a, b) } else { (b, a) };
        let pair = Pair { lexicon: self.lexicon, a, b, together };
        let verdict = if a.kind == b.kind { pair.verdict() } else { self.related(&pair) }?;
        let tied = self.tied(a, b);
        if !together && (!verdict.clash() || tied == Some(Tied::SameOrigin)) {
            return None;
        }
        let full = !a.t.hedged && !b.t.hedged && tied.is_none();
        let agrees = matches!(verdict.tie, Tie::Confirms | Tie::Narrows) && together && !quoted(a, b);
        let effect = match full {
            true if verdict.clash() => Effect::Contests,
            true if agrees => Effect::Agrees,
            _ => Effect::Nothing,
        };
        Some(Judged { verdict, tied, effect })
    }

    /// The same, unless the chain of their voice has them.
    pub fn both(&self, a: &Row<'_>, b: &Row<'_>) -> Option<Judged> {
        let together = a.base == b.base;
        let one_voice = together && a.t.voice.own == b.t.voice.own && chained(a) && chained(b);
        if one_voice { None } else { self.said(a, b, together) }
    }

    /// Answers to kinds that the lexicon says exclude each other.
    fn related(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let is = |side: &str, row: &Row<'_>| {
            let (kind, answer) = side.split_once(':').unwrap_or((side, ""));
            row.t.kind == kind && gives(&row.t.value, answer)
        };
        let about = pair.a.t.who.iter().any(|w| pair.b.t.who.iter().any(|o| o.key == w.key));
        let fits = self.lexicon.relations.iter().filter(|r| {
            about && (is(&r.a, pair.a) && is(&r.b, pair.b) || is(&r.b, pair.a) && is(&r.a, pair.b))
        });
        fits.filter_map(|r| pair.related(r)).next()
    }

    /// What `seen`, which says something of what is, says of what was foretold.
    pub fn outcome(&self, told: &Row<'_>, seen: &Row<'_>) -> Option<Judged> {
        let verdict = foretold::borne_out(self.lexicon, told, seen)?;
        let tied = self.tied(told, seen);
        // Its own word does not meet it.
        if seen.t.hedged || !verdict.clash() && tied.as_ref().is_some_and(Tied::own) {
            return None;
        }
        let effect = if verdict.clash() { Effect::Fails } else { Effect::Meets };
        Some(Judged { verdict, tied, effect })
    }

    /// What ties two voices, or else their documents. Two sources that are named stay two, whoever prints
    /// them: a copy only repeats each. What a publisher says itself, and whom it does not name, it has from
    /// the text that it copies or credits.
    pub fn tied(&self, a: &Row<'_>, b: &Row<'_>) -> Option<Tied> {
        let own = |row: &Row<'_>| row.t.voice.publisher || row.t.voice.unnamed;
        tied(&a.t.voice, &b.t.voice).or_else(|| {
            let apart = a.t.document != b.t.document && own(a) && own(b);
            let bond = apart.then(|| self.bonds.between(&a.t.document, &b.t.document)).flatten();
            bond.map(Tied::Documents)
        })
    }
}

/// A publisher in its own voice agrees with somebody who is quoted: it may only repeat it.
pub(super) fn quoted(a: &Row<'_>, b: &Row<'_>) -> bool {
    a.t.voice.publisher != b.t.voice.publisher
}

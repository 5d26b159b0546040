//! What of a voice's last answer may tie it to others, without the rest of it: where no two of those that answer a
//! question share any, there are as many origins as voices, and one more voice need be told apart only from these.

use super::bond::{Bonds, last};
use super::cells::hash;
use super::row::Prepared;
use super::spoken::spoken_key;
use types::{AnswerValue, DocumentId};

/// The last answer of a voice, as far as telling it from other voices goes. Names and answers stand as hashes (64-bit
/// FNV-1a, as cells do): a collision only makes two look tied that are not, which whoever asks then finds out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// When it was said: sorts byte by byte.
    pub spoken: String,
    /// What it is known by …
    known: Vec<i64>,
    /// … and by what it is tied to those that are known so.
    meets: Vec<i64>,
    /// Its document, where one that is bound to this ties it too.
    bound: Option<DocumentId>,
    /// The text leaves out who says it.
    anybody: bool,
}

impl Heard {
    /// What there is of this answer.
    pub fn of(answer: &Prepared) -> Heard {
        let t = answer.testimony();
        let voice = &t.voice;
        let name = |key: &str| hash(&["name", key]);
        let mut known: Vec<i64> = voice.names.iter().chain([&voice.own]).map(|key| name(key)).collect();
        let mut meets: Vec<i64> = known.clone();
        meets.extend(voice.relays.iter().map(|key| name(key)));
        if voice.unnamed {
            let alike = hash(&["unnamed", last(&voice.own)]);
            known.push(alike);
            meets.push(alike);
        }
        // A publisher that gives the answer of somebody who is quoted may only repeat it.
        known.push(said(&t.value, voice.publisher));
        meets.push(said(&t.value, !voice.publisher));
        let bound = (voice.publisher || voice.unnamed).then(|| t.document.clone());
        for all in [&mut known, &mut meets] {
            all.sort_unstable();
            all.dedup();
        }
        Heard { spoken: spoken_key(t), known, meets, bound, anybody: voice.missing }
    }

    /// Whether nothing can tie the two voices; where this is not so, something may.
    pub fn apart(&self, other: &Heard, bonds: &dyn Bonds) -> bool {
        let meets = |a: &Heard, b: &Heard| a.meets.iter().any(|m| b.known.binary_search(m).is_ok());
        let bound = || match (&self.bound, &other.bound) {
            (Some(a), Some(b)) => a != b && bonds.between(a, b).is_some(),
            _ => false,
        };
        let anybody = self.anybody || other.anybody;
        !anybody && !meets(self, other) && !meets(other, self) && !bound()
    }
}

/// The same for the same answer.
fn said(value: &AnswerValue, publisher: bool) -> i64 {
    let by = if publisher { "publisher" } else { "quoted" };
    // Nought has two signs.
    let end = |n: &Option<f64>| n.map_or_else(String::new, |n| (n + 0.0).to_bits().to_string());
    match value {
        AnswerValue::Polar(yes) => hash(&[by, if *yes { "yes" } else { "no" }]),
        AnswerValue::Status(status) => hash(&[by, "status", status]),
        AnswerValue::Interval { low, high } => hash(&[by, "interval", &end(low), &end(high)]),
        AnswerValue::Actor(who) => hash(&[by, "actor", &who.name]),
        AnswerValue::Unconfirmed => hash(&[by, "unconfirmed"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::{Lexicon, origins};
    use proptest::prelude::*;
    use serde_json::json;
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use types::{Bond, Testimony, Voice};

    fn voice() -> impl Strategy<Value = Voice> {
        let key = || prop::sample::select(vec!["army", "navy", "army officers", "navy officers", "ada varn"]);
        let keys = || prop::collection::btree_set(key().prop_map(str::to_owned), 0..3);
        let flags = || prop::bool::weighted(0.2);
        (key(), keys(), keys(), flags(), flags(), flags()).prop_map(
            |(own, mut names, relays, unnamed, publisher, missing)| {
                names.insert(own.to_owned());
                // Those that the text does not name may be of one body unless it says otherwise.
                let bodies = if unnamed { BTreeSet::new() } else { names.clone() };
                let bodies = bodies.into_iter().map(|n| (n.clone(), n)).collect();
                Voice {
                    label: own.to_owned(),
                    own: own.to_owned(),
                    names: names.into_iter().collect(),
                    relays: relays.into_iter().collect(),
                    bodies,
                    unnamed,
                    publisher,
                    missing,
                }
            },
        )
    }

    fn answer(lexicon: &Lexicon, voice: &Voice, value: u8, document: u8, at: usize) -> Arc<Prepared> {
        let values = [
            json!({"type": "interval", "value": {"low": 0.0, "high": 3.0}}),
            json!({"type": "interval", "value": {"low": -0.0, "high": 3.0}}),
            json!({"type": "interval", "value": {"low": 3.0, "high": null}}),
            json!({"type": "unconfirmed"}),
        ];
        let testimony = json!({
            "claim": types::ClaimId::of(&[&at.to_le_bytes()]),
            "document": DocumentId::of(&[&[document]]),
            "at": at,
            "kind": "killed",
            "asked": {},
            "value": values[usize::from(value)],
            "voice": voice,
        });
        let testimony: Testimony = serde_json::from_value(testimony).unwrap();
        Arc::new(Prepared::new(lexicon, testimony))
    }

    /// The first two documents are copies.
    fn bonds(a: &DocumentId, b: &DocumentId) -> Option<Bond> {
        let copies = [0_u8, 1].map(|n| DocumentId::of(&[&[n]]));
        (copies.contains(a) && copies.contains(b)).then_some(Bond::Copy { share: 90 })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn voices_that_share_nothing_are_as_many_origins(
            voices in prop::collection::vec((voice(), 0_u8..4, 0_u8..3), 2..4),
        ) {
            let lexicon = Lexicon::builtin().unwrap();
            let one = |(at, (v, value, document)): (usize, &(Voice, u8, u8))| {
                answer(&lexicon, v, *value, *document, at)
            };
            let answers: Vec<_> = voices.iter().enumerate().map(one).collect();
            let heard: Vec<Heard> = answers.iter().map(|a| Heard::of(a)).collect();
            let apart = heard.iter().enumerate().all(|(i, a)| heard[..i].iter().all(|b| a.apart(b, &bonds)));
            if apart {
                prop_assert_eq!(origins(&lexicon, &answers, &bonds), answers.len());
            }
        }
    }

    #[test]
    fn voices_of_different_names_share_nothing() {
        let lexicon = Lexicon::builtin().unwrap();
        let named = |own: &str| {
            let names = vec![own.to_owned(), format!("{own} force")];
            Voice { label: own.into(), own: own.into(), names, ..Voice::default() }
        };
        let heard = |own: &str, at| Heard::of(&answer(&lexicon, &named(own), 0, 0, at));
        let (a, b) = (heard("ada varn", 0), heard("ilo tesk", 1));
        assert!(a.apart(&b, &bonds) && b.apart(&a, &bonds));
        assert!(!a.apart(&heard("ada varn", 2), &bonds));
    }

    #[test]
    fn those_that_nobody_names_may_be_the_same() {
        let lexicon = Lexicon::builtin().unwrap();
        let unnamed = |own: &str, at| {
            let names = vec![own.to_owned()];
            let voice =
                Voice { label: own.into(), own: own.into(), names, unnamed: true, ..Voice::default() };
            Heard::of(&answer(&lexicon, &voice, 0, 2, at))
        };
        let officers = unnamed("army officers", 0);
        assert!(!officers.apart(&unnamed("navy officers", 1), &bonds));
        assert!(officers.apart(&unnamed("navy doctors", 2), &bonds));
    }
}

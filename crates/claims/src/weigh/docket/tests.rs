//! The docket draws the same sum as the specification, in any order, and its work does not grow.

use super::{Docket, Memory, Name};
use crate::weigh::spoken::spoken_key;
use crate::weigh::{
    self, ASKED, Lexicon, Number, Prepared, Unbound, base, best, number, origins, standing, weigh_all,
    weigh_one,
};
use jiff::ToSpan;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use types::*;

/// One testimony to be, by small numbers.
#[derive(Debug, Clone)]
struct Seed {
    document: u8,
    kind: u8,
    who: u8,
    place: u8,
    voice: u8,
    value: u8,
    day: Option<u8>,
    said: u8,
    hedged: bool,
    withdraws: bool,
    shares: bool,
}

fn seed() -> impl Strategy<Value = Seed> {
    let few = || prop_oneof![4 => Just(0u8), 1 => Just(1u8)];
    let place = prop_oneof![1 => Just(0u8), 5 => Just(1u8), 1 => Just(2u8), 1 => Just(3u8)];
    let what = (0u8..7, 0u8..11, few(), place, 0u8..5, 0u8..5);
    let how = (prop::option::weighted(0.6, 0u8..16), 0u8..4);
    let flags = (prop::bool::weighted(0.1), prop::bool::weighted(0.15), prop::bool::weighted(0.4));
    (what, how, flags).prop_map(|((document, kind, who, place, voice, value), (day, said), flags)| Seed {
        document,
        kind,
        who,
        place,
        voice,
        value,
        day,
        said,
        hedged: flags.0,
        withdraws: flags.1,
        shares: flags.2,
    })
}

fn day(n: i64) -> Moment {
    Moment::day(jiff::civil::date(2031, 5, 1).checked_add(n.days()).unwrap())
}

fn on(n: i64) -> Days {
    Days { from: Some(day(n)), to: Some(day(n)), within: false }
}

fn spot(n: u8) -> Option<Spot> {
    let parents = |p: &[&str]| p.iter().map(|p| (*p).to_owned()).collect();
    let (name, parents) = match n {
        0 => return None,
        1 => ("Orlo", parents(&["Tavir", "Karsia"])),
        2 => ("Velm", parents(&["Tavir", "Karsia"])),
        _ => ("Tavir", parents(&["Karsia"])),
    };
    Some(Spot { name: name.into(), geonames: None, parents, wide: false })
}

fn voice(seed: &Seed, publisher: &str) -> Voice {
    let named = |label: &str, bodies: &[&str]| {
        let own = name_key(label);
        let mut names: Vec<String> = bodies.iter().map(|b| name_key(b)).chain([own.clone()]).collect();
        names.sort();
        let bodies = bodies.iter().map(|b| (name_key(b), (*b).to_owned())).collect();
        Voice { label: label.into(), own, names, bodies, ..Voice::default() }
    };
    match seed.voice {
        0 => named("Ada Varn", &["army"]),
        1 => named("Ilo Tesk", &["army"]),
        2 => Voice { unnamed: true, ..named("officials", &[]) },
        3 => named("hospital", &[]),
        _ => Voice { publisher: true, ..named(publisher, &[]) },
    }
}

/// The testimonies of some seeds; a claim may share two, as those of "it will, if" do.
fn testimonies(seeds: &[Seed]) -> Vec<Testimony> {
    let mut all: Vec<Testimony> = Vec::new();
    for (at, seed) in seeds.iter().enumerate() {
        let status = |s: &str| AnswerValue::Status(s.into());
        let number = f64::from(seed.value) * 3.0 + 5.0;
        let count = AnswerValue::Interval { low: Some(number), high: Some(number) };
        let defeat = status(if seed.value < 3 { "defeated" } else { "not defeated" });
        let due = Mode::Foretells(Some(day(i64::from(seed.said) * 4)));
        let (kind, value, mode, conditional) = match seed.kind {
            0..=2 => ("killed", count, Mode::Says, false),
            3 => ("defeat", defeat, Mode::Says, false),
            4 => ("fighting", status(if seed.value < 4 { "ongoing" } else { "over" }), Mode::Says, false),
            5 => ("defeat", defeat, due, false),
            6 | 8 => ("defeat", defeat, due, true),
            9 | 10 => ("act", AnswerValue::Polar(seed.value < 3), Mode::Says, false),
            _ => ("killed", AnswerValue::Unconfirmed, Mode::Says, false),
        };
        let document = DocumentId::of(&[&[seed.document]]);
        let before = all.iter().rev().find(|t| t.document == document && seed.shares);
        let claim = before.map_or_else(|| ClaimId::of(&[&at.to_le_bytes()]), |t| t.claim.clone());
        let publisher = ["The Gazette", "The Courier", "The Mail"][usize::from(seed.document % 3)];
        let published = i64::from(seed.document) * 3;
        let state = kind != "killed";
        let who = state.then(|| Who::named(["rebels", "guard"][usize::from(seed.who)]));
        let class = (!state).then(|| ["people", "civilians"][usize::from(seed.who)].to_owned());
        let who: Vec<Who> = who.into_iter().collect();
        let class = if kind == "act" { Some("open the weir".to_owned()) } else { class };
        let asked = Asked { class: class.clone(), who: who.clone(), place: spot(seed.place) };
        all.push(Testimony {
            claim,
            document,
            at: u32::try_from(at).unwrap(),
            kind: kind.into(),
            asked,
            class,
            sense: None,
            who,
            agent: Vec::new(),
            place: spot(seed.place),
            value,
            measure: (!state).then_some(Measure::Count),
            mode,
            conditional,
            hedged: seed.hedged,
            about: false,
            apart: false,
            running: false,
            denies: None,
            denied: None,
            withdraws: seed.withdraws && seed.kind < 5,
            withdrawn: None,
            voice: voice(seed, publisher),
            claimed: Some(on(published - i64::from(seed.said % 2))),
            valid: seed.day.map(|d| on(i64::from(d))),
            event: None,
            published: Some(day(published)),
            publisher: Some(publisher.into()),
            url: None,
        });
    }
    all
}

fn bonds(a: &DocumentId, b: &DocumentId) -> Option<Bond> {
    let of = |n: u8| DocumentId::of(&[&[n]]);
    let bound =
        [(1, 2), (4, 7)].iter().any(|(x, y)| *a == of(*x) && *b == of(*y) || *a == of(*y) && *b == of(*x));
    bound.then_some(Bond::Copy { share: 90 })
}

type Sums = BTreeMap<QuestionId, (Standing, Grade, Option<[f64; 3]>, usize)>;

fn specified(lexicon: &Lexicon, all: &[Testimony]) -> Sums {
    let questions = weigh_all(lexicon, all, &bonds, None);
    questions
        .into_iter()
        .map(|q| {
            let range = q.range.map(|r| [r.low, r.best, r.high]);
            let origins = grouped(lexicon, all, &q.id);
            (q.id, (q.standing, q.grade, range, origins))
        })
        .collect()
}

/// How many independence groups a question has; every claim that answers stands in one of them, once.
fn grouped(lexicon: &Lexicon, all: &[Testimony], id: &QuestionId) -> usize {
    let pick = |questions: &[Question]| questions.iter().position(|q| q.id == *id);
    let (question, groups) = weigh_one(lexicon, all, &bonds, None, None, &|_| 0, pick).unwrap();
    let answers: BTreeSet<&ClaimId> = question.answers.iter().map(|g| &g.claim).collect();
    assert_eq!(groups.iter().flat_map(|g| &g.claims).collect::<BTreeSet<_>>(), answers);
    groups.iter().filter(|g| g.counts).count()
}

/// As a keeper counts them that keeps the last live word of each voice.
fn counted(lexicon: &Lexicon, live: &[&Testimony], told: bool) -> usize {
    let mut last: BTreeMap<&str, &Testimony> = BTreeMap::new();
    for t in live.iter().filter(|t| !t.withdraws) {
        let kept = last.entry(&t.voice.own).or_insert(t);
        if spoken_key(t) > spoken_key(kept) {
            *kept = t;
        }
    }
    let voices: Vec<_> = last.values().map(|t| Arc::new(Prepared::new(lexicon, (*t).clone()))).collect();
    origins(lexicon, &voices, &bonds).max(usize::from(told))
}

/// Low, best and high as a keeper has them that never goes through all of a question.
fn ranged(lexicon: &Lexicon, live: &[&Testimony]) -> Option<[f64; 3]> {
    let prepared = live.iter().map(|t| Arc::new(Prepared::new(lexicon, (*t).clone())));
    let mut all: Vec<_> = prepared.filter_map(|p| Some((number(&p)?, p))).collect();
    if all.iter().any(|(n, _)| n.total) {
        all.retain(|(n, _)| !n.dated);
    }
    all.sort_by_key(|(_, p)| std::cmp::Reverse((!p.testimony().voice.missing, spoken_key(p.testimony()))));
    let latest: Vec<Number> = all.iter().take(ASKED).map(|(n, _)| *n).collect();
    let low = all.iter().map(|(n, _)| n.low).min_by(f64::total_cmp)?;
    let high = all.iter().map(|(n, _)| n.high).max_by(f64::total_cmp)?;
    Some([
        low,
        best(lexicon, &latest, &bonds, |of| of.iter().map(|i| Arc::clone(&all[*i].1)).collect())?,
        high,
    ])
}

fn docketed<'a>(lexicon: &Lexicon, all: impl Iterator<Item = &'a Testimony>) -> Sums {
    let (docket, mut memory) = (Docket::new(lexicon, &bonds), Memory::default());
    put(&docket, &mut memory, all);
    sums(lexicon, &memory)
}

fn put<'a>(docket: &Docket<'_>, memory: &mut Memory, all: impl Iterator<Item = &'a Testimony>) {
    for t in all {
        let t = docket.prepare(t);
        let change = docket.add(memory, &t).unwrap();
        memory.note(&t, change);
    }
}

/// Takes the testimonies of a document out. What cannot be told from their neighbours is added anew: under their question
/// whatever the day, or under the episode that has lost some of its days.
fn take(docket: &Docket<'_>, memory: &mut Memory, all: &[Testimony], document: &DocumentId) {
    let (old, rest): (Vec<_>, Vec<_>) = all.iter().partition(|t| t.document == *document);
    let question = |memory: &Memory, t: &Testimony| {
        let of = memory.questions().find(|q| memory.names(q).contains(&Name::of(t)));
        of.cloned()
    };
    let mut again: BTreeSet<Name> = BTreeSet::new();
    let were: Vec<Option<QuestionId>> = old.iter().map(|t| question(memory, t)).collect();
    old.iter().for_each(|t| memory.take(&Name::of(t)));
    for (t, question) in old.iter().zip(were) {
        let t = docket.prepare(t);
        match docket.remove(memory, &t) {
            Some(left) => memory.leave(left),
            None => {
                let base = base(t.testimony());
                let under: Vec<&&Testimony> = rest.iter().filter(|o| weigh::base(o) == base).collect();
                again.extend(under.iter().map(|t| Name::of(t)));
                let gone: Vec<_> = memory.questions().cloned().collect();
                let of_base =
                    |q: &QuestionId| memory.names(q).iter().any(|n| under.iter().any(|t| Name::of(t) == *n));
                let gone: Vec<_> = gone.into_iter().filter(of_base).collect();
                gone.iter().for_each(|q| drop(memory.clear(q)));
            }
        }
        let (Some(_), Some(question)) = (docket.cell(&t), question) else { continue };
        let names = memory.names(&question);
        let others = rest.iter().filter(|o| names.contains(&Name::of(o))).map(|o| docket.prepare(o));
        if !docket.keeps_days(&t, &others.collect::<Vec<_>>()) {
            again.extend(memory.clear(&question));
        }
    }
    again.iter().for_each(|name| memory.take(name));
    put(docket, memory, rest.into_iter().filter(|t| again.contains(&Name::of(t))));
}

fn sums(lexicon: &Lexicon, memory: &Memory) -> Sums {
    let sum = |q: &QuestionId| {
        let (facts, live) = (memory.facts(q), memory.live(q));
        let (standing, grade) = standing(&facts);
        (standing, grade, ranged(lexicon, &live), counted(lexicon, &live, facts.told))
    };
    memory.questions().map(|q| (q.clone(), sum(q))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_taken_out_was_never_there(seeds in prop::collection::vec(seed(), 1..40), gone in 0_u8..7) {
        let lexicon = Lexicon::builtin().unwrap();
        let all = testimonies(&seeds);
        let gone = DocumentId::of(&[&[gone]]);
        let (docket, mut memory) = (Docket::new(&lexicon, &bonds), Memory::default());
        put(&docket, &mut memory, all.iter());
        take(&docket, &mut memory, &all, &gone);
        let wanted = docketed(&lexicon, all.iter().filter(|t| t.document != gone));
        prop_assert_eq!(&sums(&lexicon, &memory), &wanted);
    }

    #[test]
    fn in_any_order_the_docket_draws_the_sum_of_the_set(
        seeds in prop::collection::vec(seed(), 1..40),
        turns in prop::collection::vec(any::<prop::sample::Index>(), 40),
    ) {
        let lexicon = Lexicon::builtin().unwrap();
        let all = testimonies(&seeds);
        let wanted = specified(&lexicon, &all);
        prop_assert_eq!(&docketed(&lexicon, all.iter()), &wanted);
        let mut mixed = all.clone();
        (0..mixed.len()).for_each(|i| mixed.swap(i, turns[i].index(all.len())));
        prop_assert_eq!(&docketed(&lexicon, mixed.iter()), &wanted);
        prop_assert_eq!(&specified(&lexicon, &mixed), &wanted);
    }
}

#[test]
fn the_questions_that_change_are_named() {
    let lexicon = Lexicon::builtin().unwrap();
    let seed = |document, value| Seed {
        document,
        kind: 0,
        who: 0,
        place: 1,
        voice: 4,
        value,
        day: Some(1),
        said: 0,
        hedged: false,
        withdraws: false,
        shares: false,
    };
    let all = testimonies(&[seed(0, 4), seed(1, 1)]);
    let (docket, mut memory) = (Docket::new(&lexicon, &Unbound), Memory::default());
    for t in &all {
        let t = docket.prepare(t);
        let change = docket.add(&memory, &t).unwrap();
        assert_eq!(change.touched, std::slice::from_ref(&change.question));
        memory.note(&t, change);
    }
    let question = memory.questions().next().unwrap().clone();
    assert_eq!(standing(&memory.facts(&question)).0, Standing::Contested);
}

#[test]
fn an_earlier_day_moves_an_episode_and_the_old_id_leads_there() {
    let lexicon = Lexicon::builtin().unwrap();
    let seed = |document, on| Seed {
        document,
        kind: 0,
        who: 0,
        place: 1,
        voice: 4,
        value: 1,
        day: Some(on),
        said: 0,
        hedged: false,
        withdraws: false,
        shares: false,
    };
    let all = testimonies(&[seed(0, 9), seed(1, 3), seed(2, 6)]);
    let (docket, mut memory) = (Docket::new(&lexicon, &Unbound), Memory::default());
    let mut ids = Vec::new();
    for t in &all {
        let t = docket.prepare(t);
        let change = docket.add(&memory, &t).unwrap();
        ids.push(change.question.clone());
        memory.note(&t, change);
    }
    assert_ne!(ids[0], ids[1], "six days apart are two episodes");
    assert_eq!(memory.resolve(&ids[0]), &ids[1], "a day between them makes them one");
    assert_eq!(memory.questions().count(), 1);
}

/// How many pairs each report of a year costs: three outlets that report daily on one question; and what there is then.
fn year(lexicon: &Lexicon, kind: u8) -> (Vec<usize>, Memory, Vec<Arc<Prepared>>) {
    let (docket, mut memory) = (Docket::new(lexicon, &Unbound), Memory::default());
    let (mut costs, mut all) = (Vec::new(), Vec::new());
    for n in 0..365u32 {
        for outlet in 0..3u8 {
            let seed = Seed {
                document: outlet,
                kind,
                who: 0,
                place: 1,
                voice: 4,
                value: 1,
                day: None,
                said: 0,
                hedged: false,
                withdraws: false,
                shares: false,
            };
            let mut t = testimonies(&[seed]).remove(0);
            let today = i64::from(n);
            t.document = DocumentId::of(&[&n.to_le_bytes(), &[outlet]]);
            t.claim = ClaimId::of(&[&n.to_le_bytes(), &[outlet]]);
            t.published = Some(day(today));
            t.claimed = Some(on(today));
            if kind == 0 {
                t.value = AnswerValue::Interval { low: Some(f64::from(n + 1)), high: Some(f64::from(n + 1)) };
                t.measure = Some(Measure::Cumulative);
                t.valid = Some(Days { from: Some(day(-20)), to: Some(day(today)), within: false });
            }
            let t = docket.prepare(&t);
            let change = docket.add(&memory, &t).unwrap();
            costs.push(change.compared);
            memory.note(&t, change);
            all.push(t);
        }
    }
    (costs, memory, all)
}

#[test]
fn the_cost_of_one_more_report_does_not_grow_with_the_history() {
    let lexicon = Lexicon::builtin().unwrap();
    for kind in [0, 3, 4] {
        let (costs, ..) = year(&lexicon, kind);
        let last = *costs.last().unwrap();
        assert!(last <= costs[29] + 12, "the last {last}, the thirtieth {}", costs[29]);
        assert!(costs.iter().all(|c| *c <= costs[89] + 12), "{costs:?}");
    }
}

#[test]
fn nor_does_that_of_taking_one_out() {
    let lexicon = Lexicon::builtin().unwrap();
    let docket = Docket::new(&lexicon, &Unbound);
    for kind in [0, 3, 4] {
        let (_, mut memory, all) = year(&lexicon, kind);
        let mut costs = Vec::new();
        for n in [40, 41, 500, 1000, all.len() - 1] {
            memory.take(&Name::of(all[n].testimony()));
            let left = docket.remove(&memory, &all[n]).unwrap();
            costs.push(left.compared);
            memory.leave(left);
        }
        assert!(costs.iter().all(|c| *c <= costs[0] + 60), "{costs:?}");
    }
}

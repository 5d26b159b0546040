//! What is told to a ledger on PostgreSQL, where much is asked ahead and held back, says what it says on SQLite.
#![cfg(feature = "postgres")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout)]

#[path = "../../ledger/tests/suite/cluster.rs"]
mod cluster;
mod desk;

use cluster::Cluster;
use desk::random::{Random, report};
use desk::{Desk, reader};
use hearsay::Reading;
use hearsay::case::{Addition, Instant, Judgement};

/// The same is done at both desks.
struct Both([Desk; 2]);

impl Both {
    fn each<T: PartialEq + std::fmt::Debug>(&mut self, mut work: impl FnMut(&mut Desk) -> T) -> T {
        let [near, far] = &mut self.0;
        let (one, other) = (work(near), work(far));
        assert_eq!(one, other);
        one
    }

    /// Several reports in one transaction; what changed.
    fn add(&mut self, reports: &[Reading]) {
        self.each(|desk| {
            let at = desk.tick();
            let versions = desk.versions.clone();
            let addition =
                |reading| Addition { reading, versions: &versions, author: "desk", at, reread: true };
            let all: Vec<Addition<'_>> = reports.iter().map(addition).collect();
            let added = desk.case.add_many(&all).into_iter().map(|added| added.unwrap());
            added.map(|a| format!("{:?} {:?}", a.fate, a.changed)).collect::<Vec<_>>()
        });
    }
}

#[test]
fn both_databases_say_the_same_at_every_moment() {
    let Some(cluster) = Cluster::start() else { return };
    let reader = reader();
    for seed in 1..4 {
        let address = cluster.create(&format!("seed{seed}"));
        let (mut both, mut random) = (Both([Desk::new(&reader), Desk::at(&reader, &address)]), Random(seed));
        let mut moments: Vec<Instant> = Vec::new();
        let mut n = 0;
        while n < 60 {
            let some = 1 + random.below(7);
            let reports: Vec<Reading> = (n..n + some).map(|n| report(&reader, &mut random, n)).collect();
            n += some;
            both.add(&reports);
            if random.below(4) == 0 {
                let claim = reports[some - 1].sheet.claims[0].id.clone();
                both.each(|desk| desk.correct(&Judgement::Reject { claim: claim.clone() }));
            }
            moments.push(both.0[0].now);
            both.each(|desk| desk.board(None));
        }
        for moment in moments {
            both.each(|desk| desk.board(Some(moment)));
            both.0[1].agrees(Some(moment));
        }
        both.each(Desk::rebuilt);
        both.0[1].agrees(None);
        both.each(|desk| desk.case.verify(None).unwrap().head);
    }
}

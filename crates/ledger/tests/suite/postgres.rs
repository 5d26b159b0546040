//! Every case on PostgreSQL.

use super::{cluster::Cluster, place::Place};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A case and its name.
pub type Case = (&'static str, fn(&Place));

/// Every case in a database of its own. Skips where PostgreSQL is not installed, unless
/// `HEARSAY_POSTGRES=require`.
pub fn run(cases: &[Case]) {
    let Some(cluster) = Cluster::start() else { return };
    let mut failed = Vec::new();
    for (i, (name, case)) in cases.iter().enumerate() {
        let place = Place::database(cluster.create(&format!("case{i}")));
        let result = catch_unwind(AssertUnwindSafe(|| case(&place)));
        println!("postgresql: {name}: {}", if result.is_ok() { "ok" } else { "FAILED" });
        if result.is_err() {
            failed.push(*name);
        }
    }
    assert!(failed.is_empty(), "failed on PostgreSQL: {}", failed.join(", "));
}

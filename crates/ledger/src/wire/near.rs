//! Built without a database that is far: nothing is asked beforehand, and all of it when it is needed.

use super::{Look, Met};
use crate::{LedgerError, Reader, StandingRow, Writer};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! nothing {
    ($($name:ident($($given:ty),+) -> $found:ty;)+) => {
        $(
            #[doc = "Nothing: see the module."]
            pub fn $name(&mut self, $(_: $given),+) -> Result<$found, LedgerError> {
                Ok(Default::default())
            }
        )+
    };
}

impl Writer<'_> {
    nothing! {
        look_ahead(&[Look], usize) -> Met;
        sum_ahead(&BTreeSet<i64>, &[(i64, i64)]) -> ();
        count_ahead(&BTreeMap<i64, bool>, u32, &BTreeSet<i64>) -> ();
    }
}

impl Reader<'_> {
    nothing! {
        meant(&[String]) -> Vec<(String, i64)>;
        bodies(&[i64]) -> Vec<(i64, Vec<u8>)>;
        withdrawn(&[i64]) -> Vec<i64>;
        standings_of(&[i64]) -> Vec<StandingRow>;
    }
}

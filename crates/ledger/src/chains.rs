//! What one voice said, in the order in which it said it, and what takes something back.

use crate::{
    Brief, LedgerError, Reader, Seq, TestimonyRow, connect::on, rows::unborn, schema::testimony,
    testimonies::whole,
};
use diesel::prelude::*;

/// All that stands in a chain sorts after this: see [`TestimonyRow::LOOSE`].
pub(crate) const CHAINED: &str = "\"";

impl Reader<'_> {
    /// What a voice said to the questions of a base, live or not: the last `steps` before a place in its
    /// chain and the first `steps` after it, both in order; what stands at the place itself is left out.
    pub fn chain(
        &mut self,
        (base, voice): (i64, i64),
        spoken: &str,
        steps: usize,
    ) -> Result<(Vec<Brief>, Vec<Brief>), LedgerError> {
        if let Some(known) = self.memory.ahead.chain((base, voice), spoken, steps) {
            return Ok(known);
        }
        let steps = i64::try_from(steps).unwrap_or(i64::MAX);
        let (mut before, after): (Vec<Brief>, Vec<Brief>) = on!(self.told()?, c => {
            let chain = || {
                let of = testimony::base.eq(base).and(testimony::voice.eq(voice));
                let now = testimony::spoken.ge(CHAINED).and(testimony::until.is_null());
                testimony::table.filter(of).filter(now).select(Brief::as_select())
            };
            let before = chain().filter(testimony::spoken.lt(spoken)).order(testimony::spoken.desc());
            let after = chain().filter(testimony::spoken.gt(spoken)).order(testimony::spoken);
            (before.limit(steps).load(c)?, after.limit(steps).load(c)?)
        });
        before.reverse();
        Ok((before, after))
    }

    /// What the voice said next to the questions of a base, live or not: the first `steps` after a place in its
    /// chain of what held as of `as_of`.
    pub fn chain_then(
        &mut self,
        (base, voice): (i64, i64),
        spoken: &str,
        steps: usize,
        as_of: Seq,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        let steps = i64::try_from(steps).unwrap_or(i64::MAX);
        Ok(on!(self.told()?, c => {
            let of = testimony::base.eq(base).and(testimony::voice.eq(voice));
            let next = testimony::spoken.ge(CHAINED).and(testimony::spoken.gt(spoken));
            let held = testimony::until.is_null().or(testimony::until.gt(as_of));
            let then = whole().filter(of).filter(next).filter(held);
            let born = then.filter(testimony::no.lt(unborn(as_of))).order(testimony::spoken);
            born.limit(steps).select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// What takes something back under a base, today.
    pub fn withdrawals(&mut self, base: i64) -> Result<Vec<Brief>, LedgerError> {
        Ok(on!(self.told()?, c => {
            let of = testimony::base.eq(base).and(testimony::withdraws).and(testimony::until.is_null());
            testimony::table.filter(of).select(Brief::as_select()).load(c)
        })?)
    }

    /// What took something back under a base, as of `as_of`.
    pub fn withdrawals_then(&mut self, base: i64, as_of: Seq) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(self.told()?, c => {
            let of = testimony::base.eq(base).and(testimony::withdraws);
            let held = testimony::until.is_null().or(testimony::until.gt(as_of));
            let then = whole().filter(of).filter(held).filter(testimony::no.lt(unborn(as_of)));
            then.select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// All that was said under a base and holds today, live or not: for the rare case that something is
    /// taken back.
    pub fn said(&mut self, base: i64) -> Result<Vec<Brief>, LedgerError> {
        Ok(on!(self.told()?, c => {
            let of = testimony::base.eq(base).and(testimony::until.is_null());
            testimony::table.filter(of).select(Brief::as_select()).load(c)
        })?)
    }
}

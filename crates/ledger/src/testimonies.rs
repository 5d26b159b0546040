//! Testimonies: by number, by question and by reading.

use crate::{
    Brief, Figure, LedgerError, Reader, Seq, TestimonyRow, Writer,
    chains::CHAINED,
    connect::{Connection, on},
    flag, number,
    prepared::{PutTestimony, SetState},
    rows::unborn,
    schema::{testimony, testimony_body},
};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use std::collections::BTreeMap;

/// Neither of [`flag::ASIDE`].
const NOT_ASIDE: &str = "(flags & 24) = 0";
const _: () = assert!(flag::ASIDE == 24);

/// Rows that are looked at together.
pub(crate) const TOGETHER: i64 = 96;

/// Whether one of these cells is among those that are stored so: [`TestimonyRow::packed`].
pub(crate) fn lies(packed: &[u8], cells: &[i64]) -> bool {
    packed.as_chunks::<8>().0.iter().any(|c| cells.contains(&i64::from_le_bytes(*c)))
}

/// Testimonies with what they say.
#[diesel::dsl::auto_type]
pub(crate) fn whole() -> _ {
    testimony::table.inner_join(testimony_body::table.on(testimony_body::testimony.eq(testimony::no)))
}

impl Reader<'_> {
    /// One testimony, ended or not.
    pub fn testimony(&mut self, no: i64) -> Result<Option<TestimonyRow>, LedgerError> {
        Ok(on!(self.told()?, c => {
            whole().filter(testimony::no.eq(no)).select(TestimonyRow::as_select()).first(c).optional()
        })?)
    }

    /// The testimonies of these numbers, ended or not.
    pub fn those(&mut self, numbers: &[i64]) -> Result<Vec<TestimonyRow>, LedgerError> {
        match self.told()? {
            Connection::Sqlite(c) => {
                let one = |no: &i64| {
                    let its = whole().filter(testimony::no.eq(*no));
                    its.select(TestimonyRow::as_select()).first(c).optional()
                };
                Ok(numbers.iter().map(one).filter_map(Result::transpose).collect::<Result<_, _>>()?)
            }
            // All together: each would be a way over the wire.
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => {
                let its = whole().filter(testimony::no.eq_any(numbers)).order(testimony::no);
                Ok(its.select(TestimonyRow::as_select()).load(c)?)
            }
        }
    }

    /// Testimonies to the questions of a base that held as of `as_of`, in their order.
    pub fn testimonies(&mut self, base: i64, as_of: Seq) -> Result<Vec<TestimonyRow>, LedgerError> {
        let mut rows: Vec<TestimonyRow> = on!(self.told()?, c => {
            let born = testimony::base.eq(base).and(testimony::no.lt(unborn(as_of)));
            let held = testimony::until.is_null().or(testimony::until.gt(as_of));
            whole().filter(born).filter(held).select(TestimonyRow::as_select()).load(c)?
        });
        // Here, so that no plan goes through the table in its order.
        rows.sort_unstable_by_key(|r| r.no);
        Ok(rows)
    }

    /// Testimonies to one question of a base that hold today, in their order.
    pub fn testimonies_to(&mut self, base: i64, question: i64) -> Result<Vec<TestimonyRow>, LedgerError> {
        let mut rows: Vec<TestimonyRow> = on!(self.told()?, c => {
            let its = testimony::base.eq(base).and(testimony::question.eq(question));
            let held = whole().filter(its).filter(testimony::until.is_null());
            held.select(TestimonyRow::as_select()).load(c)?
        });
        rows.sort_unstable_by_key(|r| r.no);
        Ok(rows)
    }

    /// Testimonies of one reading, in their order.
    pub fn testimonies_of_reading(&mut self, reading: Seq) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(self.told()?, c => {
            let its = testimony::no.ge(number(reading, 0)).and(testimony::no.lt(number(reading + 1, 0)));
            whole().filter(its).order(testimony::no).select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// What a testimony says: [`TestimonyRow::body`].
    pub fn body(&mut self, no: i64) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(on!(self.told()?, c => {
            testimony_body::table.find(no).select(testimony_body::body).first(c).optional()
        })?)
    }

    /// One testimony in brief, ended or not.
    pub fn brief(&mut self, no: i64) -> Result<Option<Brief>, LedgerError> {
        if let Some(brief) = self.memory.ahead.brief(no) {
            return Ok(Some(brief));
        }
        Ok(on!(self.told()?, c => {
            testimony::table.find(no).select(Brief::as_select()).first(c).optional()
        })?)
    }

    /// Testimonies of one reading in brief, in their order.
    pub fn briefs_of_reading(&mut self, reading: Seq) -> Result<Vec<Brief>, LedgerError> {
        Ok(on!(self.told()?, c => {
            let its = testimony::no.ge(number(reading, 0)).and(testimony::no.lt(number(reading + 1, 0)));
            testimony::table.filter(its).order(testimony::no).select(Brief::as_select()).load(c)
        })?)
    }

    /// Testimonies of one reading that lie in one of these cells, live or not, in their order.
    pub fn beside(&mut self, reading: Seq, cells: &[i64]) -> Result<Vec<Brief>, LedgerError> {
        if let Some(known) = self.memory.ahead.beside(reading, cells) {
            return Ok(known);
        }
        let rows: Vec<(Brief, Vec<u8>)> = on!(self.told()?, c => {
            let its = testimony::no.ge(number(reading, 0)).and(testimony::no.lt(number(reading + 1, 0)));
            let all = testimony::table.filter(its).order(testimony::no);
            all.select((Brief::as_select(), testimony::cells)).load(c)
        })?;
        Ok(rows.into_iter().filter(|(_, packed)| lies(packed, cells)).map(|(brief, _)| brief).collect())
    }

    /// Of what answers a question today and was born by `as_of`, one that gives the lowest and one that gives the
    /// highest number. Goes through all of them.
    pub fn extremes(&mut self, question: i64, as_of: Seq) -> Result<Vec<i64>, LedgerError> {
        let numbers: Vec<(i64, Option<f64>, Option<f64>)> = on!(self.told()?, c => {
            let of = testimony::question.eq(question).and(testimony::live).and(testimony::low.is_not_null());
            let its = testimony::table.filter(of).filter(testimony::no.lt(unborn(as_of)));
            its.select((testimony::no, testimony::low, testimony::high)).load(c)?
        });
        let lowest = numbers.iter().filter_map(|n| Some((n.1?, n.0))).min_by(|a, b| a.0.total_cmp(&b.0));
        let highest = numbers.iter().filter_map(|n| Some((n.2?, n.0))).max_by(|a, b| a.0.total_cmp(&b.0));
        Ok(lowest.into_iter().chain(highest).map(|(_, no)| no).collect())
    }

    /// Any testimony of a base, ended or not.
    pub fn first_of(&mut self, base: i64) -> Result<Option<TestimonyRow>, LedgerError> {
        Ok(on!(self.told()?, c => {
            whole().filter(testimony::base.eq(base)).select(TestimonyRow::as_select()).first(c).optional()
        })?)
    }

    /// Whether a reading that held as of `as_of` has ended since.
    pub fn ended_since(&mut self, as_of: Seq) -> Result<bool, LedgerError> {
        let ended: Option<i64> = on!(self.told()?, c => {
            let since = testimony::table.filter(testimony::until.gt(as_of)).select(testimony::no);
            since.first(c).optional()
        })?;
        Ok(ended.is_some())
    }

    /// The numbers of live testimonies to a question, the one said last first, `limit` at most; without
    /// those counted of some days where `undated`. Out of the index alone.
    pub fn numbers(&mut self, question: i64, undated: bool, limit: u32) -> Result<Vec<Figure>, LedgerError> {
        if let Some(known) = self.memory.ahead.numbers(question, undated, limit) {
            return Ok(known);
        }
        let mut found: Vec<Figure> = Vec::new();
        let mut below: Option<String> = None;
        loop {
            let rows: Vec<Figure> = on!(self.told()?, c => {
                let of = testimony::question.eq(question).and(testimony::live).and(testimony::low.is_not_null());
                let latest = testimony::table.filter(of).order(testimony::spoken.desc()).limit(i64::from(limit));
                match &below {
                    None => latest.select(Figure::as_select()).load(c)?,
                    Some(below) => latest.filter(testimony::spoken.lt(below)).select(Figure::as_select()).load(c)?,
                }
            });
            let full = rows.len() as u32 == limit;
            below = rows.last().map(|f| f.spoken.clone());
            found.extend(rows.into_iter().filter(|f| !undated || f.flags & flag::DATED == 0));
            if !full || found.len() as u32 >= limit {
                found.truncate(limit as usize);
                return Ok(found);
            }
        }
    }
}

impl Reader<'_> {
    /// The keys of the voices that have live answers to a question, in order, `most` at most; with the number of
    /// the answer that each said last.
    pub fn voices(&mut self, question: i64, most: usize) -> Result<Vec<(i64, i64)>, LedgerError> {
        let mut last: BTreeMap<i64, (String, i64)> = BTreeMap::new();
        let mut from = i64::MIN;
        loop {
            let known = self.memory.ahead.speakers(question).filter(|_| from == i64::MIN);
            let rows: Vec<(i64, i64, i16, String)> = match known {
                Some(rows) => rows,
                None => on!(self.told()?, c => {
                    let of = testimony::question.eq(question).and(testimony::live).and(testimony::voice.ge(from));
                    let its = testimony::table.filter(of).order(testimony::voice).limit(TOGETHER);
                    its.select((testimony::voice, testimony::no, testimony::flags, testimony::spoken)).load(c)?
                }),
            };
            let full = rows.len() as i64 == TOGETHER;
            let next = rows.last().map_or(i64::MAX, |r| r.0);
            for (voice, no, _, spoken) in rows.into_iter().filter(|r| r.2 & flag::ASIDE == 0) {
                let spoken = spoken.trim_start_matches(TestimonyRow::LOOSE).to_owned();
                let kept = last.entry(voice).or_default();
                *kept = std::mem::take(kept).max((spoken, no));
            }
            if !full || last.len() > most {
                return Ok(last.into_iter().take(most).map(|(voice, (_, no))| (voice, no)).collect());
            }
            if next > from {
                from = next;
                continue;
            }
            // One voice fills a page: what it said last is looked up.
            last.extend(self.last_word(question, next)?.map(|word| (next, word)));
            from = next.saturating_add(1);
        }
    }

    /// When a voice last said a live answer to a question, and the number of that answer.
    fn last_word(&mut self, question: i64, voice: i64) -> Result<Option<(String, i64)>, LedgerError> {
        let mut last: Option<(String, i64)> = None;
        for loose in [true, false] {
            let found: Option<(String, i64)> = on!(self.told()?, c => {
                let of = testimony::question.eq(question).and(testimony::live).and(testimony::voice.eq(voice));
                let its = of.and(testimony::spoken.lt(CHAINED).eq(loose)).and(sql::<Bool>(NOT_ASIDE));
                let said = testimony::table.filter(its).order(testimony::spoken.desc());
                said.select((testimony::spoken, testimony::no)).first(c).optional()?
            });
            let found = found.map(|(said, no)| (said.trim_start_matches(TestimonyRow::LOOSE).to_owned(), no));
            last = last.max(found);
        }
        Ok(last)
    }
}

impl Writer<'_> {
    /// Files a testimony and the cells in which it lies.
    pub fn put_testimony(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        self.note_ahead(|a| a.put(row));
        if self.is_far() {
            self.memory.held.tell(row);
            return self.hold_told();
        }
        on!(&mut *self.connection, c => {
            PutTestimony::of(row).execute(c)?;
            let body = (testimony_body::testimony.eq(row.no), testimony_body::body.eq(&row.body));
            diesel::insert_into(testimony_body::table).values(body).execute(c)
        })?;
        self.put_cells(row)
    }

    /// What became of a testimony: its state by [`flag::STATE`]. The row as it is now.
    pub fn set_state(&mut self, row: TestimonyRow, state: i16) -> Result<TestimonyRow, LedgerError> {
        let flags = row.flags & !flag::STATE | state & flag::STATE;
        let live = flags & (flag::REPLACED | flag::GONE) == 0 && row.until.is_none();
        let now = SetState { flags: &flags, live: &live, no: &row.no };
        on!(self.told()?, c => now.execute(c))?;
        if live != row.live {
            self.move_cells(&row, live)?;
        }
        let now = TestimonyRow { flags, live, ..row };
        self.note_ahead(|a| a.change(&now));
        Ok(now)
    }

    /// A testimony ends with the entry `at`: it counts no more.
    pub fn end_testimony(&mut self, row: &TestimonyRow, at: Seq) -> Result<(), LedgerError> {
        on!(self.told()?, c => {
            let end = (testimony::until.eq(at), testimony::live.eq(false));
            diesel::update(testimony::table.find(row.no)).set(end).execute(c)
        })?;
        self.note_ahead(|a| a.end(row, false));
        if row.live { self.move_cells(row, false) } else { Ok(()) }
    }

    /// Takes a testimony out altogether, with its cells and ties, to be filed anew under its number.
    pub fn drop_testimony(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        self.remove_ties(row.no)?;
        self.lift_cells(row)?;
        on!(self.told()?, c => {
            diesel::delete(testimony::table.find(row.no)).execute(c)?;
            diesel::delete(testimony_body::table.find(row.no)).execute(c)
        })?;
        self.note_ahead(|a| a.end(row, true));
        Ok(())
    }

    /// All testimonies of a question go to another of their base: two episodes have become one.
    pub fn move_testimonies(&mut self, base: i64, from: i64, to: i64) -> Result<(), LedgerError> {
        on!(self.told()?, c => {
            let its = testimony::base.eq(base).and(testimony::question.eq(from));
            diesel::update(testimony::table.filter(its)).set(testimony::question.eq(to)).execute(c)
        })?;
        self.note_ahead(|a| a.follow(from, to));
        Ok(())
    }
}

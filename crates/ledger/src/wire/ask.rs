//! Asking for many at once.

use super::{
    Held, Met,
    ahead::{Ahead, Links, Look, Near, closed, meets},
    statements as all,
};
use crate::{
    Brief, Figure, Heading, LedgerError, Reader, StandingRow, SumRow, Writer, cells::SPANS,
    connect::Connection, flag, standings::Row, testimonies::TOGETHER,
};
use diesel::{PgConnection, prelude::*};
use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry};

/// Episodes that are asked for at once.
const EPISODES: i64 = 4;

/// The connection, where it is one over a wire; else nothing is asked.
macro_rules! far {
    ($connection:expr) => {
        match $connection {
            Connection::Sqlite(_) => return Ok(Default::default()),
            Connection::Postgres(c) => c,
        }
    };
}

/// The rows of a statement for some values; none for no values.
macro_rules! load {
    ($self:ident, $values:expr, $statement:expr) => {
        match &mut *$self.connection {
            Connection::Postgres(c) if !$values.is_empty() => $statement.load(c)?,
            _ => Vec::new(),
        }
    };
}

impl Writer<'_> {
    /// Asks for what lies near testimonies that are about to be added, for what their voices said and for the
    /// episodes of their questions. `steps`: of a chain.
    pub fn look_ahead(&mut self, looks: &[Look], steps: usize) -> Result<Met, LedgerError> {
        let Reader { connection, memory } = &mut self.reader;
        let c = far!(&mut **connection);
        memory.held.put_said(c)?;
        memory.held.put_days(c)?;
        let mut fresh = Ahead { steps, ..Ahead::default() };
        fresh.ask_near(c, looks)?;
        fresh.ask_chains(c, looks)?;
        fresh.ask_episodes(c, looks, &memory.held)?;
        let episodes = fresh.episodes.values().flatten().flat_map(|(_, found)| found).map(|h| h.no);
        let met = Met {
            testimonies: fresh.briefs.keys().copied().collect(),
            questions: fresh.briefs.values().map(|b| b.question).chain(episodes).collect(),
        };
        self.memory.ahead.renew(fresh);
        Ok(met)
    }

    /// Asks for the sums of these questions, and who speaks to them: by question and voice.
    pub fn sum_ahead(&mut self, questions: &BTreeSet<i64>, voices: &[(i64, i64)]) -> Result<(), LedgerError> {
        let unknown: Vec<i64> = questions.iter().filter(|q| !self.sums.contains_key(q)).copied().collect();
        let c = far!(self.reader.told()?);
        let (of, by): (Vec<i64>, Vec<i64>) = voices.iter().copied().unzip();
        let speaking = all::Voices { question: &of, voice: &by, aside: &flag::ASIDE };
        let speak: Vec<(i64, i64, i64)> = if of.is_empty() { Vec::new() } else { speaking.load(c)? };
        let stored = all::Sums { questions: &unknown };
        let sums: Vec<(i64, Vec<u8>)> = if unknown.is_empty() { Vec::new() } else { stored.load(c)? };
        let mut known: HashMap<(i64, i64), BTreeSet<i64>> =
            voices.iter().map(|v| (*v, BTreeSet::new())).collect();
        for (question, voice, no) in speak {
            known.entry((question, voice)).or_default().insert(no);
        }
        self.memory.ahead.voices = known;
        for (question, body) in sums {
            self.knows_sum(SumRow::from_bytes(question, &body));
        }
        Ok(())
    }

    /// Asks for numbers ([`Reader::numbers`]: of which question, whether without the dated ones) and for voices
    /// ([`Reader::voices`]).
    pub fn count_ahead(
        &mut self,
        numbers: &BTreeMap<i64, bool>,
        most: u32,
        voices: &BTreeSet<i64>,
    ) -> Result<(), LedgerError> {
        let c = far!(self.reader.told()?);
        let question: Vec<i64> = numbers.keys().copied().collect();
        let without: Vec<i16> = numbers.values().map(|n| if *n { flag::DATED } else { 0 }).collect();
        let speakers: Vec<i64> = voices.iter().copied().collect();
        let counts = all::Numbers { question: &question, without: &without, most: &i64::from(most) };
        let rows: Vec<(i64, Figure)> = if numbers.is_empty() { Vec::new() } else { counts.load(c)? };
        let said: Vec<(i64, i64, i64, i16, String)> = match &speakers[..] {
            [] => Vec::new(),
            some => all::Speakers { question: some, most: &TOGETHER }.load(c)?,
        };
        let ahead = &mut self.memory.ahead;
        ahead.numbers = numbers.iter().map(|(q, undated)| ((*q, *undated, most), Vec::new())).collect();
        for (question, figure) in rows {
            let key = (question, numbers.get(&question).copied().unwrap_or_default(), most);
            ahead.numbers.entry(key).or_default().push(figure);
        }
        ahead.speakers = voices.iter().map(|q| (*q, Vec::new())).collect();
        for (question, voice, no, flags, spoken) in said {
            ahead.speakers.entry(question).or_default().push((voice, no, flags, spoken));
        }
        // What fills the page goes on.
        ahead.speakers.retain(|_, rows| (rows.len() as i64) < TOGETHER);
        Ok(())
    }
}

impl Reader<'_> {
    /// The questions that these ids mean today; without those that mean none.
    pub fn meant(&mut self, ids: &[String]) -> Result<Vec<(String, i64)>, LedgerError> {
        if ids.iter().any(|id| self.memory.held.names(id)) {
            self.asked()?;
        }
        Ok(load!(self, ids, all::Meant { ids }))
    }

    /// What these testimonies say.
    pub fn bodies(&mut self, numbers: &[i64]) -> Result<Vec<(i64, Vec<u8>)>, LedgerError> {
        self.told()?;
        Ok(load!(self, numbers, all::Bodies { numbers }))
    }

    /// Those of these bases under which something is taken back today.
    pub fn withdrawn(&mut self, bases: &[i64]) -> Result<Vec<i64>, LedgerError> {
        self.told()?;
        Ok(load!(self, bases, all::Withdrawn { bases }))
    }

    /// What can be said of these questions today; without those of which nothing can.
    pub fn standings_of(&mut self, questions: &[i64]) -> Result<Vec<StandingRow>, LedgerError> {
        if questions.iter().any(|no| self.memory.held.stood.contains(no)) {
            self.asked()?;
        }
        let rows: Vec<Row> = load!(self, questions, all::Standings { questions });
        rows.into_iter().filter(|r| r.until.is_none()).map(|r| self.show(r)).collect()
    }
}

impl Ahead {
    fn ask_near(&mut self, c: &mut PgConnection, looks: &[Look]) -> Result<(), LedgerError> {
        let (mut nth, mut keys, mut firsts, mut lasts) = (vec![], vec![], vec![], vec![]);
        for look in looks {
            let (days, at) = (closed(look.days), self.near.len());
            match self.looks.entry((look.cells.clone(), look.days)) {
                Entry::Occupied(_) => continue,
                Entry::Vacant(vacant) => vacant.insert(at),
            };
            self.near.push(Near { days, found: BTreeSet::new() });
            for key in &look.cells {
                self.cells.entry(*key).or_default().push(at);
                nth.push(at as i32);
                keys.push(*key);
                firsts.push(days.0);
                lasts.push(days.1);
            }
        }
        let [few, more] =
            SPANS.map(|most| firsts.iter().map(|f| f.saturating_sub(most)).collect::<Vec<i32>>());
        let nearby =
            all::Nearby { nth: &nth, key: &keys, few: &few, more: &more, first: &firsts, last: &lasts };
        let rows: Vec<(i32, Brief)> = nearby.load(c)?;
        for (at, brief) in rows {
            self.near[at as usize].found.insert(brief.no);
            self.briefs.insert(brief.no, brief);
        }
        Ok(())
    }

    fn ask_chains(&mut self, c: &mut PgConnection, looks: &[Look]) -> Result<(), LedgerError> {
        let places = looks.iter().filter_map(|l| Some((l.chain, l.spoken.clone()?)));
        let places = Vec::from_iter(places.collect::<BTreeSet<_>>());
        let nth: Vec<i32> = (0..places.len() as i32).collect();
        let base: Vec<i64> = places.iter().map(|p| p.0.0).collect();
        let voice: Vec<i64> = places.iter().map(|p| p.0.1).collect();
        let place: Vec<String> = places.iter().map(|p| p.1.clone()).collect();
        let steps = i64::try_from(self.steps).unwrap_or(i64::MAX);
        let chains = all::Chains {
            nth: &nth,
            base: &base,
            voice: &voice,
            place: &place,
            before: &steps,
            after: &steps,
        };
        let rows: Vec<(i32, String, Brief)> = chains.load(c)?;
        for (chain, place) in &places {
            self.chains.entry(*chain).or_default().insert(place.clone(), Links::default());
        }
        for (at, spoken, brief) in rows {
            let (chain, place) = &places[at as usize];
            let links = self.chains.get_mut(chain).and_then(|places| places.get_mut(place));
            links.into_iter().for_each(|l| l.insert(place, &spoken, brief.no, self.steps));
            self.briefs.insert(brief.no, brief);
        }
        Ok(())
    }

    fn ask_episodes(&mut self, c: &mut PgConnection, looks: &[Look], held: &Held) -> Result<(), LedgerError> {
        let asked = looks.iter().filter_map(|l| Some((l.chain.0, l.episode?)));
        let asked = Vec::from_iter(asked.collect::<BTreeSet<_>>());
        let nth: Vec<i32> = (0..asked.len() as i32).collect();
        let base: Vec<i64> = asked.iter().map(|a| a.0).collect();
        let last: Vec<i32> = asked.iter().map(|a| a.1.1).collect();
        let episodes = all::Episodes { nth: &nth, base: &base, last: &last, most: &EPISODES };
        let rows: Vec<(i32, Heading)> = episodes.load(c)?;
        let mut found: Vec<Vec<Heading>> = asked.iter().map(|_| Vec::new()).collect();
        for (at, heading) in rows {
            found[at as usize].push(heading);
        }
        for ((base, days), mut of) in asked.into_iter().zip(found) {
            let full = of.len() as i64 == EPISODES;
            let all = of.len();
            of.retain(|h| h.last_day.is_some_and(|last| last >= days.0));
            // Further back there may be more.
            if !full || of.len() < all {
                let meets = |h: &Heading| h.first_day.zip(h.last_day).is_some_and(|own| meets(own, days));
                of.extend(held.of_base(base).filter(meets));
                self.episodes.entry(base).or_default().push((days, of));
            }
        }
        Ok(())
    }
}

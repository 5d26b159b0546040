//! Writing what was held back.

use super::{
    held::Held,
    statements::{
        EndStandings, PutCells, PutDays, PutFrontiers, PutNames, PutQuestions, PutStandings, PutTallies,
        PutTies, PutTold,
    },
};
use crate::{LedgerError, Seq, cells};
use diesel::{PgConnection, prelude::*};
use std::{collections::BTreeMap, mem::take};

/// The columns of rows: `columns!(rows, row => a, b)` gives a list of each.
macro_rules! columns {
    ($rows:expr, $row:pat => $($name:ident: $value:expr),+ $(,)?) => {
        $(let mut $name = Vec::new();)+
        for $row in $rows {
            $($name.push($value);)+
        }
    };
}

impl Held {
    /// Testimonies, their cells and ties.
    pub fn put_said(&mut self, c: &mut PgConnection) -> Result<(), LedgerError> {
        if !self.told.is_empty() {
            self.put_told(c)?;
        }
        if !self.ties.is_empty() {
            columns!(take(&mut self.ties), ((one, two, of), now) => a: one, b: two, kind: of, counts: now);
            PutTies { a: &a, b: &b, kind: &kind, counts: &counts }.execute(c)?;
        }
        Ok(())
    }

    fn put_told(&mut self, c: &mut PgConnection) -> Result<(), LedgerError> {
        let told = take(&mut self.told);
        let lie = told.iter().flat_map(|row| row.cells().map(move |key| (key, row)));
        columns!(lie, (at, row) => key: at, live: row.live, span: cells::span(row), reach_from: row.reach_from,
            testimony: row.no, reach_to: row.reach_to);
        let places = PutCells {
            key: &key,
            live: &live,
            span: &span,
            reach_from: &reach_from,
            testimony: &testimony,
            reach_to: &reach_to,
        };
        places.execute(c)?;
        columns!(told, row => no: row.no, base: row.base, question: row.question, voice: row.voice,
            spoken: row.spoken, document: row.document, reach_from: row.reach_from, reach_to: row.reach_to,
            flags: row.flags, live: row.live, withdraws: row.withdraws, until: row.until, low: row.low,
            high: row.high, cells: row.cells, body: row.body);
        let told = PutTold {
            no: &no,
            base: &base,
            question: &question,
            voice: &voice,
            spoken: &spoken,
            document: &document,
            reach_from: &reach_from,
            reach_to: &reach_to,
            flags: &flags,
            live: &live,
            withdraws: &withdraws,
            until: &until,
            low: &low,
            high: &high,
            cells: &cells,
            body: &body,
        };
        told.execute(c)?;
        Ok(())
    }

    /// Questions, their names, days and standings.
    pub fn put_asked(&mut self, c: &mut PgConnection) -> Result<(), LedgerError> {
        (self.bases, self.asked) = Default::default();
        if !self.questions.is_empty() {
            columns!(take(&mut self.questions).into_values(), (code, row) => no: row.no, base: row.base, kind: code,
                first_day: row.first_day, last_day: row.last_day, text: row.text, body: row.body);
            let questions = PutQuestions {
                no: &no,
                base: &base,
                kind: &kind,
                first_day: &first_day,
                last_day: &last_day,
                text: &text,
                body: &body,
            };
            questions.execute(c)?;
        }
        if !self.names.is_empty() {
            columns!(take(&mut self.names), ((name, at), (of, its)) => id: name, since: at, question: of, own: its);
            PutNames { id: &id, since: &since, question: &question, own: &own }.execute(c)?;
        }
        self.put_days(c)?;
        self.put_standings(c)
    }

    /// Days of episodes.
    pub fn put_days(&mut self, c: &mut PgConnection) -> Result<(), LedgerError> {
        if !self.days.is_empty() {
            columns!(take(&mut self.days), (of, (first, last)) => no: of, first_day: first, last_day: last);
            PutDays { no: &no, first_day: &first_day, last_day: &last_day }.execute(c)?;
        }
        Ok(())
    }

    fn put_standings(&mut self, c: &mut PgConnection) -> Result<(), LedgerError> {
        self.stood.clear();
        if !self.ended.is_empty() {
            columns!(take(&mut self.ended), (of, at) => no: of, until: at);
            EndStandings { no: &no, until: &until }.execute(c)?;
        }
        if self.standings.is_empty() {
            return Ok(());
        }
        columns!(take(&mut self.standings).into_values(), row => no: row.no, question: row.question,
            until: row.until, kind: row.kind, code: row.code, grade: row.grade, changed: row.changed,
            valid_from: row.valid_from, valid_to: row.valid_to, origins: row.origins, answers: row.answers,
            body: row.body);
        let standings = PutStandings {
            no: &no,
            question: &question,
            until: &until,
            kind: &kind,
            code: &code,
            grade: &grade,
            changed: &changed,
            valid_from: &valid_from,
            valid_to: &valid_to,
            origins: &origins,
            answers: &answers,
            body: &body,
        };
        standings.execute(c)?;
        Ok(())
    }
}

pub(crate) fn put_tally(
    c: &mut PgConnection,
    rows: BTreeMap<(i16, i16, Seq), i64>,
) -> Result<(), LedgerError> {
    if !rows.is_empty() {
        columns!(rows, ((of, stands, at), now) => kind: of, standing: stands, seq: at, alive: now);
        PutTallies { kind: &kind, standing: &standing, seq: &seq, alive: &alive }.execute(c)?;
    }
    Ok(())
}

pub(crate) fn put_frontier(c: &mut PgConnection, rows: BTreeMap<Seq, i64>) -> Result<(), LedgerError> {
    if !rows.is_empty() {
        columns!(rows, (at, last) => seq: at, changed: last);
        PutFrontiers { seq: &seq, changed: &changed }.execute(c)?;
    }
    Ok(())
}

//! What was asked for before it was needed stays the answer, whatever is written meanwhile.

use super::{
    build::{question, testimony, tie},
    place::{Place, reviews},
};
use ledger::{Brief, LedgerError, Look, QuestionRow, ReadingRow, Seq, TestimonyRow, Writer, flag, number};
use std::collections::BTreeMap;

struct Random(u64);

impl Random {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as i64) % n
    }
}

/// The reading that has begun.
const READING: Seq = 2;
/// Steps of a chain.
const STEPS: usize = 2;

/// A question belongs to one base.
fn of_base(base: i64, random: &mut Random) -> i64 {
    number(1, ((base - 70) * 2 + random.below(2)) as u16)
}

fn any_row(random: &mut Random, no: i64) -> TestimonyRow {
    let from = random.below(30) as i32;
    let cells: Vec<i64> = (0..1 + random.below(2)).map(|_| 1 + random.below(4)).collect();
    let (base, loose) = (70 + random.below(2), random.below(4) == 0);
    TestimonyRow {
        no,
        base,
        question: of_base(base, random),
        voice: random.below(2),
        spoken: if loose {
            format!("{}{no}", TestimonyRow::LOOSE)
        } else {
            format!("{:02} {no}", random.below(9))
        },
        reach_from: from,
        reach_to: from + [0, 3, 40, 400][random.below(4) as usize],
        flags: if random.below(4) == 0 { flag::ASIDE } else { flag::ANSWERS },
        live: random.below(4) > 0,
        cells: TestimonyRow::packed(&cells),
        ..testimony(1, 0, (None, None))
    }
}

fn looks() -> Vec<Look> {
    let mut looks = Vec::new();
    for (i, day) in [(0, 0), (1, 5), (2, 12), (3, 29)] {
        for voice in 0..2 {
            looks.push(Look {
                cells: vec![1 + i, 1 + (i + 1) % 4],
                days: (Some(day), Some(day + 2)),
                chain: (70 + i % 2, voice),
                spoken: (i > 0).then(|| format!("{:02} 5", i * 3)),
                episode: Some((day, day + 2)),
            });
        }
    }
    looks
}

fn briefs<'r>(rows: impl Iterator<Item = &'r TestimonyRow>) -> Vec<Brief> {
    rows.map(|r| Brief { no: r.no, question: r.question, flags: r.flags, live: r.live }).collect()
}

/// Against a look at each row.
fn same(w: &mut Writer<'_>, rows: &BTreeMap<i64, TestimonyRow>) -> Result<(), LedgerError> {
    for look in looks() {
        let (from, to) = (look.days.0.unwrap_or(0), look.days.1.unwrap_or(0));
        let near = rows.values().filter(|r| {
            r.live
                && r.until.is_none()
                && r.reach_from <= to
                && r.reach_to >= from
                && r.cells().any(|c| look.cells.contains(&c))
        });
        assert_eq!(w.near(&look.cells, look.days)?, briefs(near), "{look:?}");
        let beside = rows
            .values()
            .filter(|r| r.no >= number(READING, 0) && r.cells().any(|c| look.cells.contains(&c)));
        assert_eq!(w.beside(READING, &look.cells)?, briefs(beside), "{look:?}");
        let Some(spoken) = &look.spoken else { continue };
        let mut chain: Vec<&TestimonyRow> = rows
            .values()
            .filter(|r| {
                (r.base, r.voice) == look.chain
                    && r.until.is_none()
                    && !r.spoken.starts_with(TestimonyRow::LOOSE)
            })
            .collect();
        chain.sort_by(|a, b| a.spoken.cmp(&b.spoken));
        let before: Vec<_> = chain.iter().filter(|r| r.spoken < *spoken).copied().collect();
        let after = chain.iter().filter(|r| r.spoken > *spoken).take(STEPS).copied();
        let before = before[before.len().saturating_sub(STEPS)..].iter().copied();
        assert_eq!(w.chain(look.chain, spoken, STEPS)?, (briefs(before), briefs(after)), "{look:?}");
    }
    for row in rows.values() {
        assert_eq!(w.brief(row.no)?, briefs([row].into_iter()).pop());
    }
    Ok(())
}

/// One of all that can happen to a testimony.
fn step(
    w: &mut Writer<'_>,
    random: &mut Random,
    rows: &mut BTreeMap<i64, TestimonyRow>,
) -> Result<(), LedgerError> {
    let old =
        rows.values().filter(|r| r.until.is_none()).nth(random.below(rows.len() as i64) as usize).cloned();
    match (random.below(8), old) {
        (0, Some(row)) => {
            w.end_testimony(&row, READING)?;
            rows.insert(row.no, TestimonyRow { until: Some(READING), live: false, ..row });
        }
        (1, Some(row)) => {
            w.drop_testimony(&row)?;
            w.put_testimony(&row)?;
        }
        (2, Some(row)) => {
            w.drop_testimony(&row)?;
            rows.remove(&row.no);
        }
        (3 | 4, Some(row)) => {
            let state = [0, flag::REPLACED, flag::GONE, flag::REVISES][random.below(4) as usize];
            let now = w.set_state(row, state)?;
            rows.insert(now.no, now);
        }
        (5, Some(row)) => {
            let to = of_base(row.base, random);
            w.move_testimonies(row.base, row.question, to)?;
            rows.values_mut()
                .filter(|r| (r.base, r.question) == (row.base, row.question))
                .for_each(|r| r.question = to);
        }
        _ => {
            let no = rows.keys().next_back().map_or(0, |no| no + 1).max(number(READING, 0));
            let row = any_row(random, no);
            w.put_testimony(&row)?;
            rows.insert(no, row);
        }
    }
    Ok(())
}

pub fn what_was_asked_ahead_follows_what_is_written(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 2);
    let mut random = Random(5);
    let mut rows = BTreeMap::new();
    for nth in 0..40 {
        let row = any_row(&mut random, number(1, nth));
        rows.insert(row.no, row);
    }
    ledger.write(|w| rows.values().try_for_each(|r| w.put_testimony(r))).unwrap();
    ledger
        .write(|w| {
            w.put_reading(&ReadingRow { seq: READING, document: 1, until: None })?;
            for _ in 0..12 {
                w.look_ahead(&looks(), STEPS)?;
                for _ in 0..12 {
                    step(w, &mut random, &mut rows)?;
                    same(w, &rows)?;
                }
            }
            Ok::<_, LedgerError>(())
        })
        .unwrap();
    ledger.write(|w| same(w, &rows)).unwrap();
}

pub fn episodes_and_ties_that_are_held_back_are_seen(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 2);
    let asked = |nth, id: &str, days: (i32, i32)| QuestionRow {
        first_day: Some(days.0),
        last_day: Some(days.1),
        ..question(number(1, nth), id)
    };
    let look = Look {
        cells: vec![1],
        days: (Some(0), Some(9)),
        chain: (77, 5),
        spoken: None,
        episode: Some((10, 20)),
    };
    ledger
        .write(|w| {
            w.put_question(&asked(0, "qst_a", (12, 14)))?;
            w.look_ahead(std::slice::from_ref(&look), STEPS)?;
            w.put_question(&asked(1, "qst_b", (18, 19)))?;
            w.put_question(&asked(2, "qst_c", (25, 26)))?;
            let days = |w: &mut Writer<'_>| {
                let found = w.episodes(77, (10, 20))?;
                Ok::<_, LedgerError>(
                    found.iter().map(|h| (h.no - number(1, 0), h.first_day)).collect::<Vec<_>>(),
                )
            };
            assert_eq!(days(w)?, [(1, Some(18)), (0, Some(12))]);
            w.set_days(number(1, 2), 20, 26)?;
            assert_eq!(days(w)?, [(2, Some(20)), (1, Some(18)), (0, Some(12))]);
            w.set_days(number(1, 1), 16, 19)?;
            w.clear_days(number(1, 0))?;
            assert_eq!(days(w)?, [(2, Some(20)), (1, Some(16))]);
            // One that is there already is none the second time, held back or not.
            for nth in 0..2 {
                let row = TestimonyRow { question: number(1, 0), ..testimony(1, nth, (None, None)) };
                w.put_testimony(&row)?;
                w.count_testimony(&row, 1)?;
            }
            let both = tie(number(1, 0), number(1, 1));
            for _ in 0..2 {
                w.put_tie(&both, [number(1, 0); 2])?;
                assert_eq!(w.sum(number(1, 0))?.agrees, 1);
                assert_eq!(w.ties_of(both.a)?, [both]);
                w.put_tie(&both, [number(1, 0); 2])?;
            }
            w.remove_ties(both.b)?;
            w.put_tie(&both, [number(1, 0); 2])?;
            assert_eq!((w.sum(number(1, 0))?.agrees, w.ties_of(both.b)?), (1, vec![both]));
            Ok::<_, LedgerError>(())
        })
        .unwrap();
    let meant = ledger.read(|r| r.question_of_id("qst_b", 9)).unwrap().map(|q| (q.no, q.first_day));
    assert_eq!(meant, Some((number(1, 1), Some(16))));
}

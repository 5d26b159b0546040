//! The board, against one worked out by going through everything.

use super::{
    build::{question, standing},
    place::{Place, reviews},
};
use ledger::{Board, Cursor, Filter, Ledger, LedgerError, MarkRow, Seq, Sort, StandingRow, Total, number};
use std::cmp::Reverse;

/// Numbers that look like chance and are the same each time.
fn numbers() -> impl FnMut(i64) -> i64 {
    let mut state = 42u64;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below.unsigned_abs()) as i64
    }
}

const QUESTIONS: i64 = 25;
const ENTRIES: i64 = 60;

/// A ledger in which questions change their standing at random, and all that was put into it.
fn fill(ledger: &mut Ledger) -> Vec<(Seq, StandingRow)> {
    reviews(ledger, ENTRIES);
    let mut next = numbers();
    let mut said = Vec::new();
    let fill = |w: &mut ledger::Writer<'_>| {
        for q in 0..QUESTIONS {
            let kind = if q % 3 == 0 { "fighting" } else { "killed" };
            w.put_question(&ledger::QuestionRow {
                kind: kind.into(),
                ..question(number(1, q as u16), &format!("qst_{q}"))
            })?;
            let place =
                MarkRow { sort: Sort::Place, key: q % 4, hit: number(1, q as u16), since: 1 + q % 3 * 20 };
            w.mark(&[place, MarkRow { sort: Sort::Actor, key: q % 2, ..place }])?;
        }
        for at in 1..=ENTRIES {
            for _ in 0..next(4) {
                let q = next(QUESTIONS);
                let kind = if q % 3 == 0 { "fighting" } else { "killed" };
                let row = StandingRow {
                    kind: kind.into(),
                    valid_from: (next(3) > 0).then_some(next(50) as i32),
                    valid_to: (next(3) > 0).then_some(50 + next(50) as i32),
                    ..standing(number(1, q as u16), next(5) as i16, next(40))
                };
                w.put_standing(&row, at)?;
                said.push((at, row));
            }
        }
        Ok::<_, LedgerError>(())
    };
    ledger.write(fill).unwrap();
    said
}

/// Places on the board that the filter leaves, in order.
fn expected(said: &[(Seq, StandingRow)], filter: &Filter, as_of: Seq) -> Vec<(i16, Reverse<i64>, i64)> {
    let mut places = Vec::new();
    for q in 0..QUESTIONS {
        let no = number(1, q as u16);
        let last = said.iter().rev().find(|(at, row)| *at <= as_of && row.question == no);
        let Some((_, row)) = last else { continue };
        let marked = filter.marks.iter().all(|(sort, key)| {
            as_of > q % 3 * 20 && *key == if *sort == Sort::Place { q % 4 } else { q % 2 }
        });
        let about = filter.about.is_none_or(|(from, to)| {
            row.valid_from.is_none_or(|v| to.is_none_or(|t| v <= t))
                && row.valid_to.is_none_or(|v| from.is_none_or(|f| v >= f))
        });
        if marked
            && about
            && filter.kind.as_ref().is_none_or(|k| *k == row.kind)
            && (filter.standings.is_empty() || filter.standings.contains(&row.standing))
            && filter.changed_since.is_none_or(|s| row.changed >= s)
        {
            places.push((row.standing, Reverse(row.changed), no));
        }
    }
    places.sort();
    places
}

fn places(board: &Board) -> Vec<(i16, Reverse<i64>, i64)> {
    board.rows.iter().map(|(q, s)| (s.standing, Reverse(s.changed), q.no)).collect()
}

/// By both ways in which a page is found, whole and page by page, at moments from first to last.
pub fn the_board_is_that_of_the_moment(place: &Place) {
    let mut ledger = place.open();
    let said = fill(&mut ledger);
    let all = Filter::default();
    let filters = [
        all.clone(),
        Filter { kind: Some("fighting".into()), ..all.clone() },
        Filter { kind: Some("nothing of the sort".into()), ..all.clone() },
        Filter { standings: vec![0, 3], ..all.clone() },
        Filter { changed_since: Some(20), kind: Some("killed".into()), ..all.clone() },
        Filter { marks: vec![(Sort::Place, 1)], ..all.clone() },
        Filter { marks: vec![(Sort::Place, 2), (Sort::Actor, 0)], about: Some((Some(60), Some(70))), ..all },
    ];
    for as_of in [0, 1, 5, 20, 33, 59, 60, 99] {
        for filter in &filters {
            let expected = expected(&said, filter, as_of);
            for few in [20_000, 2, 0] {
                let whole = ledger.read(|r| r.board_with(few, filter, as_of, None, 1000)).unwrap();
                assert_eq!(places(&whole), expected, "{filter:?} as of {as_of}, few: {few}");
                assert_eq!((whole.total, whole.next), (Total::Exactly(expected.len() as i64), None));
                let (mut paged, mut cursor): (Vec<_>, Option<Cursor>) = (Vec::new(), None);
                loop {
                    let page = ledger.read(|r| r.board_with(few, filter, as_of, cursor, 3)).unwrap();
                    paged.extend(places(&page));
                    let (Total::Exactly(n) | Total::AtLeast(n)) = page.total;
                    assert!(n <= expected.len() as i64 && n >= page.rows.len() as i64);
                    cursor = page.next;
                    if cursor.is_none() {
                        break;
                    }
                }
                assert_eq!(paged, expected, "{filter:?} as of {as_of}, few: {few}, page by page");
            }
        }
    }
}

pub fn the_same_standing_is_not_written_twice(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 4);
    let q = number(1, 0);
    let put =
        |ledger: &mut Ledger, code, at| ledger.write(|w| w.put_standing(&standing(q, code, 9), at)).unwrap();
    assert_eq!([put(&mut ledger, 1, 1), put(&mut ledger, 1, 2), put(&mut ledger, 2, 3)], [true, false, true]);
    // The same entry thinks again: what it said first was never seen.
    assert!(put(&mut ledger, 4, 3));
    ledger
        .read(|r| {
            let history = r.history(q, 4, 9)?;
            let spans: Vec<_> = history.iter().map(|s| (s.standing, ledger::born(s.no), s.until)).collect();
            assert_eq!(spans, [(1, 1, Some(3)), (4, 3, None)]);
            assert_eq!(r.history(q, 2, 9)?.len(), 1);
            let mut codes = |as_of| r.standing(q, as_of).map(|s| s.map(|s| s.standing));
            assert_eq!([codes(0)?, codes(1)?, codes(2)?, codes(3)?], [None, Some(1), Some(1), Some(4)]);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn a_question_that_became_part_of_another_leaves_the_board(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 4);
    let q = number(1, 0);
    ledger
        .write(|w| {
            w.put_question(&question(q, "qst_a"))?;
            w.put_standing(&standing(q, 1, 9), 1)?;
            w.end_standing(q, 3)?;
            w.end_standing(q, 4)
        })
        .unwrap();
    for few in [20_000, 0] {
        for (as_of, rows) in [(2, 1), (3, 0), (4, 0)] {
            let board = ledger.read(|r| r.board_with(few, &Filter::default(), as_of, None, 9)).unwrap();
            assert_eq!((board.rows.len(), board.total), (rows, Total::Exactly(rows as i64)), "as of {as_of}");
        }
    }
    assert_eq!(ledger.read(|r| r.standing(q, 3)).unwrap(), None);
}

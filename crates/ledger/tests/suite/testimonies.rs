//! Testimonies and ties, as adding looks for them.

use super::{
    build::{testimony, tie},
    place::{Place, reviews},
};
use ledger::{LedgerError, SumRow, TestimonyRow, flag, number};

/// Against a look at each of them, for reaches short and long, closed and open.
pub fn live_testimonies_are_those_whose_days_meet(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let ends = [None, Some(0), Some(3), Some(128), Some(129), Some(300), Some(900)];
    let mut rows: Vec<TestimonyRow> = Vec::new();
    for from in ends {
        for to in ends {
            if from.is_none() || to.is_none() || from <= to {
                let cell = 77 + (rows.len() % 3) as i64;
                let live = !rows.len().is_multiple_of(5);
                let row = testimony(1, rows.len() as u16, (from, to));
                rows.push(TestimonyRow { live, cells: TestimonyRow::packed(&[cell, 99]), ..row });
            }
        }
    }
    ledger.write(|w| rows.iter().try_for_each(|r| w.put_testimony(r))).unwrap();
    let meets = |row: &TestimonyRow, (from, to): (Option<i32>, Option<i32>)| {
        to.is_none_or(|t| row.reach_from <= t) && from.is_none_or(|f| row.reach_to >= f)
    };
    let in_cells = |row: &TestimonyRow| row.cells().any(|c| c == 77 || c == 78);
    for from in ends {
        for to in ends {
            let days = (from, to);
            let all: Vec<_> = rows.iter().filter(|r| in_cells(r) && meets(r, days)).cloned().collect();
            let live: Vec<_> = all.iter().filter(|r| r.live).cloned().collect();
            ledger
                .read(|r| {
                    assert_eq!(r.near(&[77, 78], days)?, live, "{days:?}");
                    assert_eq!(r.near_then(&[77, 78], days, 1)?, all, "{days:?}");
                    assert_eq!(r.near_then(&[77, 78], days, 0)?, []);
                    Ok::<_, LedgerError>(())
                })
                .unwrap();
        }
    }
}

pub fn a_chain_is_walked_both_ways(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let row = |nth, voice, spoken: &str| TestimonyRow {
        voice,
        spoken: Some(spoken.into()),
        ..testimony(1, nth, (None, None))
    };
    let rows = [row(0, 5, "b"), row(1, 5, "a"), row(2, 5, "d"), row(3, 6, "c"), row(4, 5, "c")];
    let loose = TestimonyRow { voice: 5, ..testimony(1, 5, (None, None)) };
    let ended = TestimonyRow { until: Some(1), live: false, ..row(6, 5, "bb") };
    ledger.write(|w| rows.iter().chain([&loose, &ended]).try_for_each(|r| w.put_testimony(r))).unwrap();
    let nths = |rows: &[TestimonyRow]| rows.iter().map(|r| r.no - number(1, 0)).collect::<Vec<_>>();
    ledger
        .read(|r| {
            let (before, after) = r.chain((77, 5), "c", 9)?;
            assert_eq!((nths(&before), nths(&after)), (vec![1, 0], vec![2]));
            let (before, after) = r.chain((77, 5), "c", 1)?;
            assert_eq!((nths(&before), nths(&after)), (vec![0], vec![2]));
            let (before, after) = r.chain((78, 5), "c", 9)?;
            assert!(before.is_empty() && after.is_empty());
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn what_ends_and_what_dies_is_near_no_more(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 3);
    let (one, two) = (testimony(1, 0, (Some(1), Some(1))), testimony(1, 1, (None, None)));
    ledger
        .write(|w| {
            w.put_testimony(&one)?;
            w.put_testimony(&two)?;
            w.put_testimony(&testimony(2, 0, (Some(1), Some(1))))?;
            w.set_state(&testimony(2, 0, (Some(1), Some(1))), flag::REPLACED)?;
            w.end_testimony(&one, 3)
        })
        .unwrap();
    ledger
        .read(|r| {
            let count = |rows: Vec<TestimonyRow>| rows.len();
            assert_eq!(r.near(&[77], (None, None))?, [two]);
            let then = [0, 1, 2, 3].map(|as_of| r.near_then(&[77], (None, None), as_of).map(count).unwrap());
            assert_eq!(then, [0, 2, 3, 2]);
            let then = [0, 1, 2, 3].map(|as_of| r.testimonies(77, as_of).map(count).unwrap());
            assert_eq!(then, [0, 2, 3, 2]);
            assert_eq!(r.testimony(number(1, 0))?.and_then(|t| t.until), Some(3));
            assert_eq!(r.live(1, 9)?.len(), 1);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn a_sum_follows_what_comes_and_goes(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let answer = testimony(1, 0, (None, None));
    let refusal = TestimonyRow { flags: 0, ..testimony(1, 1, (None, None)) };
    let gone = TestimonyRow { flags: flag::ANSWERS | flag::GONE, ..answer.clone() };
    let sum = |told, answered, refused, gone| SumRow {
        question: 1,
        told,
        answered,
        refused,
        gone,
        ..SumRow::default()
    };
    ledger
        .write(|w| {
            w.count_testimony(&answer, 1)?;
            w.count_testimony(&refusal, 1)?;
            assert_eq!(w.sum(1)?, sum(2, 1, 1, 0));
            w.count_testimony(&answer, -1)?;
            w.count_testimony(&gone, 1)?;
            assert_eq!(w.sum(1)?, sum(1, 0, 1, 1));
            w.move_sum(1, 2)?;
            assert_eq!((w.sum(1)?, w.sum(2)?.told), (sum(0, 0, 0, 0), 1));
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn ties_are_found_from_both_sides(place: &Place) {
    let mut ledger = place.open();
    let (near, far) = (tie(1, 2, (7, 7)), tie(2, 3, (7, 8)));
    ledger
        .write(|w| {
            w.put_ties(&[near.clone(), far.clone()])?;
            w.put_ties(std::slice::from_ref(&far))
        })
        .unwrap();
    ledger
        .read(|r| {
            assert_eq!(r.ties_of(2)?, [near.clone(), far.clone()]);
            assert_eq!(r.ties_of_question(8, 9)?, std::slice::from_ref(&far));
            assert_eq!(r.ties_of_question(7, 9)?, [near, far]);
            assert!(r.is_tied(8, &[1, 2], true)? && r.is_tied(7, &[2], true)?);
            assert!(
                !r.is_tied(8, &[1, 2], false)? && !r.is_tied(9, &[2], true)? && !r.is_tied(7, &[], true)?
            );
            Ok::<_, LedgerError>(())
        })
        .unwrap();
    ledger
        .write(|w| {
            w.set_counts(2, 3, 2, false)?;
            assert!(!w.is_tied(8, &[2], true)? && w.is_tied(8, &[2], false)? && w.is_tied(7, &[2], true)?);
            w.move_ties(8, 7)?;
            assert!(!w.is_tied(8, &[2], false)? && w.is_tied(7, &[2], false)?);
            w.move_testimonies(77, 8, 7)?;
            w.remove_ties(2)?;
            assert_eq!(w.ties_of(2)?, []);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

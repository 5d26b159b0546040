//! Testimonies and ties, as adding looks for them.

use super::{
    build::{testimony, tie},
    place::{Place, reviews},
};
use ledger::{LedgerError, ReadingRow, TestimonyRow, number};

/// Against a look at each of them, for windows short and long, closed and open.
pub fn live_testimonies_are_those_whose_days_meet(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let ends = [None, Some(0), Some(3), Some(31), Some(32), Some(90), Some(400)];
    let mut rows: Vec<TestimonyRow> = Vec::new();
    for from in ends {
        for to in ends {
            if from.is_none() || to.is_none() || from <= to {
                let row = testimony(1, rows.len() as u16, (from, to));
                rows.push(TestimonyRow {
                    live: !rows.len().is_multiple_of(5),
                    base: 77 + (rows.len() % 3) as i64,
                    ..row
                });
            }
        }
    }
    ledger.write(|w| w.put_testimonies(&rows)).unwrap();
    let meets = |row: &TestimonyRow, (from, to): (Option<i32>, Option<i32>)| {
        row.valid_from.is_none_or(|v| to.is_none_or(|t| v <= t))
            && row.valid_to.is_none_or(|v| from.is_none_or(|f| v >= f))
    };
    for from in ends {
        for to in ends {
            let mut found = ledger.read(|r| r.live_testimonies(&[77, 78], (from, to))).unwrap();
            found.sort_by_key(|r| r.no);
            let expected = rows.iter().filter(|r| r.live && r.base < 79 && meets(r, (from, to)));
            assert_eq!(found, expected.cloned().collect::<Vec<_>>(), "{from:?} to {to:?}");
        }
    }
}

pub fn neighbours_of_an_origin_come_nearest_first(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let row = |nth, origin, rank| TestimonyRow { origin, rank, ..testimony(1, nth, (None, None)) };
    let rows = [row(0, 5, 10), row(1, 5, 20), row(2, 5, 20), row(3, 6, 15), row(4, 5, 30)];
    ledger
        .write(|w| {
            w.put_testimonies(&rows)?;
            w.put_testimonies(&[TestimonyRow { until: Some(1), ..row(5, 5, 19) }])
        })
        .unwrap();
    let nths = |rows: Vec<TestimonyRow>| rows.iter().map(|r| r.no - number(1, 0)).collect::<Vec<_>>();
    ledger
        .read(|r| {
            assert_eq!(nths(r.before((77, 1), 5, 20, 9)?), [2, 1, 0]);
            assert_eq!(nths(r.before((77, 1), 5, 19, 1)?), [0]);
            assert_eq!(nths(r.after((77, 1), 5, 20, 9)?), [1, 2, 4]);
            assert_eq!(nths(r.after((77, 1), 5, 31, 9)?), [0; 0]);
            assert_eq!(nths(r.after((77, 2), 5, 0, 9)?), [0; 0]);
            assert_eq!(r.answers(77, 1, 100)?, (2, 5));
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn a_reading_that_ended_is_seen_only_before(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 3);
    ledger
        .write(|w| {
            w.put_reading(&ReadingRow { seq: 1, document: 1, until: None })?;
            w.put_testimonies(&[testimony(1, 0, (Some(1), Some(1))), testimony(1, 1, (None, None))])?;
            w.put_testimonies(&[testimony(2, 0, (Some(1), Some(1)))])?;
            w.set_live(number(2, 0), false)?;
            w.end_reading(1, 3)
        })
        .unwrap();
    ledger
        .read(|r| {
            let mut count = |as_of| r.testimonies(77, None, as_of).map(|t| t.len());
            assert_eq!([count(0)?, count(1)?, count(2)?, count(3)?], [0, 2, 3, 1]);
            assert_eq!(r.testimonies(77, Some(2), 3)?, []);
            assert_eq!(r.live_testimonies(&[77], (None, None))?, []);
            assert_eq!(r.testimonies_of_reading(1)?.len(), 2);
            assert_eq!(r.testimony(number(1, 1))?.and_then(|t| t.until), Some(3));
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
            w.put_ties(&[far.clone()])
        })
        .unwrap();
    ledger
        .read(|r| {
            assert_eq!(r.ties_of(2)?, [near.clone(), far.clone()]);
            assert_eq!(r.ties_of_question(8, 9)?, [far.clone()]);
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

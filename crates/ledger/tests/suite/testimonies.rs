//! Testimonies and ties, as adding looks for them.

use super::{
    build::{testimony, tie},
    place::{Place, reviews},
};
use ledger::{Brief, Figure, LedgerError, SumRow, TestimonyRow, flag, number};

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
            let live: Vec<_> = all.iter().filter(|r| r.live).map(|r| r.no).collect();
            ledger
                .read(|r| {
                    let near = r.near(&[77, 78], days)?;
                    assert_eq!(near.iter().map(|b| b.no).collect::<Vec<_>>(), live, "{days:?}");
                    let then: Vec<i64> = r.near_then(&[77, 78], days, 1)?.iter().map(|b| b.no).collect();
                    assert_eq!(r.those(&then)?, all, "{days:?}");
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
        spoken: spoken.into(),
        ..testimony(1, nth, (None, None))
    };
    let rows = [row(0, 5, "b"), row(1, 5, "a"), row(2, 5, "d"), row(3, 6, "c"), row(4, 5, "c")];
    let loose = TestimonyRow { voice: 5, ..testimony(1, 5, (None, None)) };
    let ended = TestimonyRow { until: Some(1), live: false, ..row(6, 5, "bb") };
    ledger.write(|w| rows.iter().chain([&loose, &ended]).try_for_each(|r| w.put_testimony(r))).unwrap();
    let nths = |rows: &[Brief]| rows.iter().map(|r| r.no - number(1, 0)).collect::<Vec<_>>();
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
            w.set_state(testimony(2, 0, (Some(1), Some(1))), flag::REPLACED)?;
            w.end_testimony(&one, 3)
        })
        .unwrap();
    ledger
        .read(|r| {
            fn count<T>(rows: Vec<T>) -> usize {
                rows.len()
            }
            let near = r.near(&[77], (None, None))?;
            assert_eq!(near.iter().map(|b| b.no).collect::<Vec<_>>(), [two.no]);
            let then = [0, 1, 2, 3].map(|as_of| r.near_then(&[77], (None, None), as_of).map(count).unwrap());
            assert_eq!(then, [0, 2, 3, 2]);
            let then = [0, 1, 2, 3].map(|as_of| r.testimonies(77, as_of).map(count).unwrap());
            assert_eq!(then, [0, 2, 3, 2]);
            assert_eq!(r.testimony(number(1, 0))?.and_then(|t| t.until), Some(3));
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn a_sum_follows_what_comes_and_goes(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let answer = TestimonyRow { live: false, ..testimony(1, 0, (None, None)) };
    let refusal = TestimonyRow { flags: 0, live: false, ..testimony(1, 1, (None, None)) };
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

pub fn a_sum_has_the_numbers_and_voices_of_what_is_live(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let row = |nth, voice, flags, number: f64| TestimonyRow {
        voice,
        flags: flag::ANSWERS | flags,
        spoken: format!("{nth}"),
        low: Some(number),
        high: Some(number + 1.0),
        ..testimony(1, nth, (None, None))
    };
    let rows = [
        row(0, 5, flag::DATED, 3.0),
        row(1, 6, flag::DATED, 9.0),
        row(2, 6, 0, 5.0),
        row(3, 7, flag::TOTAL, 6.0),
    ];
    let question = rows[0].question;
    ledger
        .write(|w| {
            for (row, wanted) in
                rows.iter().zip([(1, (3.0, 4.0)), (2, (3.0, 10.0)), (2, (3.0, 10.0)), (3, (5.0, 7.0))])
            {
                w.put_testimony(row)?;
                w.count_testimony(row, 1)?;
                let sum = w.sum(question)?;
                assert_eq!((sum.origins, sum.numbers()), (wanted.0, Some(wanted.1)));
            }
            let nths = |of: Vec<Figure>| of.iter().map(|f| f.no - number(1, 0)).collect::<Vec<_>>();
            assert_eq!(nths(w.numbers(question, false, 3)?), [3, 2, 1]);
            assert_eq!(nths(w.numbers(question, true, 3)?), [3, 2]);
            w.count_testimony(&rows[3], -1)?;
            w.set_state(rows[3].clone(), flag::GONE)?;
            w.count_testimony(
                &TestimonyRow { flags: rows[3].flags | flag::GONE, live: false, ..rows[3].clone() },
                1,
            )?;
            let sum = w.sum(question)?;
            assert_eq!((sum.origins, sum.gone, sum.numbers()), (2, 1, Some((3.0, 10.0))));
            Ok::<_, LedgerError>(())
        })
        .unwrap();
    let sum = ledger.write(|w| w.sum(question)).unwrap();
    assert_eq!((sum.origins, sum.told, sum.numbers()), (2, 3, Some((3.0, 10.0))));
}

/// A daily report for months: what one source said last is not to be missed among all that it said before.
pub fn of_a_voice_that_speaks_often_the_last_word_counts(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let row =
        |nth: u16, voice, spoken: String| TestimonyRow { voice, spoken, ..testimony(1, nth, (None, None)) };
    let often = (0..250).map(|n| row(n, 5, format!("{:03}", (n + 100) % 250)));
    let loose = (250..400).map(|n| row(n, 6, format!("{}{n}", TestimonyRow::LOOSE)));
    let aside = TestimonyRow { flags: flag::CONDITIONAL, ..row(400, 6, "!999".into()) };
    let rows: Vec<TestimonyRow> = often.chain(loose).chain([aside, row(401, 7, "1".into())]).collect();
    let question = rows[0].question;
    ledger.write(|w| rows.iter().try_for_each(|r| w.put_testimony(r))).unwrap();
    let nths = |of: Vec<(i64, i64)>| of.iter().map(|(v, no)| (*v, no - number(1, 0))).collect::<Vec<_>>();
    let voices = ledger.read(|r| r.voices(question, 64)).unwrap();
    assert_eq!(nths(voices), [(5, 149), (6, 399), (7, 401)]);
}

pub fn ties_are_found_from_both_sides(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let one = |nth, question| TestimonyRow { question, ..testimony(1, nth, (None, None)) };
    let [a, b, c] = [one(0, 7), one(1, 7), one(2, 8)];
    let (near, far) = (tie(a.no, b.no), tie(b.no, c.no));
    let clash = ledger::TieRow { kind: ledger::tie::CONTESTS, ..far };
    ledger
        .write(|w| {
            for row in [&a, &b, &c] {
                w.put_testimony(row)?;
                w.count_testimony(row, 1)?;
            }
            w.put_tie(&near, [7, 7])?;
            w.put_tie(&far, [7, 8])?;
            w.put_tie(&far, [7, 8])?;
            w.put_tie(&clash, [7, 8])?;
            // Answers bear each other out under one question only; they clash between two as well.
            assert_eq!((w.sum(7)?.agrees, w.sum(8)?.agrees), (1, 0));
            assert_eq!((w.sum(7)?.contests, w.sum(8)?.contests), (1, 1));
            assert_eq!((w.ties_of(b.no)?, w.partners_of(c.no)?), (vec![near, clash, far], vec![7, 8]));
            w.set_counts(&clash, false)?;
            assert_eq!((w.sum(7)?.contests, w.sum(8)?.contests), (0, 0));
            let clash = ledger::TieRow { counts: false, ..clash };
            w.set_counts(&clash, true)?;
            assert_eq!((w.sum(7)?.contests, w.sum(8)?.contests), (1, 1));
            w.move_testimonies(77, 8, 7)?;
            w.move_sum(8, 7)?;
            assert_eq!((w.sum(7)?.agrees, w.sum(7)?.told, w.sum(8)?.agrees), (2, 3, 0));
            w.remove_ties(b.no)?;
            assert_eq!((w.sum(7)?.agrees, w.ties_of(c.no)?), (0, vec![]));
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

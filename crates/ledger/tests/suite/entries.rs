//! Entries, their order and their times.

use super::place::{Place, SECOND, review, reviews};
use ledger::{Entry, Kind, Ledger, LedgerError, Recorded, Writer};
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};

pub fn entries_come_back_as_they_were_given(place: &Place) {
    let mut ledger = place.open();
    let body: Vec<u8> = (0..40_000u32).flat_map(|n| (n % 251).to_le_bytes()).collect();
    let given = |kind, subject, body| Entry {
        kind,
        subject,
        body,
        author: "Åse",
        reason: "two \"counts\"; one\nman",
        recorded: Recorded(5 * SECOND),
    };
    let bodies: [&[u8]; 3] = [&body, b"", b"\0\xff"];
    let kinds = [Kind::Correction, Kind::Reading, Kind::Undo];
    let all: Vec<Entry<'_>> = std::iter::zip(kinds, bodies).map(|(k, b)| given(k, "clm_a", b)).collect();
    ledger
        .write(|w| all.iter().try_for_each(|e| w.append(*e).map(|_| ())))
        .unwrap_or_else(|e: LedgerError| panic!("{e}"));
    // What another connection finds.
    let mut ledger = Ledger::open_existing(&place.address).unwrap();
    ledger
        .read(|r| {
            let found = r.entries(0, 100)?;
            assert_eq!(found.len(), all.len());
            for (i, (e, record)) in std::iter::zip(&all, &found).enumerate() {
                assert_eq!(record.seq, i as i64 + 1);
                assert_eq!((record.kind, record.recorded), (e.kind, e.recorded));
                assert_eq!(
                    (&*record.subject, &*record.author, &*record.reason),
                    (e.subject, e.author, e.reason)
                );
                assert_eq!(record.body, e.body);
            }
            assert_eq!(r.entries(1, 1)?, found[1..2]);
            assert_eq!(r.entry(3)?.as_ref(), found.last());
            assert_eq!(r.entry(4)?, None);
            assert_eq!(r.entries_about("clm_a", &[Kind::Undo], 3)?, found[2..]);
            assert_eq!(r.entries_about("clm_a", &[], 2)?, found[..2]);
            assert_eq!(r.entries_about("clm_b", &[], 3)?, []);
            // A reading is no judgement of a person.
            assert_eq!(r.judgements(0, 3)?.len(), 2);
            assert_eq!(r.judgements(1, 2)?, []);
            assert_eq!(r.head()?.1, found[2].hash);
            r.verify(None, |_, _| Ok(())).map(|v| assert_eq!(v.entries, 3))
        })
        .unwrap();
}

pub fn time_never_runs_backwards_along_the_chain(place: &Place) {
    let mut ledger = place.open();
    let add = |l: &mut Ledger, s| l.write(|w| w.append(review("qst_x", s))).unwrap().recorded.0 / SECOND;
    assert_eq!([10, 7, 12].map(|s| add(&mut ledger, s)), [10, 10, 12]);
}

/// The last of all entries not later than the time, however many share a moment.
pub fn as_of_is_the_last_entry_of_that_time(place: &Place) {
    let mut ledger = place.open();
    assert_eq!(ledger.read(|r| r.as_of(None)).unwrap(), 0);
    let steps = vec(prop_oneof![Just(0i64), 1..5i64], 1..8);
    let mut times: Vec<i64> = Vec::new();
    let ledger = std::cell::RefCell::new(ledger);
    let times = std::cell::RefCell::new(&mut times);
    let test = |steps: Vec<i64>| {
        let (mut ledger, mut times) = (ledger.borrow_mut(), times.borrow_mut());
        for step in steps {
            let time = times.last().copied().unwrap_or(100) + step;
            ledger.write(|w| w.append(review("qst_x", time))).unwrap();
            times.push(time);
        }
        for time in times[0] - 1..=times[times.len() - 1] + 1 {
            let seq = ledger.read(|r| r.as_of(Some(Recorded(time * SECOND)))).unwrap();
            prop_assert_eq!(seq as usize, times.iter().filter(|t| **t <= time).count());
        }
        prop_assert_eq!(ledger.read(|r| r.as_of(None)).unwrap() as usize, times.len());
        Ok(())
    };
    TestRunner::new(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })
        .run(&steps, test)
        .unwrap();
}

pub fn what_fails_leaves_no_trace(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 2);
    let fail = |w: &mut Writer<'_>| -> Result<(), LedgerError> {
        w.append(review("qst_x", 3))?;
        Err(LedgerError::TooLarge(0))
    };
    assert!(ledger.write(fail).is_err());
    assert_eq!(ledger.read(|r| r.as_of(None)).unwrap(), 2);
    assert_eq!(reviews(&mut ledger, 1), 3);
    ledger.read(|r| r.verify(None, |_, _| Ok(()))).unwrap();
}

pub fn a_panic_leaves_no_trace(place: &Place) {
    let mut ledger = place.open();
    let add = |w: &mut Writer<'_>| -> Result<(), LedgerError> {
        w.append(review("qst_x", 3))?;
        panic!("meant to happen")
    };
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ledger.write(add)));
    assert!(result.is_err());
    assert_eq!(ledger.read(|r| r.as_of(None)).unwrap(), 0);
    assert_eq!(reviews(&mut ledger, 1), 1);
}

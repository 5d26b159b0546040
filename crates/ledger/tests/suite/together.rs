//! Several at once.

use super::{
    build::{add, document},
    place::{Place, review, reviews},
};
use ledger::LedgerError;

/// Each finds the ledger missing, makes it and adds: nothing is lost and nothing is there twice.
pub fn two_connections_add_at_once(place: &Place) {
    const EACH: usize = 20;
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                let mut ledger = place.open();
                for n in 0..EACH {
                    let report = document(&format!("Report {n} of {thread}."), None);
                    ledger.write(|w| add(w, &report, 1)).unwrap();
                }
            });
        }
    });
    let mut ledger = place.open();
    let entries = ledger.read(|r| r.verify(None, |_, _| Ok(()))).unwrap().entries;
    assert_eq!(entries as usize, 4 * EACH * 2);
    assert_eq!(ledger.read(|r| r.documents_count(entries)).unwrap() as usize, 4 * EACH);
}

pub fn a_reader_sees_one_moment(place: &Place) {
    let (mut reader, mut writer) = (place.open(), place.open());
    reviews(&mut writer, 2);
    reader
        .read(|r| {
            assert_eq!(r.as_of(None)?, 2);
            writer.write(|w| w.append(review("qst_x", 3)))?;
            assert_eq!(r.as_of(None)?, 2);
            assert_eq!(r.entries(0, 9)?.len(), 2);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
    assert_eq!(reader.read(|r| r.as_of(None)).unwrap(), 3);
}

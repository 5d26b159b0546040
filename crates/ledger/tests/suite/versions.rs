//! Ledgers of other versions, and what is not a ledger.

use super::{
    build::{add, document},
    place::{Place, reviews},
};
use diesel::{Connection as _, connection::SimpleConnection};
use ledger::{Kind, Ledger, LedgerError};

pub fn cleared_tables_are_stale_until_they_are_filled_again(place: &Place) {
    let mut ledger = place.open();
    let report = document("Three died.", Some("https://courier.example/mill"));
    ledger.write(|w| add(w, &report, 1)).unwrap();
    let before = ledger.read(|r| r.documents(0, 9, 9)).unwrap();
    assert!(!ledger.read(|r| r.stale()).unwrap());
    ledger.write(|w| w.clear()).unwrap();
    assert!(place.open().read(|r| r.stale()).unwrap());
    assert_eq!(ledger.read(|r| r.documents(0, 9, 9)).unwrap(), []);
    assert_eq!(ledger.read(|r| r.as_of(None)).unwrap(), 2);
    let refill = |w: &mut ledger::Writer<'_>| {
        for row in &before {
            w.put_document(row)?;
        }
        w.rebuilt()
    };
    ledger.write(refill).unwrap();
    assert!(!place.open().read(|r| r.stale()).unwrap());
    assert_eq!(ledger.read(|r| r.documents(0, 9, 9)).unwrap(), before);
}

/// A ledger as version 1 left it, made from its SQL.
fn first_version() -> Place {
    let place = Place::file();
    let sql = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/ledger/version-1.sql");
    let sql = std::fs::read_to_string(sql).unwrap();
    let mut c = diesel::SqliteConnection::establish(&place.address).unwrap();
    c.batch_execute(&sql).unwrap();
    place
}

#[test]
fn a_ledger_of_version_1_opens_and_holds_what_it_held() {
    let place = first_version();
    let mut ledger = Ledger::open_existing(&place.address).unwrap();
    ledger
        .read(|r| {
            let entries = r.entries(0, 9)?;
            let kinds: Vec<Kind> = entries.iter().map(|e| e.kind).collect();
            assert_eq!(kinds, [Kind::Document, Kind::Reading, Kind::Review]);
            assert_eq!(r.document_body(1)?.unwrap().text, "Three died at the mill of Østvik.");
            assert_eq!(entries[2].reason, "looked at");
            assert_eq!(r.verify(None, |_, _| Ok(()))?.entries, 3);
            if !r.stale()? {
                assert_eq!(r.documents_count(3)?, 1);
            }
            Ok::<_, LedgerError>(())
        })
        .unwrap();
    assert_eq!(reviews(&mut ledger, 1), 4);
}

#[test]
fn derived_tables_of_another_version_are_made_anew() {
    let place = first_version();
    place.raw("DROP TABLE document; CREATE TABLE document (a); UPDATE state SET derived = 0").unwrap();
    let mut ledger = Ledger::open_existing(&place.address).unwrap();
    assert!(ledger.read(|r| r.stale()).unwrap());
    assert_eq!(ledger.read(|r| r.documents_count(3)).unwrap(), 0);
    assert_eq!(ledger.read(|r| r.entries(0, 9)).unwrap().len(), 3);
}

#[test]
fn a_ledger_of_a_later_version_is_left_alone() {
    let place = first_version();
    place.raw("UPDATE state SET schema = 99").unwrap();
    assert!(matches!(Ledger::open(&place.address), Err(LedgerError::Newer { found: 99, .. })));
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let place = Place::file();
    assert!(matches!(Ledger::open_existing(&place.address), Err(LedgerError::Missing(_))));
    std::fs::write(&place.address, "a text and no database, long enough to have a header of its own")
        .unwrap();
    assert!(matches!(Ledger::open(&place.address), Err(LedgerError::Foreign(_))));
    let place = Place::file();
    place.raw("CREATE TABLE accounts (id INTEGER)").unwrap();
    assert!(matches!(Ledger::open(&place.address), Err(LedgerError::Foreign(_))));
    let place = Place::file();
    std::fs::write(&place.address, "").unwrap();
    assert!(matches!(Ledger::open_existing(&place.address), Err(LedgerError::Missing(_))));
    assert_eq!(reviews(&mut place.open(), 1), 1);
    assert!(matches!(Ledger::open("/nowhere/at/all.db"), Err(LedgerError::Unreachable { .. })));
}

#[cfg(not(feature = "postgres"))]
#[test]
fn without_postgresql_its_addresses_are_refused() {
    assert!(matches!(Ledger::open("postgres://host/name"), Err(LedgerError::NoPostgres)));
}

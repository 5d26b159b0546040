//! What people with access to the database may try, and what becomes of it.

use super::{
    build::{add, document},
    place::{Place, review, reviews},
};
use ledger::{Entry, Kind, LedgerError, Recorded, Verified};

fn verify(place: &Place) -> Result<Verified, (i64, String)> {
    let result = place.open().read(|r| r.verify(None, |_, _| Ok(())));
    result.map_err(|e| match e {
        LedgerError::Broken { seq, what } => (seq, what),
        other => panic!("{other}"),
    })
}

pub fn the_database_refuses_to_change_an_entry(place: &Place) {
    reviews(&mut place.open(), 3);
    let mut tries = vec![
        "UPDATE entry SET reason = 'another' WHERE seq = 2",
        "UPDATE entry SET recorded = recorded",
        "DELETE FROM entry WHERE seq = 3",
        "DELETE FROM entry",
    ];
    match place.is_file() {
        true => tries.push("INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2"),
        false => tries.push("TRUNCATE entry"),
    }
    for sql in tries {
        let error = place.raw(sql).expect_err(sql);
        assert!(error.contains("the ledger only grows"), "{sql}: {error}");
    }
    assert_eq!(verify(place).map(|v| v.entries), Ok(3));
}

pub fn an_entry_that_was_edited_is_named(place: &Place) {
    let mut ledger = place.open();
    ledger.write(|w| add(w, &document("Three died.", None), 1)).unwrap();
    reviews(&mut ledger, 6);
    place.disarm();
    let bytes = if place.is_file() { "x'00'" } else { "'\\x00'::bytea" };
    // From the last to the first, so that each is the first that is broken.
    let edits = [
        (8, format!("hash = {bytes}")),
        (7, "recorded = recorded + 1".to_owned()),
        (6, "subject = subject || ' '".to_owned()),
        (5, "author = 'another'".to_owned()),
        (4, "reason = ''".to_owned()),
        (3, "kind = 5".to_owned()),
        (2, format!("body = {bytes}")),
        (1, format!("body = body || {bytes}")),
    ];
    assert_eq!(verify(place).map(|v| v.entries), Ok(8));
    for (seq, edit) in edits {
        place.raw(&format!("UPDATE entry SET {edit} WHERE seq = {seq}")).unwrap();
        assert_eq!(verify(place).map_err(|e| e.0), Err(seq), "{edit}");
    }
}

pub fn an_entry_that_was_taken_out_is_named(place: &Place) {
    reviews(&mut place.open(), 5);
    place.disarm();
    place.raw("DELETE FROM entry WHERE seq = 3").unwrap();
    assert_eq!(verify(place), Err((3, "missing".into())));
    place.raw("UPDATE entry SET seq = 3 WHERE seq = 5").unwrap();
    assert_eq!(verify(place).map_err(|e| e.0), Err(3));
}

pub fn a_tail_that_was_cut_off_is_missed(place: &Place) {
    reviews(&mut place.open(), 5);
    place.disarm();
    place.raw("DELETE FROM entry WHERE seq > 3").unwrap();
    let (seq, what) = verify(place).unwrap_err();
    assert!(seq == 4 && what.contains("had 5 entries"), "{seq}: {what}");
}

/// A shorter chain with a head to match is sound by itself; whoever kept the head elsewhere knows.
pub fn a_chain_worked_out_anew_is_found_by_a_head_kept_elsewhere(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 3);
    let kept = ledger.read(|r| r.head()).unwrap();
    reviews(&mut ledger, 1);
    assert!(ledger.read(|r| r.verify(Some(kept), |_, _| Ok(()))).is_ok());
    place.disarm();
    place.raw("DELETE FROM entry WHERE seq > 2").unwrap();
    place.raw("UPDATE state SET head = 2, hash = (SELECT hash FROM entry WHERE seq = 2)").unwrap();
    let mut ledger = place.open();
    assert_eq!(verify(place).map(|v| v.entries), Ok(2));
    let cut = ledger.read(|r| r.verify(Some(kept), |_, _| Ok(())));
    assert!(matches!(cut, Err(LedgerError::Broken { seq: 3, .. })), "{cut:?}");
    ledger.write(|w| w.append(review("another", 3)).map(|_| ())).unwrap();
    let changed = ledger.read(|r| r.verify(Some(kept), |_, _| Ok(())));
    assert!(matches!(changed, Err(LedgerError::Broken { seq: 3, .. })), "{changed:?}");
}

pub fn a_document_that_is_not_its_hash_is_named(place: &Place) {
    let mut ledger = place.open();
    let mut report = document("Three died.", None);
    report.text = "Four died.".into();
    let body = ledger::pack_document(&report).unwrap();
    ledger
        .write(|w| {
            add(w, &document("Two died.", None), 1)?;
            let subject = report.document.as_str();
            let entry = Entry {
                kind: Kind::Document,
                subject,
                body: &body,
                author: "hearsay",
                reason: "",
                recorded: Recorded(0),
            };
            w.append(entry).map(|_| ())
        })
        .unwrap();
    assert_eq!(verify(place).map_err(|e| e.0), Err(3));
    // What the caller finds wanting is named alike.
    let found = ledger.read(|r| r.verify(None, |_, e| if e.seq == 2 { Err("no".into()) } else { Ok(()) }));
    assert!(matches!(found, Err(LedgerError::Broken { seq: 2, .. })), "{found:?}");
}

//! Documents, their versions and their readings.

use super::{
    build::{add, document},
    place::Place,
};
use ledger::{LedgerError, MarkRow, ReadingRow, Seq, Sort, key, number};

pub fn a_document_is_found_by_id_and_address_at_any_time(place: &Place) {
    let mut ledger = place.open();
    let at = Some("https://courier.example/mill");
    let (old, new) = (document("Three died.", at), document("Four died.", at));
    let (first, second) = ledger
        .write(|w| {
            let first = add(w, &old, 1)?;
            let second = add(w, &new, 2)?;
            w.end_document(first.0, second.0)?;
            w.end_reading(first.1, second.0)?;
            Ok::<_, LedgerError>((first, second))
        })
        .unwrap();
    ledger
        .read(|r| {
            let now = r.as_of(None)?;
            let mut seqs =
                |as_of| r.documents(0, as_of, 10).map(|d| d.iter().map(|d| d.seq).collect::<Vec<_>>());
            assert_eq!([seqs(0)?, seqs(first.1)?, seqs(now)?], [vec![], vec![first.0], vec![second.0]]);
            assert_eq!(
                [r.documents_count(0)?, r.documents_count(first.0)?, r.documents_count(now)?],
                [0, 1, 1]
            );
            let at_address = |r: &mut ledger::Reader<'_>, as_of: Seq| {
                r.document_of_address("https://courier.example/mill", as_of).map(|d| d.map(|d| d.seq))
            };
            assert_eq!(at_address(r, 0)?, None);
            assert_eq!(at_address(r, first.1)?, Some(first.0));
            assert_eq!(at_address(r, now)?, Some(second.0));
            assert_eq!(r.document_of_address("https://courier.example/", now)?, None);
            let by_id = r.document(old.document.as_str(), now)?.unwrap();
            assert_eq!((by_id.seq, by_id.until, by_id.signature), (first.0, Some(second.0), vec![1, 2, 3]));
            assert_eq!(r.document(new.document.as_str(), first.1)?, None);
            assert_eq!(r.reading_of(first.0, first.1)?.map(|x| x.seq), Some(first.1));
            assert_eq!(r.reading_of(first.0, now)?, None);
            assert_eq!(r.readings(0, now, 10)?.len(), 1);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn text_and_bytes_come_back(place: &Place) {
    let mut ledger = place.open();
    let mut page = document("Three died – “at least”.", None);
    let bytes = b"<p>Three died &ndash; &ldquo;at least&rdquo;.</p>\xff";
    let plain = document("Two died.", None);
    page.original = Some(bytes[..].into());
    let same = ledger.write(|w| add(w, &plain, 1)).unwrap().0;
    let other = ledger
        .write(|w| {
            let body = ledger::pack_document(&page)?;
            let entry = super::place::review("doc_x", 2);
            Ok::<_, LedgerError>(w.append(ledger::Entry { body: &body, ..entry })?.seq)
        })
        .unwrap();
    ledger
        .read(|r| {
            let found = r.document_body(same)?;
            assert_eq!(found.as_ref(), Some(&plain));
            let found = r.document_body(other)?;
            assert_eq!(found.as_ref(), Some(&page));
            assert_eq!(r.document_body(99)?, None);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn a_claim_is_found_in_the_reading_that_held(place: &Place) {
    let mut ledger = place.open();
    let claim = |w: &mut ledger::Writer<'_>, reading: Seq, nth: u16| {
        let hit = number(reading, nth);
        w.mark(&[MarkRow { sort: Sort::Claim, key: key("clm_a"), hit, since: reading }])
    };
    let (first, second) = ledger
        .write(|w| {
            let (doc, first) = add(w, &document("Three died.", None), 1)?;
            claim(w, first, 4)?;
            let second = w.append(super::place::review("again", 2))?.seq;
            w.end_reading(first, second)?;
            w.put_reading(&ReadingRow { seq: second, document: doc, until: None })?;
            claim(w, second, 7)?;
            assert_eq!((w.claim("clm_a", second)?, w.documents_count(second)?), (Some((second, 7)), 1));
            Ok::<_, LedgerError>((first, second))
        })
        .unwrap();
    ledger
        .read(|r| {
            assert_eq!(r.claim("clm_a", first - 1)?, None);
            assert_eq!(r.claim("clm_a", first)?, Some((first, 4)));
            assert_eq!(r.claim("clm_a", second)?, Some((second, 7)));
            assert_eq!(r.claim("clm_b", second)?, None);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

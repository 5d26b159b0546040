//! Full-text search.

use super::{
    build::{add, document},
    place::Place,
};
use ledger::{Hit, Ledger, LedgerError, ReadingRow, Seq};

fn find(ledger: &mut Ledger, query: &str, as_of: Seq) -> Vec<Hit> {
    let hits = ledger.read(|r| r.search(query, &[], as_of, 10)).unwrap();
    hits.hits.into_iter().map(|h| h.0).collect()
}

/// One document with two claims: (document, reading).
fn fill(ledger: &mut Ledger) -> (Seq, Seq) {
    let text = "The mill at Tårnvik burned on Friday, mayor Ödön Krämer said. Twelve workers died.";
    ledger
        .write(|w| {
            let (doc, reading) = add(w, &document(text, None), 1)?;
            let claims = [
                (Hit::Document(doc), text),
                (Hit::Claim(reading, 0), "The mill at Tårnvik burned on Friday"),
                (Hit::Claim(reading, 1), "Twelve workers died"),
            ];
            w.put_words(&claims)?;
            Ok::<_, LedgerError>((doc, reading))
        })
        .unwrap()
}

pub fn words_are_found_whatever_their_accents(place: &Place) {
    let mut ledger = place.open();
    let (doc, reading) = fill(&mut ledger);
    assert_eq!(find(&mut ledger, "odon KRAMER", 9), [Hit::Document(doc)]);
    assert_eq!(find(&mut ledger, "Ödön Krämer", 9), [Hit::Document(doc)]);
    let mut both = find(&mut ledger, "tarnvik mill", 9);
    both.sort_by_key(|h| matches!(h, Hit::Claim(..)));
    assert_eq!(both, [Hit::Document(doc), Hit::Claim(reading, 0)]);
    assert_eq!(find(&mut ledger, "work* twel*", 9).len(), 2);
    assert_eq!(find(&mut ledger, "work", 9), []);
    assert_eq!(find(&mut ledger, "mill avalanche", 9), []);
    let claims = ledger.read(|r| r.search("mill", &[Hit::Claim(0, 0)], 9, 10)).unwrap();
    assert_eq!(claims.hits.iter().map(|h| h.0).collect::<Vec<_>>(), [Hit::Claim(reading, 0)]);
}

pub fn nothing_that_is_typed_is_syntax(place: &Place) {
    let mut ledger = place.open();
    fill(&mut ledger);
    let typed = [
        "\"",
        "'",
        "* *",
        "(mill",
        "mill)",
        "text:mill",
        "NOT mill",
        "mill OR died",
        "NEAR(mill, 2)",
        "^mill",
        "mill:*",
        "mill & !died",
        "mill <-> at",
        "\\",
        "%",
        "'; DROP TABLE entry; --",
        "mill\0",
        "{mill}",
        "- +",
        "a\"*b",
    ];
    for query in typed {
        find(&mut ledger, query, 9);
    }
    assert_eq!(find(&mut ledger, "NOT mill", 9), []);
    assert_eq!(find(&mut ledger, "(mill", 9).len(), 2);
    assert_eq!(find(&mut ledger, "* … !", 9), []);
}

pub fn search_sees_the_moment(place: &Place) {
    let mut ledger = place.open();
    let (doc, reading) = fill(&mut ledger);
    let again = ledger
        .write(|w| {
            let again = w.append(super::place::review("again", 2))?.seq;
            w.end_reading(reading, again)?;
            w.put_reading(&ReadingRow { seq: again, document: doc, until: None })?;
            w.put_words(&[(Hit::Claim(again, 0), "Twelve workers died")])?;
            Ok::<_, LedgerError>(again)
        })
        .unwrap();
    assert_eq!(find(&mut ledger, "twelve", doc), [Hit::Document(doc)]);
    assert!(find(&mut ledger, "twelve", reading).contains(&Hit::Claim(reading, 1)));
    let now = find(&mut ledger, "twelve", again);
    assert!(now.contains(&Hit::Claim(again, 0)) && !now.contains(&Hit::Claim(reading, 1)), "{now:?}");
    assert_eq!(find(&mut ledger, "twelve", 0), []);
}

pub fn the_best_comes_first(place: &Place) {
    let mut ledger = place.open();
    let (doc, reading) = fill(&mut ledger);
    // A claim of few words is more about each of them than a whole document.
    assert_eq!(find(&mut ledger, "workers", 9), [Hit::Claim(reading, 1), Hit::Document(doc)]);
    let first = ledger.read(|r| r.search("workers", &[], 9, 1)).unwrap();
    assert!(first.more && first.hits.len() == 1);
    assert!(!ledger.read(|r| r.search("workers", &[], 9, 2)).unwrap().more);
}

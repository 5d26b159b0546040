//! Ids of questions, and names.

use super::{
    build::question,
    place::{Place, reviews},
};
use ledger::{LedgerError, MarkRow, NameRow, QuestionRow, Reader, Sort, key, number};

pub fn an_id_never_stops_to_mean_something(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 5);
    let (late, early) = (number(1, 0), number(2, 0));
    ledger
        .write(|w| {
            w.put_question(&question(late, "qst_late"))?;
            w.put_question(&question(early, "qst_early"))?;
            // An earlier day joins the first: it takes another id. Then the two become one.
            let renamed = QuestionRow { first_day: Some(90), ..question(late, "qst_renamed") };
            w.rename_question(&renamed, 3)?;
            w.fold_question(late, early, 4)
        })
        .unwrap();
    ledger
        .read(|r| {
            let mut means = |id, as_of| r.question_of_id(id, as_of).map(|q| q.map(|q| (q.no, q.id)));
            assert_eq!(means("qst_late", 0)?, None);
            assert_eq!(means("qst_late", 1)?, Some((late, "qst_late".into())));
            assert_eq!(means("qst_late", 3)?, Some((late, "qst_renamed".into())));
            assert_eq!(means("qst_renamed", 2)?, None);
            for id in ["qst_late", "qst_renamed", "qst_early"] {
                assert_eq!(means(id, 4)?, Some((early, "qst_early".into())), "{id}");
            }
            assert_eq!(means("qst_none", 5)?, None);
            assert_eq!(r.questions(77, 1)?.len(), 1);
            let both = r.questions(77, 3)?;
            // Its days are those of today, when it has none left.
            assert_eq!((both.len(), both[0].first_day, &*both[0].kind), (2, None, "killed"));
            assert_eq!(r.questions_after(late, 5, 9)?, both[1..]);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn an_id_that_was_given_anew_is_not_led_elsewhere(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 3);
    let (both, first, second) = (number(1, 0), number(3, 0), number(3, 1));
    ledger
        .write(|w| {
            // What was one is two with the third entry: the first takes up the id that both had, the other has its own.
            w.put_question(&question(both, "qst_both"))?;
            w.put_question(&question(first, "qst_both"))?;
            w.put_question(&question(second, "qst_second"))?;
            w.fold_question(both, second, 3)?;
            assert_eq!(
                w.question_of_id("qst_both", 3)?.map(|q| (q.no, q.id)),
                Some((first, "qst_both".into()))
            );
            assert_eq!(w.question_of_id("qst_both", 2)?.map(|q| q.no), Some(both));
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn of_two_ids_that_one_entry_gave_the_last_is_its_own(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    for (n, (first, second)) in [("qst_a", "qst_b"), ("qst_d", "qst_c")].into_iter().enumerate() {
        let no = number(1, n as u16);
        let own = ledger.write(|w| {
            w.put_question(&question(no, first))?;
            w.rename_question(&question(no, second), 1)?;
            w.question_of_id(first, 1)
        });
        assert_eq!(own.unwrap().map(|q| q.id).as_deref(), Some(second));
    }
}

pub fn episodes_are_found_by_their_days(place: &Place) {
    let mut ledger = place.open();
    reviews(&mut ledger, 1);
    let episode = |n: i32| QuestionRow {
        first_day: Some(n * 10),
        last_day: Some(n * 10 + 4),
        ..question(number(1, n as u16), &format!("qst_{n}"))
    };
    ledger.write(|w| (0..20).map(episode).try_for_each(|q| w.put_question(&q))).unwrap();
    let found = |r: &mut ledger::Reader<'_>, days| -> Result<Vec<Option<i32>>, LedgerError> {
        Ok(r.episodes(77, days)?.iter().map(|q| q.first_day).collect())
    };
    ledger
        .write(|w| {
            assert_eq!(found(w, (44, 60))?, [Some(60), Some(50), Some(40)]);
            assert_eq!(found(w, (45, 49))?, [None; 0]);
            assert_eq!(found(w, (i32::MIN, i32::MAX))?.len(), 20);
            w.set_days(number(1, 4), 40, 48)?;
            assert_eq!(found(w, (45, 49))?, [Some(40)]);
            w.fold_question(number(1, 4), number(1, 5), 1)?;
            assert_eq!(found(w, (40, 49))?, [None; 0]);
            Ok::<_, LedgerError>(())
        })
        .unwrap();
}

pub fn names_are_found_by_their_folded_beginning(place: &Place) {
    let mut ledger = place.open();
    let name = |shown: &str| NameRow { sort: Sort::Origin, key: key(shown), shown: shown.into() };
    let names = [name("Jörg Håkonsen"), name("Jorg Hakon"), name("Jorgensen"), name("Åsa")];
    let holds = |r: &mut Reader<'_>| {
        let found = r.names(Sort::Origin, "JÖRG hakon", 9)?;
        assert_eq!(found, [names[1].clone(), names[0].clone()]);
        assert_eq!(r.names(Sort::Origin, "jorg", 9)?.len(), 3);
        assert_eq!(r.names(Sort::Origin, "…", 9)?, []);
        assert_eq!(r.names(Sort::Place, "jorg", 9)?, []);
        assert_eq!(r.marked(Sort::Origin, names[0].key, 3, 9)?, [20, 30]);
        assert_eq!(r.marked_latest(Sort::Origin, names[0].key, 9, 40, 1)?, [30]);
        assert_eq!(r.marked_count(Sort::Origin, names[0].key, 9, 2)?, 2);
        assert!(r.marked(Sort::Actor, names[0].key, 9, 9)?.is_empty());
        Ok::<_, LedgerError>(())
    };
    ledger
        .write(|w| {
            w.put_names(&names)?;
            w.put_names(&names[..1])?;
            let marks = [(3, 30), (2, 20), (3, 30), (4, 40)];
            w.mark(&marks.map(|(since, hit)| MarkRow { sort: Sort::Origin, key: names[0].key, hit, since }))?;
            // Whoever writes finds them at once.
            assert!(w.is_filed(Sort::Origin, names[0].key, 40, 4)?);
            holds(w)
        })
        .unwrap();
    ledger.read(holds).unwrap();
}

//! A question with more answers than are weighed when it is asked.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod desk;

use desk::{Desk, page, reader, report};
use hearsay::case::{Ask, Found, about};
use types::{Standing, Tie};

/// Days on which two sources speak.
const DAYS: i64 = 80;

#[test]
fn of_many_answers_the_latest_and_those_that_decide_are_shown() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let mut early = None;
    for day in 0..DAYS {
        let date = jiff::civil::date(2031, 1, 1) + jiff::Span::new().days(day);
        let published = date.to_string();
        let said = |dead: i64, who: &str| {
            format!("{dead} villagers were killed in Orlo on {}, {who} said.", date.strftime("%B %-d"))
        };
        let army = if day == 3 { 400 } else { 20 };
        desk.add(&report(&reader, "Valley Post", &published, &said(20, &format!("Mayor Ilse Maran{day}"))));
        desk.add(&report(
            &reader,
            "Tarsen Herald",
            &published,
            &said(army, &format!("General Joren Ash{day}")),
        ));
        if day == 20 {
            early = Some(desk.now);
        }
    }
    let row = desk.board(None);
    assert_eq!(row.len(), 1, "{row:#?}");
    let asked = desk.one("killed Orlo", None);
    let q = &asked.question;
    assert!(row[0].starts_with(&format!("{} {} {:?} {:?} ", q.id, q.text, q.standing, q.grade)), "{row:?}");
    assert_eq!(q.standing, Standing::Contested);
    let range = q.range.as_ref().map(|r| (r.low, r.high));
    assert_eq!(range, Some((20.0, 400.0)));
    assert!((100..=120).contains(&asked.claims.len()), "{}", asked.claims.len());
    assert!(q.notes.iter().any(|n| n.starts_with("160 claims answer")), "{:?}", q.notes);
    assert!(q.why.iter().any(|r| matches!(r.tie, Tie::Incompatible | Tie::Denies)), "the old clash is shown");
    // All of it was weighed when there was less.
    let then = desk.one("killed Orlo", early).question;
    assert_eq!((then.standing, then.answers.len(), then.notes.len()), (Standing::Contested, 42, 0));
    // Days name the part that is wanted.
    let days = Some(about("2031-01-02..2031-01-05").unwrap());
    let ask = Ask { about: days, ..desk.ask(None) };
    let Found::One(part) = desk.case.ask("killed Orlo", &ask).unwrap() else { panic!("one question") };
    assert_eq!((part.question.standing, part.claims.len()), (Standing::Contested, 8));
}

#[test]
fn voices_beyond_those_that_are_told_apart_come_and_go() {
    let reader = reader();
    let mut desk = Desk::new(&reader);
    let said = |dead: u64, n: u64| {
        format!("{dead} villagers were killed in Orlo on January 2, Mayor Ilse Maran{n} said.")
    };
    let post = |n: u64, text: &str| {
        page(&reader, "Valley Post", "2031-01-03", text, &format!("https://post.example/{n}"))
    };
    for n in 0..80 {
        desk.add(&post(n, &said(20 + n % 3, n)));
    }
    assert_eq!(desk.one("killed Orlo", None).question.answers.len(), 80);
    desk.agrees(None);
    // Pages change: another source, another number, nobody, somebody who has spoken before.
    for n in (0..80).step_by(3) {
        let text = match n % 4 {
            0 => said(21, n + 100),
            1 => said(25, n),
            2 => "The market in Orlo was open on January 2.".to_owned(),
            _ => said(20, 1),
        };
        desk.add(&post(n, &text));
    }
    desk.agrees(None);
    desk.rebuilt();
}

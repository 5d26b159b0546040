//! Whatever has come, gone or been judged since: what is asked about a moment is what stood on the board then.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod desk;

use desk::random::{Random, report};
use desk::{Desk, reader};
use hearsay::case::{Instant, Judgement};

#[test]
fn what_is_asked_about_a_moment_is_what_stood_on_the_board_then() {
    let reader = reader();
    for seed in 1..4 {
        let (mut desk, mut random) = (Desk::new(&reader), Random(seed));
        let mut moments: Vec<Instant> = Vec::new();
        let mut rejected = None;
        for n in 0..60 {
            let report = report(&reader, &mut random, n);
            desk.add(&report);
            moments.push(desk.now);
            if n % 9 == 4 {
                let claim = report.sheet.claims[0].id.clone();
                rejected = Some(desk.correct(&Judgement::Reject { claim }));
                moments.push(desk.now);
            } else if let Some(entry) = rejected.take_if(|_| n % 9 == 6) {
                desk.correct(&Judgement::Undo { entry });
                moments.push(desk.now);
            }
        }
        moments.into_iter().for_each(|moment| desk.agrees(Some(moment)));
        desk.agrees(None);
    }
}

#[test]
fn a_report_that_another_took_the_place_of_leaves_nothing_behind() {
    let reader = reader();
    for seed in 10..14 {
        let (mut desk, mut random) = (Desk::new(&reader), Random(seed));
        let reports: Vec<_> = (0..70).map(|n| report(&reader, &mut random, n)).collect();
        reports.iter().for_each(|r| drop(desk.add(r)));
        let url = |n: usize| reports[n].document.url.as_deref();
        let stays = |n: usize| !(n + 1..reports.len()).any(|later| url(later) == url(n));
        let mut fresh = Desk::new(&reader);
        (0..reports.len()).filter(|n| stays(*n)).for_each(|n| drop(fresh.add(&reports[n])));
        assert_eq!(desk.board(None), fresh.board(None), "seed {seed}");
    }
}

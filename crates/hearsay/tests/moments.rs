//! Whatever has come, gone or been judged since: what is asked about a moment is what stood on the board then.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod desk;

use desk::{Desk, page, reader};
use hearsay::case::{Instant, Judgement};
use hearsay::{Reader, Reading};

struct Random(u64);

impl Random {
    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// A report of two sentences. There are few addresses: most reports take the place of another.
fn report(reader: &Reader, random: &mut Random, n: usize) -> Reading {
    let paper = random.pick(&["Valley Post", "Tarsen Herald", "Lowland Sun", "Radio Brenna"]);
    let today = 2 + n / 3;
    let mut text = String::new();
    for _ in 0..2 {
        let who = random.pick(&["The army", "The Karevia Monitor", "Joren Ash", "The health ministry"]);
        let whom = random.pick(&["civilians", "people", "soldiers", "women"]);
        let (dead, town) = (3 + random.below(9), random.pick(&["Orvast", "Halm"]));
        let day = today.saturating_sub(random.below(9)).max(1);
        let said = match random.below(5) {
            0 => format!("{who} denied that {whom} were killed in {town} on {day} May. "),
            1 => format!("{who} said {dead} {whom} had been killed in {town} since the siege began. "),
            _ => format!("{who} said {dead} {whom} were killed in {town} on {day} May. "),
        };
        text.push_str(&said);
    }
    let url = format!("https://paper.example/{}", random.below(24));
    page(reader, paper, &format!("2031-05-{today:02}"), &text, &url)
}

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

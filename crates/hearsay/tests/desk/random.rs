//! Reports that tell of few events again and again, and take one another's place.

use super::page;
use hearsay::{Reader, Reading};

pub struct Random(pub u64);

impl Random {
    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// A report of two sentences. There are few addresses: most reports take the place of another.
pub fn report(reader: &Reader, random: &mut Random, n: usize) -> Reading {
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

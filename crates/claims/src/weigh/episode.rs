//! Events of one kind at one place told apart by their days: two strikes on one town in different months
//! are two questions.

use super::lexicon::Lexicon;
use super::window::{Window, day_number};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use types::{Days, Measure, Mode, Moment, Testimony};

/// The longest stretch that still says which event is meant, in days.
const SHORT: i32 = 7;
/// Events at most so many days apart are one episode: the days of one are followed by those of the next
/// within it.
pub const GAP: i32 = 3;

/// First and last day of something, as days since 1970-01-01, both inclusive.
pub type Stretch = (i32, i32);

/// The days of the event that a testimony tells of; nothing for kinds that tell of none, and where the
/// time is not known or is too long to say which.
pub(super) fn days(lexicon: &Lexicon, t: &Testimony) -> Option<Stretch> {
    let kind = &lexicon.kinds[lexicon.kind_named(&t.kind)?];
    if !kind.tells_event() || t.mode != Mode::Says {
        return None;
    }
    let window = if kind.open { Window::of_state(t, false) } else { Window::of_told_event(t) };
    let short = window.days().is_some_and(|d| (1..=SHORT).contains(&d));
    Some((day_number(window.from?), day_number(window.to?))).filter(|_| short)
}

/// Stretches that follow one another closely, as one each, in order: single linkage.
pub(super) fn clusters(mut all: Vec<Stretch>) -> Vec<Stretch> {
    all.sort_unstable();
    let mut found: Vec<Stretch> = Vec::new();
    for (from, to) in all {
        match found.last_mut() {
            Some(last) if from - last.1 <= GAP => last.1 = last.1.max(to),
            _ => found.push((from, to)),
        }
    }
    found
}

/// The day of a number.
pub(super) fn date(number: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(number.days()).ok()
}

/// Of the testimonies of one document to one question, those without a day of their own tell of the one
/// event that the others give the days of.
pub(super) fn share(lexicon: &Lexicon, all: &mut [Testimony]) {
    let mut questions: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let open = |t: &Testimony| lexicon.kind_named(&t.kind).is_some_and(|k| lexicon.kinds[k].open);
    for (i, t) in all.iter().enumerate().filter(|(_, t)| !open(t)) {
        questions.entry((t.kind.clone(), t.mode.clone(), t.asked.clone())).or_default().push(i);
    }
    for of_question in questions.into_values() {
        let known = of_question.iter().filter_map(|i| days(lexicon, &all[*i])).collect();
        let [(from, to)] = clusters(known)[..] else { continue };
        let days =
            Days { from: date(from).map(Moment::day), to: date(to).map(Moment::day), within: to > from };
        for i in of_question {
            let t = &mut all[i];
            let silent = !Window::of_told_event(t).known && t.measure != Some(Measure::Cumulative);
            if silent && !t.apart {
                t.event = Some(days);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::clusters;

    #[test]
    fn days_that_follow_closely_are_one_episode() {
        assert_eq!(clusters(vec![(10, 10), (1, 2), (5, 6), (14, 14)]), [(1, 6), (10, 10), (14, 14)]);
        assert_eq!(clusters(vec![(1, 9), (2, 3), (12, 12)]), [(1, 12)]);
    }
}

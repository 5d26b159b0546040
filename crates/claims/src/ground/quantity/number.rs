//! Cardinal numbers in digits and words.

use super::piece::Pieces;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The words that numbers are made of.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Words {
    /// `one` to `nineteen`.
    pub(crate) ones: FxHashMap<String, f64>,
    /// `twenty` to `ninety`.
    pub(crate) tens: FxHashMap<String, f64>,
    /// What multiplies the number before it: `hundred`, `million`, `dozen`.
    pub(crate) scales: FxHashMap<String, f64>,
    /// Parts of one: `half`, `third`.
    pub(crate) fractions: FxHashMap<String, f64>,
    /// `first` to `thirty-first` without their tens: days of a month, centuries.
    pub(crate) ordinals: FxHashMap<String, f64>,
}

/// A number and the place after it.
pub(crate) type Read = (f64, usize);

/// A number without article: `12`, `1.2 million`, `twenty-eight thousand`, `2 1/2`, `one and a half`.
pub(crate) fn cardinal(p: Pieces, i: usize, words: &Words) -> Option<Read> {
    let (value, next) = whole(p, i, words)?;
    if let Some((part, after)) = and_a_half(p, next, words) {
        let scale = words.scales.get(p.word(after)).filter(|_| value < 1000.0);
        // "Two million and a half" is half a million more.
        let own = words.scales.get(p.word(next - 1)).filter(|s| **s >= 1e6).unwrap_or(&1.0);
        let whole = value + part * own;
        return Some(scale.map_or((whole, after), |s| ((value + part) * s, after + 1)));
    }
    Some((value, next))
}

/// A number that may begin with an article: `a dozen`, `a hundred`, `half a million`.
pub(crate) fn with_article(p: Pieces, i: usize, words: &Words) -> Option<Read> {
    if matches!(p.word(i), "a" | "an") {
        let half = p.word(i + 1) == "half" && words.scales.contains_key(p.word(i + 2));
        let scale = words.scales.get(p.word(i + 1 + usize::from(half)))?;
        let first = scale * if half { 0.5 } else { 1.0 };
        return Some(multiplied(p, first, i + 2 + usize::from(half), words));
    }
    if p.word(i) == "half" {
        if matches!(p.word(i + 1), "a" | "an") {
            let scale = words.scales.get(p.word(i + 2))?;
            return Some((scale * 0.5, i + 3));
        }
        // "Half million", as headlines have it.
        if let Some(scale) = words.scales.get(p.word(i + 1)) {
            return Some((scale * 0.5, i + 2));
        }
    }
    cardinal(p, i, words)
}

/// `hundred` or `million` after a number, as often as it stands there: "4 hundred million".
fn multiplied(p: Pieces, mut value: f64, mut i: usize, words: &Words) -> Read {
    loop {
        let at = i + usize::from(p.dash(i) && p.glued(i) && p.glued(i + 1));
        let Some(scale) = words.scales.get(p.word(at)) else { return (value, i) };
        value *= scale;
        i = at + 1;
    }
}

fn whole(p: Pieces, i: usize, words: &Words) -> Option<Read> {
    if p.digits(i).is_empty() {
        return spelled(p, i, words);
    }
    if let Some((value, next)) = slash(p, i) {
        return Some((value, next));
    }
    let value: f64 = p.digits(i).parse().ok()?;
    if let Some((part, next)) = slash(p, i + 1).filter(|(part, _)| *part < 1.0 && !p.glued(i + 1)) {
        return Some(multiplied(p, value + part, next, words));
    }
    Some(multiplied(p, value, i + 1, words))
}

/// `1/2`; not a date (`9/11`) or a score: only the fractions that people measure in.
fn slash(p: Pieces, i: usize) -> Option<Read> {
    let (top, below) = (p.digits(i), p.digits(i + 2));
    if !p.is(i + 1, "/") || !p.glued(i + 1) || !p.glued(i + 2) || p.is(i + 3, "/") {
        return None;
    }
    let (top, below): (f64, f64) = (top.parse().ok()?, below.parse().ok()?);
    ([2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 16.0, 32.0].contains(&below) && top < below && top > 0.0)
        .then_some((top / below, i + 3))
}

/// Numbers in words: larger scales close what stands before them.
fn spelled(p: Pieces, start: usize, words: &Words) -> Option<Read> {
    let (mut total, mut group, mut i, mut any) = (0.0, 0.0, start, false);
    let mut smallest = f64::INFINITY;
    loop {
        let mut at = i;
        let open = group >= 100.0 || group == 0.0 && total > 0.0;
        if any && p.word(at) == "and" && open || any && p.dash(at) && p.glued(at) && p.glued(at + 1) {
            at += 1;
        }
        let word = p.word(at);
        if word.is_empty() {
            break;
        }
        // "Two million and one half"
        if at > i && word == "one" && words.fractions.contains_key(p.word(at + 1)) {
            break;
        }
        if let Some(n) = words.tens.get(word).filter(|_| group % 100.0 == 0.0) {
            group += n;
        } else if let Some(n) = words.ones.get(word).filter(|n| fits(group, **n)) {
            group += n;
        } else if let Some(scale) = words.scales.get(word).filter(|s| any && (group > 0.0 || **s > smallest))
        {
            if *scale < 1000.0 {
                group *= scale;
            } else if *scale < smallest {
                total += group * scale;
                group = 0.0;
                smallest = *scale;
            } else {
                break;
            }
        } else {
            break;
        }
        any = true;
        i = at + 1;
    }
    any.then_some((total + group, i))
}

/// Whether a number below twenty may follow: "forty-two", "hundred twelve", not "six two".
fn fits(group: f64, n: f64) -> bool {
    let tail = group % 100.0;
    tail == 0.0 || tail >= 20.0 && tail % 10.0 == 0.0 && n < 10.0 && n > 0.0
}

/// `and a half`, `and one-half`, `and half`.
fn and_a_half(p: Pieces, i: usize, words: &Words) -> Option<Read> {
    let dashes = |i: usize| i + usize::from(p.dash(i) && p.glued(i));
    let i = dashes(i);
    if p.word(i) != "and" {
        return None;
    }
    let mut i = dashes(i + 1);
    if matches!(p.word(i), "a" | "one") {
        i = dashes(i + 1);
    }
    let part = words.fractions.get(p.word(i)).filter(|_| matches!(p.word(i), "half" | "quarter"))?;
    Some((*part, i + 1))
}

/// Day of a month or number of a century: `22nd`, `twenty-second`, `first`.
pub(crate) fn ordinal(p: Pieces, i: usize, words: &Words) -> Option<Read> {
    if matches!(p.word(i + 1), "st" | "nd" | "rd" | "th") && p.glued(i + 1) {
        return Some((p.digits(i).parse().ok()?, i + 2));
    }
    if let Some(n) = words.ordinals.get(p.word(i)) {
        return Some((*n, i + 1));
    }
    let tens = words.tens.get(p.word(i))?;
    let at = i + 1 + usize::from(p.dash(i + 1));
    let ones = words.ordinals.get(p.word(at)).filter(|n| **n < 10.0)?;
    Some((tens + ones, at + 1))
}

//! From chances to attributions.

use super::Found;
use super::crf::TAGS;
use super::units::Unit;
use nlp::{Doc, chars};
use std::ops::Range;

/// A neighbour belongs to a cue when its chance is at least this share of the peak's.
const SHARE: f32 = 0.5;
/// A further piece of a source must have this mean chance.
const ISLAND: f32 = 0.65;

/// A cue in a unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CueSpan {
    pub(super) tokens: Range<usize>,
    pub(super) score: f32,
}

/// Cues, in order: from every peak of the chance to be in one, the highest first, over neighbours that are
/// nearly as sure, but not over a token that rather starts a cue of its own.
pub(super) fn cue_spans(marginals: &[[f32; TAGS]], threshold: f32) -> Vec<CueSpan> {
    let chance: Vec<f32> = marginals.iter().map(|m| 1.0 - m[0]).collect();
    let goes_on = |at: usize| marginals[at][2] >= marginals[at][1];
    let mut order: Vec<usize> = (0..chance.len()).filter(|at| chance[*at] >= threshold).collect();
    order.sort_by(|a, b| chance[*b].total_cmp(&chance[*a]));
    let mut taken = vec![false; chance.len()];
    let mut spans = Vec::new();
    for peak in order {
        if taken[peak] {
            continue;
        }
        let joins = |at: usize| !taken[at] && chance[at] >= SHARE * chance[peak];
        let (mut start, mut end) = (peak, peak + 1);
        while start > 0 && goes_on(start) && joins(start - 1) {
            start -= 1;
        }
        while end < chance.len() && goes_on(end) && joins(end) {
            end += 1;
        }
        taken[start..end].fill(true);
        spans.push(CueSpan { tokens: start..end, score: chance[peak] });
    }
    spans.sort_by_key(|s| s.tokens.start);
    spans
}

/// The attribution of a cue, given the chances of the roles (none, source, content) of the unit's tokens.
/// Nothing when no word is left for the content.
pub(super) fn attribution(doc: &Doc, unit: &Unit, cue: &CueSpan, roles: &[[f32; TAGS]]) -> Option<Found> {
    // The first of equals.
    let best = |m: &[f32; TAGS]| (1..TAGS).fold(0, |best, tag| if m[tag] > m[best] { tag } else { best });
    let with =
        |role: usize| (0..unit.len()).filter(move |at| best(&roles[*at]) == role && !cue.tokens.contains(at));
    let tokens =
        |places: &mut dyn Iterator<Item = usize>| places.map(|at| unit.tokens[at] as usize).collect();
    let content: Vec<usize> = tokens(&mut with(2));
    if !content.iter().any(|t| doc.word(*t).chars().any(chars::is_word)) {
        return None;
    }
    let sure = with(2).map(|at| roles[at][2]).sum::<f32>() / content.len() as f32;
    Some(Found {
        cue: tokens(&mut cue.tokens.clone()),
        source: tokens(&mut together(doc, unit, with(1).collect(), roles).into_iter()),
        content,
        score: cue.score * sure,
        cue_score: cue.score,
        nested: false,
    })
}

/// A source mostly stands in one place: of its pieces, with words of others between them, the surest stays,
/// and what is sure by itself ("the mayor … who").
fn together(doc: &Doc, unit: &Unit, places: Vec<usize>, roles: &[[f32; TAGS]]) -> Vec<usize> {
    let word = |at: usize| doc.word(unit.tokens[at] as usize).chars().any(chars::is_word);
    let pieces: Vec<&[usize]> = places.chunk_by(|a, b| !(a + 1..*b).any(word)).collect();
    let chances = |piece: &[usize]| piece.iter().map(|at| roles[*at][1]).collect::<Vec<_>>();
    let peak = |piece: &[usize]| chances(piece).into_iter().fold(0.0, f32::max);
    // The first of equals.
    let first = |best: usize, at: usize| if peak(pieces[at]) > peak(pieces[best]) { at } else { best };
    let best = (1..pieces.len()).fold(0, first);
    let sure = |piece: &[usize]| chances(piece).iter().sum::<f32>() / piece.len() as f32 >= ISLAND;
    let kept = pieces.iter().enumerate().filter(|(at, piece)| *at == best || sure(piece));
    kept.flat_map(|(_, piece)| piece.iter().copied()).collect()
}

/// Marks attributions of one unit whose cue lies wholly in the content of another. Of two that lie in each
/// other the first stays.
pub(super) fn mark_nested(found: &mut [Found]) {
    for outer in 0..found.len() {
        for inner in 0..found.len() {
            if outer == inner || found[outer].nested || found[inner].nested {
                continue;
            }
            let content = &found[outer].content;
            found[inner].nested = found[inner].cue.iter().all(|t| content.binary_search(t).is_ok());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_grow_from_their_peaks() {
        let inside = |p: f32| [1.0 - p, 0.1 * p, 0.9 * p];
        let begins = |p: f32| [1.0 - p, 0.9 * p, 0.1 * p];
        let row =
            [begins(0.4), begins(0.5), inside(0.9), inside(0.46), begins(0.8), inside(0.3), begins(0.49)];
        let spans = cue_spans(&row, 0.5);
        assert_eq!(spans.iter().map(|s| s.tokens.clone()).collect::<Vec<_>>(), [1..4, 4..5]);
        assert!((spans[0].score - 0.9).abs() < 1e-6);
        assert!(cue_spans(&row, 0.95).is_empty() && cue_spans(&[], 0.5).is_empty());
        assert!(cue_spans(&[[f32::NAN; TAGS]; 3], 0.5).is_empty());
    }

    #[test]
    fn a_cue_in_another_content_is_nested() {
        let found = |cue: &[usize], content: &[usize]| Found {
            cue: cue.to_vec(),
            source: Vec::new(),
            content: content.to_vec(),
            score: 1.0,
            cue_score: 1.0,
            nested: false,
        };
        let mut all = [found(&[1], &[2, 3, 4, 5]), found(&[3, 4], &[5]), found(&[5, 6], &[7])];
        mark_nested(&mut all);
        assert_eq!(all.each_ref().map(|f| f.nested), [false, true, false]);
        let mut ring = [found(&[1], &[2]), found(&[2], &[1])];
        mark_nested(&mut ring);
        assert_eq!(ring.each_ref().map(|f| f.nested), [false, true]);
    }
}

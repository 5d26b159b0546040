//! How the tokens of a unit stand to a cue.

use super::units::Unit;
use super::vocabulary::Ids;
use nlp::Doc;
use std::ops::Range;

/// Rows of the tables of a relation's features, the first apart, which depends on the labels.
pub(super) const UP: usize = 6;
pub(super) const SENTENCE: usize = 7;
pub(super) const DISTANCE: usize = 16;
pub(super) const CUE: usize = 3;

/// How a token stands to a cue: rows of embedding tables.
///
/// Its way through the tree goes up to the first token on the way from the cue's head to its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Relation {
    /// 0 in another tree, 1 on the cue head's way to the root, else 1 + the number of the label of the
    /// last token before that way.
    pub(super) branch: u32,
    /// Steps from the cue's head to the meeting point, at most 5.
    pub(super) up: u32,
    /// Steps from the token to it, at most 5.
    pub(super) down: u32,
    /// Sentences from the cue's, -3 to 3, plus 3.
    pub(super) sentence: u32,
    /// 0 in the cue, else the binary length of the distance to it, at most 7; plus 8 behind it.
    pub(super) distance: u32,
    /// 0 outside the cue, 1 in it, 2 its head.
    pub(super) cue: u32,
}

/// The head of a cue: of its tokens whose head lies outside the first verb, else the first.
pub(super) fn cue_head(doc: &Doc, unit: &Unit, cue: &Range<usize>) -> usize {
    let outer = |at: &usize| {
        let head = unit.heads[*at] as usize;
        head == *at || !cue.contains(&head)
    };
    let verb = |at: &usize| matches!(doc.pos(unit.tokens[*at] as usize), "VERB" | "AUX");
    let mut tops = cue.clone().filter(outer);
    let first = tops.clone().next();
    tops.find(verb).or(first).unwrap_or(cue.start)
}

/// A token's way: see [`Relation`].
#[derive(Clone, Copy)]
struct Way {
    branch: u32,
    up: u32,
    down: u32,
}

const APART: Way = Way { branch: 0, up: 5, down: 5 };

/// The relations of all tokens of a unit to a cue. `ids` are those of the unit's tokens.
pub(super) fn relations(unit: &Unit, ids: &[Ids], head: usize, cue: &Range<usize>) -> Vec<Relation> {
    let own = i64::from(unit.sentences[head]);
    let relation = |(at, way): (usize, Way)| Relation {
        branch: way.branch,
        up: way.up.min(5),
        down: way.down.min(5),
        sentence: (i64::from(unit.sentences[at]) - own).clamp(-3, 3).abs_diff(-3) as u32,
        distance: distance(at, cue),
        cue: if at == head { 2 } else { u32::from(cue.contains(&at)) },
    };
    ways(&unit.heads, ids, head).into_iter().enumerate().map(relation).collect()
}

fn distance(at: usize, cue: &Range<usize>) -> u32 {
    let bucket = |d: usize| (usize::BITS - d.leading_zeros()).min(7);
    if at < cue.start {
        bucket(cue.start - at)
    } else if at >= cue.end {
        bucket(at + 1 - cue.end) + 8
    } else {
        0
    }
}

fn ways(heads: &[u32], ids: &[Ids], head: usize) -> Vec<Way> {
    let mut known: Vec<Option<Way>> = vec![None; heads.len()];
    let (mut at, mut up) = (head, 0);
    while known[at].is_none() {
        known[at] = Some(Way { branch: 1, up, down: 0 });
        (at, up) = (heads[at] as usize, up + 1);
    }
    let mut below = Vec::new();
    for token in 0..heads.len() {
        let mut at = token;
        let mut way = loop {
            if let Some(way) = known[at] {
                break way;
            }
            below.push(at);
            // In a ring, which only bad trees have, no token is known either.
            if heads[at] as usize == at || below.len() > heads.len() {
                break APART;
            }
            at = heads[at] as usize;
        };
        while let Some(at) = below.pop() {
            way = match way {
                Way { branch: 0, .. } => APART,
                Way { up, down: 0, .. } => Way { branch: ids[at].dep + 1, up, down: 1 },
                Way { branch, up, down } => Way { branch, up, down: down + 1 },
            };
            known[at] = Some(way);
        }
    }
    known.into_iter().map(|way| way.unwrap_or(APART)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(heads: &[u32], sentences: &[u32]) -> (Unit, Vec<Ids>) {
        let unit = Unit {
            tokens: (0..heads.len() as u32).collect(),
            heads: heads.to_vec(),
            sentences: sentences.to_vec(),
            quotes: vec![0; heads.len()],
            paragraph: 0,
            last: true,
        };
        let ids = (0..heads.len() as u32).map(|i| Ids { lemma: 0, tag: 0, dep: 10 + i, entity: 0 }).collect();
        (unit, ids)
    }

    #[test]
    fn ways_lead_to_the_path_of_the_cue() {
        // 0 the ← 1 mayor ← 2 hopes; 3 and ← 2; 4 says ← 2; 5 it ← 6; 6 sank ← 4; 7 Nobody ← 8; 8 came.
        let (unit, ids) = unit(&[1, 2, 2, 2, 2, 6, 4, 8, 8], &[0, 0, 0, 0, 0, 0, 0, 1, 1]);
        let relations = relations(&unit, &ids, 4, &(4..5));
        let ways: Vec<_> = relations.iter().map(|r| (r.branch, r.up, r.down)).collect();
        let want = [(12, 1, 2), (12, 1, 1), (1, 1, 0), (14, 1, 1), (1, 0, 0), (17, 0, 2), (17, 0, 1)];
        assert_eq!(ways[..7], want);
        assert_eq!(ways[7..], [(0, 5, 5), (0, 5, 5)]);
        let places: Vec<_> = relations.iter().map(|r| (r.sentence, r.distance, r.cue)).collect();
        assert_eq!(places[2..6], [(3, 2, 0), (3, 1, 0), (3, 0, 2), (3, 9, 0)]);
        assert_eq!(places[8], (4, 11, 0));
    }

    #[test]
    fn rings_are_other_trees() {
        let (unit, ids) = unit(&[1, 0, 3, 2, 4], &[0; 5]);
        let ways = ways(&unit.heads, &ids, 4);
        assert!(ways[..4].iter().all(|w| w.branch == 0) && ways[4].branch == 1);
        assert_eq!(super::ways(&unit.heads, &ids, 0)[1].branch, 1);
    }

    #[test]
    fn distances_double() {
        let at = |at| distance(at, &(500..502));
        assert_eq!([at(499), at(498), at(497), at(496), at(300)], [1, 2, 2, 3, 7]);
        assert_eq!([at(500), at(501), at(502), at(503), at(900)], [0, 0, 9, 10, 15]);
    }
}

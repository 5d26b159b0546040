//! After the parse: edges of subtrees, sentence starts, and arcs that were lifted in training put
//! back to where they belong.

use rustc_hash::FxHashMap;

/// First and last token of every subtree.
pub(crate) struct Edges {
    pub(crate) left: Vec<u32>,
    pub(crate) right: Vec<u32>,
}

/// Rounds of widening; the original gives up after as many.
const ROUNDS: usize = 12;

/// Edges as spaCy finds them: one pass from each side, repeated while heads lie outside of their
/// sentences. `heads[i] == i` for roots.
pub(crate) fn edges(heads: &[u32]) -> Edges {
    let n = heads.len();
    let own = || (0..n as u32).collect::<Vec<u32>>();
    let mut edges = Edges { left: own(), right: own() };
    for _ in 0..ROUNDS {
        (0..n).for_each(|i| edges.widen(i, heads[i]));
        (0..n).rev().for_each(|i| edges.widen(i, heads[i]));
        if edges.hold(heads) {
            break;
        }
    }
    edges
}

impl Edges {
    fn widen(&mut self, i: usize, head: u32) {
        let h = head as usize;
        self.left[h] = self.left[h].min(self.left[i]);
        self.right[h] = self.right[h].max(self.right[i]);
    }

    /// Where sentences start: at the left edge of each root.
    pub(crate) fn starts(&self, heads: &[u32]) -> Vec<bool> {
        let mut starts = vec![false; heads.len()];
        for (i, head) in heads.iter().enumerate() {
            if *head as usize == i {
                starts[self.left[i] as usize] = true;
            }
        }
        starts
    }

    /// Whether every head lies in its token's sentence.
    fn hold(&self, heads: &[u32]) -> bool {
        let (starts, n) = (self.starts(heads), heads.len());
        let mut from = 0;
        for i in 0..n {
            if (i > 0 && starts[i]) || i + 1 == n {
                if heads[from..i].iter().any(|h| (*h as usize) < from || *h as usize > i) {
                    return false;
                }
                from = i;
            }
        }
        true
    }
}

/// A label that carries its true head's label: `relcl||pobj`.
pub(crate) struct Lifted {
    /// The label itself.
    pub(crate) label: u16,
    /// Label of the token that is the true head.
    pub(crate) head: u16,
}

/// Moves lifted arcs back, from left to right: the new head is the nearest token below the present
/// head that has the wanted label. Edges are those from before, heads and labels the present ones.
pub(crate) fn put_back(
    heads: &mut [u32],
    labels: &mut [u16],
    spaces: &dyn Fn(usize) -> bool,
    lifted: &dyn Fn(u16) -> Option<Lifted>,
) {
    if !labels.iter().any(|l| lifted(*l).is_some()) {
        return;
    }
    let edges = edges(heads);
    let mut children = Children::new(heads);
    for i in 0..heads.len() {
        let Some(mark) = lifted(labels[i]) else { continue };
        let old = heads[i];
        let new = search(old, i as u32, mark.head, &edges, &children, heads, labels, spaces).unwrap_or(old);
        if new != old {
            heads[i] = new;
            children.moved.entry(new).or_default().push(i as u32);
        }
        labels[i] = mark.label;
    }
}

#[allow(clippy::too_many_arguments)]
fn search(
    from: u32,
    skip: u32,
    want: u16,
    edges: &Edges,
    children: &Children,
    heads: &[u32],
    labels: &[u16],
    spaces: &dyn Fn(usize) -> bool,
) -> Option<u32> {
    // A token is looked at once: heads that were moved could make a ring.
    let (mut queue, mut at) = (vec![from], 0);
    while at < queue.len() && queue.len() <= heads.len() {
        let q = queue[at];
        at += 1;
        let (left, right) = (edges.left[q as usize], edges.right[q as usize]);
        for child in children.of(q, heads) {
            if child < left || child > right || child == q || child == skip || spaces(child as usize) {
                continue;
            }
            if labels[child as usize] == want {
                return Some(child);
            }
            queue.push(child);
        }
    }
    None
}

/// Children by head as the parse left them, and those that were moved since.
struct Children {
    start: Vec<u32>,
    list: Vec<u32>,
    moved: FxHashMap<u32, Vec<u32>>,
}

impl Children {
    fn new(heads: &[u32]) -> Children {
        let mut start = vec![0u32; heads.len() + 1];
        heads.iter().for_each(|h| start[*h as usize + 1] += 1);
        (0..heads.len()).for_each(|i| start[i + 1] += start[i]);
        let (mut next, mut list) = (start.clone(), vec![0; heads.len()]);
        for (i, h) in heads.iter().enumerate() {
            list[next[*h as usize] as usize] = i as u32;
            next[*h as usize] += 1;
        }
        Children { start, list, moved: FxHashMap::default() }
    }

    /// Present children, ascending.
    fn of(&self, head: u32, heads: &[u32]) -> Vec<u32> {
        let (a, b) = (self.start[head as usize] as usize, self.start[head as usize + 1] as usize);
        let moved = self.moved.get(&head).into_iter().flatten();
        let mut all: Vec<u32> =
            self.list[a..b].iter().chain(moved).copied().filter(|c| heads[*c as usize] == head).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_start_at_the_left_edge_of_roots() {
        let heads = [1, 1, 1, 4, 4];
        let edges = edges(&heads);
        assert_eq!(edges.starts(&heads), [true, false, false, true, false]);
        assert_eq!((edges.left[1], edges.right[1]), (0, 2));
    }

    #[test]
    fn a_lifted_arc_goes_to_the_nearest_bearer_of_the_label() {
        // 0 root, 1 (label 5) and 2 (label 6) below it, 3 below 2 (label 6), 4 lifted to 0.
        let mut heads = [0, 0, 0, 2, 0];
        let mut labels = [1, 5, 6, 6, 9];
        let lifted = |l: u16| (l == 9).then_some(Lifted { label: 7, head: 6 });
        put_back(&mut heads, &mut labels, &|_| false, &lifted);
        assert_eq!((heads[4], labels[4]), (2, 7));
    }

    #[test]
    fn a_lifted_arc_without_a_bearer_stays() {
        let mut heads = [0, 0];
        let mut labels = [1, 9];
        put_back(&mut heads, &mut labels, &|_| false, &|l| (l == 9).then_some(Lifted { label: 7, head: 3 }));
        assert_eq!((heads[1], labels[1]), (0, 7));
    }
}

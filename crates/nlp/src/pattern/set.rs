//! Sets of characters: sorted ranges, and Python's predicates.

type Test = fn(char) -> bool;

/// A set of characters.
#[derive(Debug, Clone, Default)]
pub(super) struct CharSet {
    /// Members below 128, for speed.
    ascii: u128,
    /// Sorted, disjoint after [`CharSet::finish`].
    ranges: Vec<(char, char)>,
    /// Predicates, each turned round or not.
    tests: Vec<(Test, bool)>,
    negated: bool,
}

impl CharSet {
    pub(super) fn one(c: char) -> CharSet {
        CharSet::of_ranges(vec![(c, c)], false)
    }

    pub(super) fn of_ranges(ranges: Vec<(char, char)>, negated: bool) -> CharSet {
        let mut set = CharSet { ranges, ..CharSet::default() };
        set.finish(negated);
        set
    }

    pub(super) fn of_test(test: Test, turned: bool) -> CharSet {
        let mut set = CharSet { tests: vec![(test, turned)], ..CharSet::default() };
        set.finish(false);
        set
    }

    pub(super) fn add(&mut self, low: char, high: char) {
        self.ranges.push((low, high));
    }

    pub(super) fn extend(&mut self, other: CharSet) {
        self.ranges.extend(other.ranges);
        self.tests.extend(other.tests);
    }

    /// The only member, when there is just one.
    pub(super) fn single(&self) -> Option<char> {
        match (&self.ranges[..], self.tests.is_empty(), self.negated) {
            ([(low, high)], true, false) if low == high => Some(*low),
            _ => None,
        }
    }

    /// Sorts and joins the ranges and fills the bits of the first 128 characters.
    pub(super) fn finish(&mut self, negated: bool) {
        self.ranges.sort_unstable();
        let mut joined: Vec<(char, char)> = Vec::with_capacity(self.ranges.len());
        for (low, high) in self.ranges.drain(..) {
            match joined.last_mut() {
                Some(last) if low as u32 <= last.1 as u32 + 1 => last.1 = last.1.max(high),
                _ => joined.push((low, high)),
            }
        }
        self.ranges = joined;
        self.negated = negated;
        let members = (0u8..128).filter(|c| self.slow(char::from(*c)));
        self.ascii = members.fold(0, |bits, c| bits | 1u128 << c);
    }

    fn slow(&self, c: char) -> bool {
        let at = self.ranges.partition_point(|r| r.1 < c);
        let ranged = self.ranges.get(at).is_some_and(|r| r.0 <= c);
        let member = ranged || self.tests.iter().any(|(test, turned)| test(c) != *turned);
        member != self.negated
    }

    /// Whether the character belongs to the set.
    pub(super) fn has(&self, c: char) -> bool {
        if c.is_ascii() { self.ascii >> (c as u32) & 1 == 1 } else { self.slow(c) }
    }

    pub(super) fn ascii(&self) -> u128 {
        self.ascii
    }
}

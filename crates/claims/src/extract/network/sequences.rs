//! Where sequences lie in a buffer of rows.

/// No row, no head.
pub(super) const NONE: u32 = u32::MAX;

/// Sequences one behind the other, with a row of zeros before, between and behind them, so that the
/// window of the first and the last token of each needs no care.
pub(super) struct Sequences {
    /// First row and length of each.
    places: Vec<(usize, usize)>,
    /// The sequences, the longest first.
    order: Vec<usize>,
    /// Rows that are the head of some token, each once, ascending.
    head_rows: Vec<u32>,
    /// For every row the place of its head in `head_rows`; `NONE` between sequences.
    heads: Vec<u32>,
}

impl Sequences {
    /// Sequences of tokens, each given by the positions of its tokens' heads.
    pub(super) fn new<'a>(sequences: impl Iterator<Item = &'a [u32]>) -> Sequences {
        let (mut places, mut heads) = (Vec::new(), vec![NONE]);
        for sequence in sequences {
            let first = heads.len();
            places.push((first, sequence.len()));
            heads.extend(sequence.iter().map(|head| first as u32 + head));
            heads.push(NONE);
        }
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|s| std::cmp::Reverse(places[*s].1));
        let mut numbers = vec![NONE; heads.len()];
        heads.iter().filter(|head| **head != NONE).for_each(|head| numbers[*head as usize] = 0);
        let head_rows: Vec<u32> = (0..heads.len() as u32).filter(|r| numbers[*r as usize] == 0).collect();
        head_rows.iter().zip(0..).for_each(|(row, number)| numbers[*row as usize] = number);
        heads.iter_mut().filter(|head| **head != NONE).for_each(|head| *head = numbers[*head as usize]);
        Sequences { places, order, head_rows, heads }
    }

    /// Rows of the buffer.
    pub(super) fn rows(&self) -> usize {
        self.heads.len()
    }

    /// The rows of a sequence.
    pub(super) fn range(&self, sequence: usize) -> std::ops::Range<usize> {
        let (first, length) = self.places[sequence];
        first..first + length
    }

    /// First row and length of every sequence, the longest first.
    pub(super) fn longest_first(&self) -> Vec<(usize, usize)> {
        self.order.iter().map(|s| self.places[*s]).collect()
    }

    /// Rows that are the head of some token.
    pub(super) fn head_rows(&self) -> &[u32] {
        &self.head_rows
    }

    /// For every row the place of its head in [`Sequences::head_rows`].
    pub(super) fn heads(&self) -> &[u32] {
        &self.heads
    }
}

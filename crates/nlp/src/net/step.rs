//! Scores of transitions: a reduced token vector, weighted by the slot that it stands in, summed
//! over slots; the larger of two pieces; one linear layer.

use super::kernel::{Layer, Rows, linear};
use super::lanes::{accumulate, combine};
use super::pack::{PANEL, WIDTH};

/// Hidden width.
pub(crate) const HIDDEN: usize = 64;
/// Pieces of the hidden layer.
pub(crate) const PIECES: usize = 2;
/// Numbers of a token in a slot.
pub(crate) const SLOT: usize = HIDDEN * PIECES;
/// Tokens whose slot values are computed together.
const BLOCK: usize = 16;
/// Blocks that are kept: 256 tokens, more than a sentence, and little enough for the second cache.
const KEPT: usize = 16;

/// The weights of a transition system.
#[derive(Clone, Copy)]
pub(crate) struct StepModel<'a> {
    pub(crate) classes: usize,
    pub(crate) reduce: Layer<'a>,
    pub(crate) lower: Layer<'a>,
    /// What stands for a missing token, slot by slot.
    pub(crate) pad: &'a [f32],
    pub(crate) bias: &'a [f32],
    /// Input by input, `score_width(classes)` numbers each.
    pub(crate) upper: &'a [f32],
    pub(crate) upper_bias: &'a [f32],
}

/// Classes, padded to whole registers.
pub(crate) fn score_width(classes: usize) -> usize {
    classes.next_multiple_of(16)
}

/// Slot values of the tokens around the current place. Blocks are computed when they are first
/// touched; a block shares its place with those that lie a multiple of 256 tokens away.
#[derive(Default)]
pub(crate) struct SlotCache {
    values: Vec<f32>,
    /// Block that stands in each place, plus one.
    holds: Vec<u32>,
    reduced: Vec<f32>,
}

/// One document's scorer.
pub(crate) struct Steps<'a> {
    model: StepModel<'a>,
    tokens: &'a [f32],
    cache: &'a mut SlotCache,
    stride: usize,
}

impl<'a> Steps<'a> {
    /// `tokens`: 96 numbers a token.
    pub(crate) fn new(model: StepModel<'a>, tokens: &'a [f32], cache: &'a mut SlotCache) -> Steps<'a> {
        let stride = model.lower.bias.len();
        let blocks = (tokens.len() / WIDTH).div_ceil(BLOCK).min(KEPT);
        cache.holds.clear();
        cache.holds.resize(blocks, 0);
        cache.values.resize(blocks * BLOCK * stride, 0.0);
        Steps { model, tokens, cache, stride }
    }

    fn slot(&mut self, slot: usize, token: u32) -> &[f32] {
        if token == u32::MAX {
            return &self.model.pad[slot * SLOT..][..SLOT];
        }
        let (block, row) = (token as usize / BLOCK, token as usize % BLOCK);
        let place = block % KEPT;
        if self.cache.holds[place] != block as u32 + 1 {
            self.fill(block, place);
        }
        &self.cache.values[(place * BLOCK + row) * self.stride + slot * SLOT..][..SLOT]
    }

    fn fill(&mut self, block: usize, place: usize) {
        let data = &self.tokens[block * BLOCK * WIDTH..];
        let count = BLOCK.min(data.len() / WIDTH);
        let reduced_stride = self.model.reduce.bias.len();
        self.cache.reduced.resize(BLOCK * reduced_stride.max(PANEL), 0.0);
        let rows = Rows { data, stride: WIDTH, inputs: WIDTH, count };
        linear(self.model.reduce, rows, &mut self.cache.reduced, reduced_stride);
        let rows = Rows { data: &self.cache.reduced, stride: reduced_stride, inputs: HIDDEN, count };
        let to = &mut self.cache.values[place * BLOCK * self.stride..];
        linear(self.model.lower, rows, to, self.stride);
        self.cache.holds[place] = block as u32 + 1;
    }

    /// The hidden layer for tokens in slots; `u32::MAX` stands for a missing token.
    pub(crate) fn hidden(&mut self, slots: &[u32]) -> [f32; HIDDEN] {
        let mut sums = [0.0f32; SLOT];
        for (slot, token) in slots.iter().enumerate() {
            accumulate(&mut sums, self.slot(slot, *token));
        }
        accumulate(&mut sums, self.model.bias);
        let mut hidden = [0.0f32; HIDDEN];
        for o in 0..HIDDEN {
            hidden[o] = sums[o].max(sums[o + HIDDEN]);
        }
        hidden
    }

    /// Scores of all classes.
    pub(crate) fn scores(&self, hidden: &[f32; HIDDEN], scores: &mut Vec<f32>) {
        scores.resize(score_width(self.model.classes), 0.0);
        combine(hidden, self.model.upper, self.model.upper_bias, scores);
    }
}

//! Matrix products over packed weights.

use super::pack::{LANES, PANEL, PIECES};

/// Rows of the input: row `i` is `inputs` numbers from `i * stride` on. Rows may overlap: a window of
/// three rows is a longer row with the stride of one.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) inputs: usize,
    pub(crate) count: usize,
}

/// A layer: packed weights and biases (see [`super::pack`]).
#[derive(Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub(crate) weights: &'a [f32],
    pub(crate) bias: &'a [f32],
}

impl Layer<'_> {
    fn panels(&self) -> usize {
        self.bias.len() / PANEL
    }
}

/// Rows that are worked on together.
const TILE: usize = 4;

/// `out[row * stride + o]` = weights · row + bias for all outputs, padding included.
pub(crate) fn linear(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize) {
    for_tiles(layer, rows, |row, panel, tile| {
        for (i, sums) in tile.iter().enumerate() {
            let at = (row + i) * stride + panel * PANEL;
            out[at..at + PANEL].copy_from_slice(sums);
        }
    });
}

/// The largest of three pieces of every output.
pub(crate) fn maxout(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize) {
    for_tiles(layer, rows, |row, panel, tile| {
        for (i, sums) in tile.iter().enumerate() {
            let at = (row + i) * stride + panel * LANES;
            for (lane, slot) in out[at..at + LANES].iter_mut().enumerate() {
                *slot = (1..PIECES).fold(sums[lane], |m, p| m.max(sums[p * LANES + lane]));
            }
        }
    });
}

fn for_tiles(layer: Layer<'_>, rows: Rows<'_>, mut done: impl FnMut(usize, usize, &[[f32; PANEL]])) {
    for panel in 0..layer.panels() {
        let weights = &layer.weights[panel * PANEL * rows.inputs..][..PANEL * rows.inputs];
        let bias: &[f32; PANEL] = layer.bias[panel * PANEL..][..PANEL].try_into().expect("a panel's length");
        let mut row = 0;
        while row < rows.count {
            let n = TILE.min(rows.count - row);
            let mut sums = [*bias; TILE];
            for (input, w) in weights.chunks_exact(PANEL).enumerate() {
                for (i, sums) in sums[..n].iter_mut().enumerate() {
                    let x = rows.data[(row + i) * rows.stride + input];
                    sums.iter_mut().zip(w).for_each(|(s, w)| *s += x * w);
                }
            }
            done(row, panel, &sums[..n]);
            row += n;
        }
    }
}

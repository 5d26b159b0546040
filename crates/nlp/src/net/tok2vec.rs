//! Words to vectors: hash embeddings and word vectors, mixed, then four convolutions.

use super::kernel::{Layer, Rows, linear, maxout};
use super::pack::WIDTH;
use crate::hash::embedding_rows;
use crate::tables::Attribute;

/// Convolutions of a network.
pub(crate) const LAYERS: usize = 4;
/// Length of a word vector.
pub(crate) const VECTOR: usize = 300;
/// Zero rows that are convolved with the text, before and behind it.
const PAD: usize = 4;
/// Rows that are worked on together: input and output stay in the nearest caches.
const BLOCK: usize = 64;

/// A hash embedding table.
#[derive(Clone, Copy)]
pub(crate) struct Embedding<'a> {
    pub(crate) attribute: Attribute,
    pub(crate) table: &'a [f32],
    pub(crate) rows: u32,
    pub(crate) seed: u64,
}

/// A maxout layer and its layer norm.
#[derive(Clone, Copy)]
pub(crate) struct Dense<'a> {
    pub(crate) layer: Layer<'a>,
    pub(crate) gain: &'a [f32],
    pub(crate) shift: &'a [f32],
}

/// A network.
pub(crate) struct Tok2Vec<'a> {
    pub(crate) embeddings: Vec<Embedding<'a>>,
    /// Projection of the word vectors, where the model has some.
    pub(crate) vectors: Option<Layer<'a>>,
    pub(crate) mixer: Dense<'a>,
    pub(crate) convolutions: [Dense<'a>; LAYERS],
}

/// The ids of one token that a network may embed.
#[derive(Clone, Copy)]
pub(crate) struct Features<'a> {
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) spacy: bool,
    pub(crate) is_space: bool,
    pub(crate) vector: Option<&'a [f32]>,
}

impl Features<'_> {
    fn get(&self, attribute: Attribute) -> u64 {
        match attribute {
            Attribute::Norm => self.norm,
            Attribute::Prefix => self.prefix,
            Attribute::Suffix => self.suffix,
            Attribute::Shape => self.shape,
            Attribute::Spacy => u64::from(self.spacy),
            Attribute::IsSpace => u64::from(self.is_space),
        }
    }
}

/// `v` becomes its layer norm.
fn normalise(v: &mut [f32], dense: Dense<'_>) {
    const LANES: usize = 16;
    let sum = |f: &dyn Fn(f32) -> f32| {
        let mut lanes = [0.0f32; LANES];
        for chunk in v.chunks_exact(LANES) {
            lanes.iter_mut().zip(chunk).for_each(|(l, x)| *l += f(*x));
        }
        lanes.iter().sum::<f32>() / WIDTH as f32
    };
    let mean = sum(&|x| x);
    let variance = sum(&|x| (x - mean) * (x - mean));
    let scale = 1.0 / (variance + 1e-8).sqrt();
    for ((x, g), b) in v.iter_mut().zip(dense.gain).zip(dense.shift) {
        *x = (*x - mean) * scale * g + b;
    }
}

impl Tok2Vec<'_> {
    fn mixer_inputs(&self) -> usize {
        WIDTH * (self.embeddings.len() + usize::from(self.vectors.is_some()))
    }

    /// The mixer's output (96 numbers a token) for words that were not seen yet.
    pub(crate) fn mix(&self, words: &[Features<'_>], out: &mut Vec<f32>) {
        let inputs = self.mixer_inputs();
        let (mut x, mut projected) = (vec![0.0; BLOCK * inputs], vec![0.0; WIDTH]);
        for block in words.chunks(BLOCK) {
            for (row, word) in x.chunks_exact_mut(inputs).zip(block) {
                self.embed(word, row, &mut projected);
            }
            let start = out.len();
            out.resize(start + block.len() * WIDTH, 0.0);
            let rows = Rows { data: &x, stride: inputs, inputs, count: block.len() };
            maxout(self.mixer.layer, rows, &mut out[start..], WIDTH);
            out[start..].chunks_exact_mut(WIDTH).for_each(|row| normalise(row, self.mixer));
        }
    }

    fn embed(&self, word: &Features<'_>, row: &mut [f32], projected: &mut [f32]) {
        let mut slots = row.chunks_exact_mut(WIDTH);
        for (table, slot) in self.embeddings.iter().zip(&mut slots) {
            slot.fill(0.0);
            for r in embedding_rows(word.get(table.attribute), table.seed, table.rows) {
                let found = &table.table[r * WIDTH..][..WIDTH];
                slot.iter_mut().zip(found).for_each(|(s, e)| *s += e);
            }
        }
        if let (Some(layer), Some(slot)) = (self.vectors, slots.next()) {
            match word.vector {
                Some(v) => {
                    let rows = Rows { data: v, stride: VECTOR, inputs: VECTOR, count: 1 };
                    linear(layer, rows, projected, WIDTH);
                    slot.copy_from_slice(projected);
                }
                None => slot.fill(0.0),
            }
        }
    }

    /// Runs the convolutions over `n` mixed tokens. `fill` writes the mixed rows.
    pub(crate) fn convolve(&self, n: usize, x: &mut Vec<f32>, fill: impl FnOnce(&mut [f32])) {
        // Layer by layer in place: what a row becomes is written one row further up, where nobody
        // needs the old value any more. Behind the text stand its padding and one row of zeros.
        let rows = n + 2 * PAD;
        let front = LAYERS + 1;
        x.clear();
        x.resize((front + rows + 1) * WIDTH, 0.0);
        fill(&mut x[(front + PAD) * WIDTH..][..n * WIDTH]);
        let mut y = vec![0.0; BLOCK * WIDTH];
        for (i, dense) in self.convolutions.iter().enumerate() {
            let first = front - i;
            for start in (0..rows).step_by(BLOCK) {
                let count = BLOCK.min(rows - start);
                let window =
                    Rows { data: &x[(first + start - 1) * WIDTH..], stride: WIDTH, inputs: 3 * WIDTH, count };
                maxout(dense.layer, window, &mut y, WIDTH);
                for (row, y) in y.chunks_exact_mut(WIDTH).take(count).enumerate() {
                    normalise(y, *dense);
                    let old = (first + start + row) * WIDTH;
                    let (to, from) = x[old - WIDTH..old + WIDTH].split_at_mut(WIDTH);
                    to.iter_mut().zip(from).zip(y).for_each(|((to, x), y)| *to = *x + *y);
                }
            }
            x[(first + rows - 1) * WIDTH..][..WIDTH].fill(0.0);
        }
        let text = (front - LAYERS + PAD) * WIDTH;
        x.truncate(text + n * WIDTH);
        x.drain(..text);
    }
}

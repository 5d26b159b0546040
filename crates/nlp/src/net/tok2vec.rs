//! Words to vectors: hash embeddings and word vectors, mixed, then four convolutions.

use super::kernel::{Layer, Rows, linear, maxout};
use super::lanes::{add_normal, largest, normalise};
use super::pack::{PANEL, WIDTH};
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
    pub(crate) gain: &'a [f32; WIDTH],
    pub(crate) shift: &'a [f32; WIDTH],
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

impl Tok2Vec<'_> {
    fn mixer_inputs(&self) -> usize {
        WIDTH * (self.embeddings.len() + usize::from(self.vectors.is_some()))
    }

    /// The mixer's output (96 numbers a token) for words that were not seen yet.
    pub(crate) fn mix(&self, words: &[Features<'_>], out: &mut Vec<f32>) {
        let inputs = self.mixer_inputs();
        let mut x = vec![0.0; BLOCK * inputs];
        for block in words.chunks(BLOCK) {
            for (row, word) in x.chunks_exact_mut(inputs).zip(block) {
                self.embed(word, row);
            }
            self.project(block, &mut x);
            let start = out.len();
            out.resize(start + block.len() * WIDTH, 0.0);
            let rows = Rows { data: &x, stride: inputs, inputs, count: block.len() };
            maxout(self.mixer.layer, rows, &mut out[start..], WIDTH);
            normalise(&mut out[start..], self.mixer.gain, self.mixer.shift);
        }
    }

    fn embed(&self, word: &Features<'_>, row: &mut [f32]) {
        row.fill(0.0);
        for (table, slot) in self.embeddings.iter().zip(row.chunks_exact_mut(WIDTH)) {
            for r in embedding_rows(word.get(table.attribute), table.seed, table.rows) {
                let found = &table.table[r * WIDTH..][..WIDTH];
                slot.iter_mut().zip(found).for_each(|(s, e)| *s += e);
            }
        }
    }

    /// Writes the projected word vectors behind the embeddings, those of all words at once.
    fn project(&self, words: &[Features<'_>], x: &mut [f32]) {
        let Some(layer) = self.vectors else { return };
        let inputs = self.mixer_inputs();
        let (mut vectors, mut at) = (Vec::new(), Vec::new());
        for (i, word) in words.iter().enumerate() {
            if let Some(vector) = word.vector {
                vectors.extend_from_slice(vector);
                at.push(i);
            }
        }
        let mut out = vec![0.0; at.len() * WIDTH];
        let rows = Rows { data: &vectors, stride: VECTOR, inputs: VECTOR, count: at.len() };
        linear(layer, rows, &mut out, WIDTH);
        for (i, projected) in at.into_iter().zip(out.chunks_exact(WIDTH)) {
            x[(i + 1) * inputs - WIDTH..(i + 1) * inputs].copy_from_slice(projected);
        }
    }

    /// Runs the convolutions over tokens, which are given by their keys; `fill` writes their mixed rows.
    /// Tokens with the same key have the same mixed row, now and later.
    pub(crate) fn convolve(
        &self,
        keys: &[u32],
        products: &mut Products,
        x: &mut Vec<f32>,
        fill: impl FnOnce(&mut [f32]),
    ) {
        // Layer by layer in place: what a row becomes is written one row further up, where nobody
        // needs the old value any more. Behind the text stand its padding and one row of zeros.
        let (n, rows) = (keys.len(), keys.len() + 2 * PAD);
        x.clear();
        x.resize((FRONT + rows + 1) * WIDTH, 0.0);
        fill(&mut x[(FRONT + PAD) * WIDTH..][..n * WIDTH]);
        self.first(keys, products, x);
        let mut y = vec![0.0; BLOCK * WIDTH];
        for (i, dense) in self.convolutions.iter().enumerate().skip(1) {
            let first = FRONT - i;
            for start in (0..rows).step_by(BLOCK) {
                let count = BLOCK.min(rows - start);
                let data = &x[(first + start - 1) * WIDTH..];
                let window = Rows { data, stride: WIDTH, inputs: 3 * WIDTH, count };
                maxout(dense.layer, window, &mut y, WIDTH);
                let old = &mut x[(first + start - 1) * WIDTH..][..(count + 1) * WIDTH];
                add_normal(old, &y[..count * WIDTH], dense.gain, dense.shift);
            }
            x[(first + rows - 1) * WIDTH..][..WIDTH].fill(0.0);
        }
        let text = (FRONT - LAYERS + PAD) * WIDTH;
        x.truncate(text + n * WIDTH);
        x.drain(..text);
    }

    /// The first convolution: what a word adds to the window before it, around it and behind it
    /// depends on its key alone.
    fn first(&self, keys: &[u32], products: &mut Products, x: &mut [f32]) {
        let (dense, rows) = (self.convolutions[0], keys.len() + 2 * PAD);
        let mut y = vec![0.0; BLOCK * WIDTH];
        let (zero, mut carry) = ([0.0; SUMS], [0.0; SUMS]);
        for start in (0..rows).step_by(BLOCK) {
            let count = BLOCK.min(rows - start);
            let tokens = start.saturating_sub(PAD)..(start + count + 1).saturating_sub(PAD).min(keys.len());
            products.learn(dense.layer, keys, tokens, &x[(FRONT + PAD) * WIDTH..]);
            let part = |row: usize, part: usize, none| match row.checked_sub(PAD).and_then(|t| keys.get(t)) {
                Some(key) => products.get(*key, part),
                None => none,
            };
            for (row, y) in (start..start + count).zip(y.as_chunks_mut::<WIDTH>().0) {
                let before = if row == start { &carry[..] } else { part(row - 1, 0, &zero[..]) };
                largest(before, part(row, 1, dense.layer.bias), part(row + 1, 2, &zero[..]), y);
            }
            carry.copy_from_slice(part(start + count - 1, 0, &zero[..]));
            let old = &mut x[(FRONT + start - 1) * WIDTH..][..(count + 1) * WIDTH];
            add_normal(old, &y[..count * WIDTH], dense.gain, dense.shift);
        }
        x[(FRONT + rows - 1) * WIDTH..][..WIDTH].fill(0.0);
    }
}

/// Rows before the padding: one for each layer to move up, one that stays zero.
const FRONT: usize = LAYERS + 1;
/// Sums of a convolution before the maximum.
const SUMS: usize = 3 * WIDTH;
/// Words whose products are kept (3.4 KB each).
const MOST_PRODUCTS: usize = 4096;
const NONE: u32 = u32::MAX;

/// Products of words' mixed rows with the three parts of the first convolution's weights, by key.
#[derive(Default)]
pub(crate) struct Products {
    row: Vec<u32>,
    rows: Vec<f32>,
}

impl Products {
    fn get(&self, key: u32, part: usize) -> &[f32] {
        &self.rows[(self.row[key as usize] as usize * 3 + part) * SUMS..][..SUMS]
    }

    /// Makes sure that the products of these tokens are there. `mixed`: the rows of all tokens.
    fn learn(&mut self, layer: Layer<'_>, keys: &[u32], tokens: std::ops::Range<usize>, mixed: &[f32]) {
        if self.rows.len() > MOST_PRODUCTS * 3 * SUMS {
            self.row.fill(NONE);
            self.rows.clear();
        }
        let known = self.rows.len() / (3 * SUMS);
        let mut fresh = Vec::new();
        for token in tokens {
            let key = keys[token] as usize;
            if self.row.len() <= key {
                self.row.resize(key + 1, NONE);
            }
            if self.row[key] == NONE {
                self.row[key] = (known + fresh.len() / WIDTH) as u32;
                fresh.extend_from_slice(&mixed[token * WIDTH..][..WIDTH]);
            }
        }
        let count = fresh.len() / WIDTH;
        self.rows.resize((known + count) * 3 * SUMS, 0.0);
        let rows = Rows { data: &fresh, stride: WIDTH, inputs: WIDTH, count };
        for part in 0..3 {
            // The bias goes with the middle.
            let bias = if part == 1 { layer.bias } else { &[0.0; SUMS] };
            let weights = &layer.weights[part * WIDTH * PANEL..];
            let out = &mut self.rows[known * 3 * SUMS..];
            if count > 0 {
                linear(Layer { weights, bias, depth: layer.depth }, rows, &mut out[part * SUMS..], 3 * SUMS);
            }
        }
    }
}

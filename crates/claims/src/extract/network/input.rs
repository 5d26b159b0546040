//! From the grammar of a token to its first state.

use super::WIDTH;
use super::lanes::{Norm, TENSOR, activate, add_rows, tensor_normal};
use super::sequences::Sequences;
use super::units::Unit;
use super::vocabulary::{Ids, MISC, Vocabulary, misc};
use super::weights::{NetworkError, Weights, columns};
use nlp::Doc;
use nlp::matrix::{Matrix, Rows};
use rustc_hash::FxHashMap;

/// Numbers of a word's vector, and what becomes of it.
const VECTOR: usize = 300;
const REDUCED: usize = 64;
/// Widths of the embeddings.
const LEMMA: usize = 48;
const TAG: usize = 24;
const DEP: usize = 24;
const ENTITY: usize = 12;
const QUOTE: usize = 8;
/// All features of a token, in this order: tensor, vector, lemma, tag, dep, entity, quote, misc.
const FEATURES: usize = TENSOR + REDUCED + LEMMA + TAG + DEP + ENTITY + QUOTE + MISC;
/// A token's part of its own state, then that of the states of which it is the head.
const PARTS: usize = 2 * WIDTH;
/// Words whose parts are kept (1 KB each).
const MOST_WORDS: usize = 8192;

/// The input layer. What depends on a word or a label alone is worked out once for it.
pub(super) struct Input {
    tensor_norm: Norm<TENSOR>,
    vector: Matrix,
    lemmas: Vec<f32>,
    /// Of the tensor and the features that are numbers themselves.
    dense: Matrix,
    /// Of reduced vectors and lemmas.
    word: Matrix,
    /// Of labels, a row each.
    tags: Vec<f32>,
    deps: Vec<f32>,
    entities: Vec<f32>,
    quotes: Vec<f32>,
    norm: Norm<WIDTH>,
}

/// Parts of words that were met before: by vector (its address) and lemma.
#[derive(Default)]
pub(super) struct Words {
    rows: FxHashMap<(usize, u32), u32>,
    parts: Vec<f32>,
}

impl Input {
    pub(super) fn read(weights: &Weights<'_>, vocabulary: &Vocabulary) -> Result<Input, NetworkError> {
        let mut all = weights.tensor("input.weight", &[WIDTH, FEATURES])?;
        all.extend(weights.tensor("input_head.weight", &[WIDTH, FEATURES])?);
        let part = |from: usize, width: usize| columns(&all, FEATURES, from..from + width);
        let mut at = TENSOR + REDUCED + LEMMA;
        let mut table = |name: &str, least: usize, width: usize| {
            let rows = weights.table(name, least, width)?;
            at += width;
            Ok::<_, NetworkError>(folded(&rows, &part(at - width, width), width))
        };
        let tags = table("tag.weight", vocabulary.tags.count(), TAG)?;
        let deps = table("dep.weight", vocabulary.deps.count(), DEP)?;
        let entities = table("entity.weight", 2 * vocabulary.entities.count(), ENTITY)?;
        let quotes = table("quote.weight", 4, QUOTE)?;
        let both = part(0, TENSOR).into_iter();
        let dense: Vec<f32> = side_by_side(both, TENSOR, part(FEATURES - MISC, MISC).into_iter(), MISC);
        let mut bias = weights.tensor("input.bias", &[WIDTH])?;
        bias.resize(PARTS, 0.0);
        let vector = weights.tensor("vector.weight", &[REDUCED, VECTOR])?;
        Ok(Input {
            tensor_norm: Norm::read(weights, "tok2vec_norm")?,
            vector: Matrix::new(&vector, VECTOR, &[0.0; REDUCED]),
            lemmas: weights.table("lemma.weight", vocabulary.lemmas.count(), LEMMA)?,
            dense: Matrix::new(&dense, TENSOR + MISC, &bias),
            word: Matrix::new(&part(TENSOR, REDUCED + LEMMA), REDUCED + LEMMA, &[0.0; PARTS]),
            tags,
            deps,
            entities,
            quotes,
            norm: Norm::read(weights, "input_norm")?,
        })
    }

    /// First states of the tokens of units, at the rows of their sequences. `ids`: numbers of the tokens of
    /// all units, one behind the other.
    pub(super) fn apply(
        &self,
        doc: &Doc,
        units: &[Unit],
        ids: &[Ids],
        sequences: &Sequences,
        words: &mut Words,
    ) -> Vec<f32> {
        let rows = sequences.rows();
        let mut features = vec![0.0; rows * (TENSOR + MISC)];
        for (number, unit) in units.iter().enumerate() {
            let own = features.chunks_exact_mut(TENSOR + MISC).skip(sequences.range(number).start);
            for (at, features) in own.take(unit.len()).enumerate() {
                let (tensor, others) = features.split_at_mut(TENSOR);
                if let Ok(row) = doc.tensor(unit.tokens[at] as usize).try_into() {
                    tensor_normal(row, &self.tensor_norm, tensor);
                }
                others.copy_from_slice(&misc(doc, unit, at));
            }
        }
        let mut parts = vec![0.0; rows * PARTS];
        let all = Rows { data: &features, stride: TENSOR + MISC, inputs: TENSOR + MISC, count: rows };
        self.dense.product(all, &mut parts, PARTS);
        self.add_tables(doc, units, ids, sequences, words, &mut parts);
        let mut states = vec![0.0; rows * WIDTH];
        for (row, head) in sequences.heads().iter().enumerate() {
            let Some(head) = sequences.head_rows().get(*head as usize) else { continue };
            let (own, head) =
                (&parts[row * PARTS..][..WIDTH], &parts[*head as usize * PARTS + WIDTH..][..WIDTH]);
            activate(own, head, &self.norm, &mut states[row * WIDTH..][..WIDTH]);
        }
        states
    }

    /// Adds what words and labels contribute.
    fn add_tables(
        &self,
        doc: &Doc,
        units: &[Unit],
        ids: &[Ids],
        sequences: &Sequences,
        words: &mut Words,
        parts: &mut [f32],
    ) {
        let tokens: Vec<u32> = units.iter().flat_map(|unit| &unit.tokens).copied().collect();
        let numbers = self.learn(doc, &tokens, ids, words);
        let mut known = ids.iter().zip(numbers);
        for (number, unit) in units.iter().enumerate() {
            for ((row, quote), (ids, word)) in sequences.range(number).zip(&unit.quotes).zip(&mut known) {
                let pick = |table, number| part(table, number as usize);
                let rows = [
                    pick(&words.parts, word),
                    pick(&self.tags, ids.tag),
                    pick(&self.deps, ids.dep),
                    pick(&self.entities, ids.entity),
                    pick(&self.quotes, u32::from(*quote)),
                ];
                add_rows(&mut parts[row * PARTS..][..PARTS], &rows);
            }
        }
    }

    /// The numbers of the tokens' words; the parts of new words are worked out together.
    fn learn(&self, doc: &Doc, tokens: &[u32], ids: &[Ids], words: &mut Words) -> Vec<u32> {
        if words.rows.len() > MOST_WORDS {
            *words = Words::default();
        }
        let known = words.rows.len();
        let (mut numbers, mut inputs) = (Vec::with_capacity(tokens.len()), Vec::new());
        let (mut vectors, mut with_vector) = (Vec::new(), Vec::new());
        for (token, ids) in tokens.iter().zip(ids) {
            let vector = doc.vector(*token as usize).filter(|v| v.len() == VECTOR);
            let key = (vector.map_or(0, |v| v.as_ptr().addr()), ids.lemma);
            let next = words.rows.len() as u32;
            let number = *words.rows.entry(key).or_insert(next);
            numbers.push(number);
            if number < next {
                continue;
            }
            if let Some(vector) = vector {
                vectors.extend_from_slice(vector);
                with_vector.push(inputs.len());
            }
            inputs.resize(inputs.len() + REDUCED, 0.0);
            inputs.extend_from_slice(&self.lemmas[ids.lemma as usize * LEMMA..][..LEMMA]);
        }
        let mut reduced = vec![0.0; with_vector.len() * REDUCED];
        let rows = Rows { data: &vectors, stride: VECTOR, inputs: VECTOR, count: with_vector.len() };
        self.vector.product(rows, &mut reduced, REDUCED);
        for (at, reduced) in with_vector.into_iter().zip(reduced.chunks_exact(REDUCED)) {
            inputs[at..at + REDUCED].copy_from_slice(reduced);
        }
        let (width, fresh) = (REDUCED + LEMMA, words.rows.len() - known);
        words.parts.resize(words.rows.len() * PARTS, 0.0);
        let rows = Rows { data: &inputs, stride: width, inputs: width, count: fresh };
        self.word.product(rows, &mut words.parts[known * PARTS..], PARTS);
        numbers
    }
}

/// A row of a table of parts.
fn part(table: &[f32], number: usize) -> &[f32] {
    &table[number * PARTS..][..PARTS]
}

/// What each row of a table of embeddings becomes by the columns of a layer that read it.
pub(super) fn folded(table: &[f32], layer: &[f32], width: usize) -> Vec<f32> {
    let outputs = layer.len() / width;
    let matrix = Matrix::new(layer, width, &vec![0.0; outputs]);
    let count = table.len() / width;
    let mut out = vec![0.0; count * matrix.width()];
    matrix.product(Rows { data: table, stride: width, inputs: width, count }, &mut out, matrix.width());
    out
}

/// Rows of two matrices one behind the other.
fn side_by_side(
    mut a: impl Iterator<Item = f32>,
    width_a: usize,
    mut b: impl ExactSizeIterator<Item = f32>,
    width_b: usize,
) -> Vec<f32> {
    let mut out = Vec::new();
    while b.len() > 0 {
        out.extend(a.by_ref().take(width_a));
        out.extend(b.by_ref().take(width_b));
    }
    out
}

//! Source and content of each cue.

use super::WIDTH;
use super::crf::{Chain, TAGS};
use super::input::folded;
use super::lanes::{Norm, activate, add_rows};
use super::layers::{Encoder, Output, Room};
use super::path::{CUE, DISTANCE, Relation, SENTENCE, UP, relations};
use super::sequences::Sequences;
use super::units::Unit;
use super::vocabulary::{Ids, Vocabulary};
use super::weights::{NetworkError, Weights, columns};
use nlp::matrix::{Matrix, Rows};
use std::ops::Range;

/// Tables of a relation's features, with the widths of their rows: branch, up, down, sentence, distance, cue.
const TABLES: [(&str, usize); 6] = [
    ("path.branch", 32),
    ("path.up", 12),
    ("path.down", 12),
    ("path.sentence", 12),
    ("path.distance", 12),
    ("path.cue", 8),
];
const FEATURES: usize = WIDTH + 88;

/// A cue of a unit whose roles are asked for.
pub(super) struct Cue {
    /// Which of the units.
    pub(super) unit: usize,
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
}

/// The second stage: reads a unit again for each of its cues.
pub(super) struct Roles {
    /// Of the token's state.
    state: Matrix,
    /// Of the state of the cue's head.
    cue: Matrix,
    /// Of the features of a token's relation to the cue.
    tables: [Vec<f32>; 6],
    norm: Norm<WIDTH>,
    encoder: Encoder,
    output: Output,
    chain: Chain,
}

impl Roles {
    pub(super) fn read(weights: &Weights<'_>, vocabulary: &Vocabulary) -> Result<Roles, NetworkError> {
        let all = weights.tensor("role.input.weight", &[WIDTH, FEATURES])?;
        let least = [vocabulary.deps.count() + 1, UP, UP, SENTENCE, DISTANCE, CUE];
        let (mut tables, mut at) = ([const { Vec::new() }; 6], WIDTH);
        for (((name, width), least), table) in TABLES.into_iter().zip(least).zip(&mut tables) {
            let rows = weights.table(name, least, width)?;
            *table = folded(&rows, &columns(&all, FEATURES, at..at + width), width);
            at += width;
        }
        let bias = weights.tensor("role.input.bias", &[WIDTH])?;
        let cue = weights.tensor("role.cue.weight", &[WIDTH, WIDTH])?;
        Ok(Roles {
            state: Matrix::new(&columns(&all, FEATURES, 0..WIDTH), WIDTH, &bias),
            cue: Matrix::new(&cue, WIDTH, &[0.0; WIDTH]),
            tables,
            norm: Norm::read(weights, "role.input_norm")?,
            encoder: Encoder::read(weights, "role", 1)?,
            output: Output::read(weights, "role.out")?,
            chain: Chain::read(weights, "role")?,
        })
    }

    /// What the states of the units' tokens add to the roles, where a unit has a cue.
    pub(super) fn prepare(&self, states: &[f32], sequences: &Sequences, cues: &[Cue]) -> Vec<f32> {
        let mut out = vec![0.0; if cues.is_empty() { 0 } else { states.len() }];
        let mut before = None;
        for cue in cues.iter().filter(|cue| before.replace(cue.unit) != Some(cue.unit)) {
            let range = sequences.range(cue.unit);
            let rows = Rows {
                data: &states[range.start * WIDTH..],
                stride: WIDTH,
                inputs: WIDTH,
                count: range.len(),
            };
            self.state.product(rows, &mut out[range.start * WIDTH..], WIDTH);
        }
        out
    }

    /// The chances of the roles (none, source, content) of all tokens of the cues' units. `states` and
    /// `prepared` are rows of the units' sequences; `ids` are those of every unit's tokens.
    pub(super) fn apply(&self, read: &Read<'_>, cues: &[Cue], room: &mut Room) -> Vec<Vec<[f32; TAGS]>> {
        let sequences = Sequences::new(cues.iter().map(|cue| &read.units[cue.unit].heads[..]));
        let mut heads = Vec::with_capacity(cues.len() * WIDTH);
        for cue in cues {
            let row = read.sequences.range(cue.unit).start + cue.head;
            heads.extend_from_slice(&read.states[row * WIDTH..][..WIDTH]);
        }
        let mut of_heads = vec![0.0; heads.len()];
        let rows = Rows { data: &heads, stride: WIDTH, inputs: WIDTH, count: cues.len() };
        self.cue.product(rows, &mut of_heads, WIDTH);
        let mut x = vec![0.0; sequences.rows() * WIDTH];
        for (number, (cue, of_head)) in cues.iter().zip(of_heads.chunks_exact(WIDTH)).enumerate() {
            let to = &mut x[sequences.range(number).start * WIDTH..];
            self.enter(read, cue, of_head, to);
        }
        self.encoder.apply(&sequences, &mut x, room);
        let scores = self.output.apply(&x);
        (0..cues.len()).map(|cue| self.chain.marginals(&scores[sequences.range(cue)])).collect()
    }

    /// First states of the tokens of a cue's unit.
    fn enter(&self, read: &Read<'_>, cue: &Cue, of_head: &[f32], to: &mut [f32]) {
        let (unit, range) = (&read.units[cue.unit], read.sequences.range(cue.unit));
        let own = read.prepared[range.start * WIDTH..].chunks_exact(WIDTH);
        let relations = relations(unit, read.ids[cue.unit], cue.head, &cue.tokens);
        for ((relation, own), to) in relations.iter().zip(own).zip(to.chunks_exact_mut(WIDTH)) {
            let Relation { branch, up, down, sentence, distance, cue } = *relation;
            let numbers = [branch, up, down, sentence, distance, cue];
            let mut sum = [0.0; WIDTH];
            sum.copy_from_slice(of_head);
            let row = |i: usize| &self.tables[i][numbers[i] as usize * WIDTH..][..WIDTH];
            add_rows(&mut sum, &[row(0), row(1), row(2), row(3), row(4), row(5)]);
            activate(&sum, own, &self.norm, to);
        }
    }
}

/// What the first stage made of some units.
pub(super) struct Read<'a> {
    pub(super) units: &'a [Unit],
    /// Numbers of the tokens of every unit.
    pub(super) ids: &'a [&'a [Ids]],
    pub(super) sequences: &'a Sequences,
    /// States of the tokens, by rows of the sequences.
    pub(super) states: &'a [f32],
    /// See [`Roles::prepare`].
    pub(super) prepared: &'a [f32],
}

//! Tree convolution, LSTM, and the encoder that they make.

use super::crf::TAGS;
use super::lanes::{Norm, add_normalise, converge, lstm_step, three};
use super::sequences::Sequences;
use super::weights::{NetworkError, Weights, columns};
use super::{HALF, WIDTH};
use nlp::matrix::{Matrix, Rows};

/// Rows that are convolved together: a multiple of the kernel's six that stays in the nearest caches.
const BLOCK: usize = 96;
/// Pieces of a tree convolution, side by side.
const PIECES: usize = 2 * WIDTH;
/// Gates of an LSTM, side by side.
const GATES: usize = 4 * HALF;

impl<const N: usize> Norm<N> {
    /// The norm of this name.
    pub(super) fn read(weights: &Weights<'_>, name: &str) -> Result<Norm<N>, NetworkError> {
        let array = |what: &str| {
            let row = weights.tensor(&format!("{name}.{what}"), &[N])?;
            row.try_into().map_err(|_| NetworkError::Form(name.to_owned()))
        };
        Ok(Norm { gain: array("gain")?, shift: array("bias")? })
    }
}

/// A convolution over a token, its neighbours and its head, with the larger of two pieces.
struct Tree {
    window: Matrix,
    head: Matrix,
    norm: Norm<WIDTH>,
}

impl Tree {
    fn read(weights: &Weights<'_>, name: &str) -> Result<Tree, NetworkError> {
        let all = weights.tensor(&format!("{name}.weight"), &[PIECES, 4 * WIDTH])?;
        let bias = weights.tensor(&format!("{name}.bias"), &[PIECES])?;
        Ok(Tree {
            window: Matrix::new(&columns(&all, 4 * WIDTH, 0..3 * WIDTH), 3 * WIDTH, &bias),
            head: Matrix::new(&columns(&all, 4 * WIDTH, 3 * WIDTH..4 * WIDTH), WIDTH, &[0.0; PIECES]),
            norm: Norm::read(weights, &format!("{name}.norm"))?,
        })
    }

    /// Writes the rows `x` convolved to `to`, whose rows between sequences must be zero. What a head
    /// adds to its dependants is worked out once for all of them.
    fn apply(&self, sequences: &Sequences, x: &[f32], to: &mut [f32], room: &mut Room) {
        let heads = sequences.head_rows();
        room.gathered.clear();
        for row in heads {
            room.gathered.extend_from_slice(&x[*row as usize * WIDTH..][..WIDTH]);
        }
        grow(&mut room.head, heads.len() * PIECES);
        let rows = Rows { data: &room.gathered, stride: WIDTH, inputs: WIDTH, count: heads.len() };
        self.head.product(rows, &mut room.head, PIECES);
        grow(&mut room.window, BLOCK * PIECES);
        let last = sequences.rows() - 1;
        for start in (1..last).step_by(BLOCK) {
            let count = BLOCK.min(last - start);
            let rows = Rows { data: &x[(start - 1) * WIDTH..], stride: WIDTH, inputs: 3 * WIDTH, count };
            self.window.product(rows, &mut room.window, PIECES);
            let block = start * WIDTH..(start + count) * WIDTH;
            let at = &sequences.heads()[start..start + count];
            let head = &room.head[..heads.len() * PIECES];
            converge(&room.window, at, head, &x[block.clone()], &self.norm, &mut to[block]);
        }
    }
}

/// A long short-term memory in both directions.
struct Lstm {
    /// What the inputs add to the gates, forward and backward.
    input: Matrix,
    hidden: [Matrix; 2],
    norm: Norm<WIDTH>,
}

impl Lstm {
    fn read(weights: &Weights<'_>, name: &str) -> Result<Lstm, NetworkError> {
        let side =
            |side: &str, what: &str, shape: &[usize]| weights.tensor(&format!("{name}.{side}.{what}"), shape);
        let (mut input, mut bias) = (Vec::new(), Vec::new());
        for direction in ["forward", "backward"] {
            input.extend(side(direction, "input", &[GATES, WIDTH])?);
            bias.extend(side(direction, "bias", &[GATES])?);
        }
        let hidden = |direction| {
            Ok::<_, NetworkError>(Matrix::new(
                &side(direction, "hidden", &[GATES, HALF])?,
                HALF,
                &[0.0; GATES],
            ))
        };
        Ok(Lstm {
            input: Matrix::new(&input, WIDTH, &bias),
            hidden: [hidden("forward")?, hidden("backward")?],
            norm: Norm::read(weights, &format!("{name}.norm"))?,
        })
    }

    /// Adds what the memory makes of the rows to them, and normalises.
    fn apply(&self, sequences: &Sequences, x: &mut [f32], room: &mut Room) {
        let rows = sequences.rows();
        grow(&mut room.gates, rows * 2 * GATES);
        grow(&mut room.memory, rows * WIDTH);
        let all = Rows { data: x, stride: WIDTH, inputs: WIDTH, count: rows };
        self.input.product(all, &mut room.gates, 2 * GATES);
        let places = sequences.longest_first();
        for side in 0..2 {
            self.run(&places, side, room);
        }
        add_normalise(x, &room.memory[..rows * WIDTH], sequences.heads(), &self.norm);
    }

    /// One direction: a step of all sequences that are long enough is one product.
    fn run(&self, places: &[(usize, usize)], side: usize, room: &mut Room) {
        let (mut active, mut at) = (places.len(), Vec::new());
        let (mut cell, mut hidden) = (vec![0.0; active * HALF], vec![0.0; active * HALF]);
        grow(&mut room.window, active * GATES);
        for step in 0..places.first().map_or(0, |p| p.1) {
            while places[active - 1].1 <= step {
                active -= 1;
            }
            let row =
                |(first, length): &(usize, usize)| first + if side == 0 { step } else { length - 1 - step };
            at.clear();
            at.extend(places[..active].iter().map(|p| row(p) as u32));
            let rows = Rows { data: &hidden, stride: HALF, inputs: HALF, count: active };
            self.hidden[side].product(rows, &mut room.window, GATES);
            lstm_step(&room.window, &room.gates, &at, side, &mut cell, &mut hidden, &mut room.memory);
        }
    }
}

/// Tree convolutions, then an LSTM.
pub(super) struct Encoder {
    trees: Vec<Tree>,
    lstm: Lstm,
}

/// Buffers of an encoder.
#[derive(Default)]
pub(super) struct Room {
    gathered: Vec<f32>,
    head: Vec<f32>,
    window: Vec<f32>,
    gates: Vec<f32>,
    memory: Vec<f32>,
    other: Vec<f32>,
}

impl Encoder {
    /// The encoder of this name with so many convolutions.
    pub(super) fn read(weights: &Weights<'_>, name: &str, trees: usize) -> Result<Encoder, NetworkError> {
        let tree = |i| Tree::read(weights, &format!("{name}.tree.{i}"));
        let lstm = Lstm::read(weights, &format!("{name}.lstm"))?;
        Ok(Encoder { trees: (0..trees).map(tree).collect::<Result<_, _>>()?, lstm })
    }

    /// Encodes the rows in place. Rows between sequences must be zero, and stay so.
    pub(super) fn apply(&self, sequences: &Sequences, x: &mut Vec<f32>, room: &mut Room) {
        let mut other = std::mem::take(&mut room.other);
        for tree in &self.trees {
            other.clear();
            other.resize(x.len(), 0.0);
            tree.apply(sequences, x, &mut other, room);
            std::mem::swap(x, &mut other);
        }
        room.other = other;
        self.lstm.apply(sequences, x, room);
    }
}

/// Scores of the tags of a row.
pub(super) struct Output {
    weights: Vec<f32>,
    bias: [f32; TAGS],
}

impl Output {
    /// The layer of this name.
    pub(super) fn read(weights: &Weights<'_>, name: &str) -> Result<Output, NetworkError> {
        let bias = weights.tensor(&format!("{name}.bias"), &[TAGS])?;
        Ok(Output {
            weights: weights.tensor(&format!("{name}.weight"), &[TAGS, WIDTH])?,
            bias: bias.try_into().map_err(|_| NetworkError::Form(name.to_owned()))?,
        })
    }

    /// The scores of every row.
    pub(super) fn apply(&self, x: &[f32]) -> Vec<[f32; TAGS]> {
        let mut out = vec![[0.0; TAGS]; x.len() / WIDTH];
        three(x, &self.weights, &self.bias, &mut out);
        out
    }
}

/// Makes sure that there is room for so many numbers.
fn grow(buffer: &mut Vec<f32>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0.0);
    }
}

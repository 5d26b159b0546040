//! What is done to single rows, compiled for the registers of the machine.

use super::{HALF, WIDTH};

/// Numbers that are added side by side.
const LANES: usize = 16;
/// What PyTorch adds to the variance of a layer norm.
const EPSILON: f32 = 1e-5;
/// Numbers of the grammar's tensor.
pub(super) const TENSOR: usize = 96;

/// Gain and shift of a layer norm.
pub(super) struct Norm<const N: usize> {
    pub(super) gain: [f32; N],
    pub(super) shift: [f32; N],
}

#[inline(always)]
fn sum<const N: usize>(row: &[f32; N], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for k in 0..LANES {
            lanes[k] += f(chunk[k]);
        }
    }
    let mut width = LANES / 2;
    while width > 0 {
        for k in 0..width {
            lanes[k] += lanes[k + width];
        }
        width /= 2;
    }
    lanes[0]
}

#[inline(always)]
fn normal<const N: usize>(row: &[f32; N], norm: &Norm<N>) -> [f32; N] {
    let mean = sum(row, |x| x) / N as f32;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / N as f32;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    let mut out = [0.0; N];
    for i in 0..N {
        out[i] = (row[i] - mean) * scale * norm.gain[i] + norm.shift[i];
    }
    out
}

/// e to the power of `x`, to about one part in 10⁷: 2ⁿ by the exponent's bits, the rest by the
/// polynomial of the Cephes library.
#[inline(always)]
fn exp(x: f32) -> f32 {
    /// Adding it rounds to a whole number, which then stands in the lowest bits.
    const WHOLE: f32 = 12_582_912.0;
    // Not `clamp`, which keeps what is no number.
    #[allow(clippy::manual_clamp)]
    let x = x.max(-87.0).min(87.0);
    let shifted = x * std::f32::consts::LOG2_E + WHOLE;
    let n = shifted - WHOLE;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    for c in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
        p = p * r + c;
    }
    (p * r * r + r + 1.0) * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
fn tanh(x: f32) -> f32 {
    1.0 - 2.0 / (exp(2.0 * x) + 1.0)
}

#[inline(always)]
fn row<const N: usize>(rows: &[f32], at: usize) -> &[f32; N] {
    &rows.as_chunks::<N>().0[at]
}

nlp::for_each_machine! {
    /// The layer norm of a row of the grammar's tensor.
    pub(super) fn tensor_normal(from: &[f32; TENSOR], norm: &Norm<TENSOR>, to: &mut [f32]) {
        to.copy_from_slice(&normal(from, norm));
    }

    /// Adds rows to a row.
    pub(super) fn add_rows(to: &mut [f32], rows: &[&[f32]]) {
        for row in rows {
            for (to, from) in to.iter_mut().zip(*row) {
                *to += from;
            }
        }
    }

    /// What is positive of the layer norm of the sum of two rows.
    pub(super) fn activate(a: &[f32], b: &[f32], norm: &Norm<WIDTH>, to: &mut [f32]) {
        let (a, b) = (row::<WIDTH>(a, 0), row::<WIDTH>(b, 0));
        let mut sums = [0.0; WIDTH];
        for k in 0..WIDTH {
            sums[k] = a[k] + b[k];
        }
        let sums = normal(&sums, norm);
        for (to, x) in to.iter_mut().zip(sums) {
            *to = x.max(0.0);
        }
    }

    /// Tree convolution after its products: `to` = `x` + layer norm of the larger of two pieces. A row's
    /// pieces are those of its window and, by the number in `heads`, those of its head; rows whose number
    /// lies outside are left alone.
    pub(super) fn converge(
        window: &[f32],
        heads: &[u32],
        head: &[f32],
        x: &[f32],
        norm: &Norm<WIDTH>,
        to: &mut [f32],
    ) {
        let (window, head) = (window.as_chunks::<{ 2 * WIDTH }>().0, head.as_chunks::<{ 2 * WIDTH }>().0);
        let rows = x.as_chunks::<WIDTH>().0.iter().zip(to.as_chunks_mut::<WIDTH>().0);
        for ((window, at), (x, to)) in window.iter().zip(heads).zip(rows) {
            let Some(head) = head.get(*at as usize) else { continue };
            let mut largest = [0.0; WIDTH];
            for k in 0..WIDTH {
                largest[k] = (window[k] + head[k]).max(window[WIDTH + k] + head[WIDTH + k]);
            }
            let largest = normal(&largest, norm);
            for k in 0..WIDTH {
                to[k] = x[k] + largest[k];
            }
        }
    }

    /// One step of an LSTM for some sequences. Their gates (input, forget, cell, output) are the sums of
    /// `hidden_part`, row by row, and of the row of `input_part` that `rows` names; the new hidden state
    /// goes to `hidden` and to that row of `out`. `side`: 0 forward, 1 backward.
    pub(super) fn lstm_step(
        hidden_part: &[f32],
        input_part: &[f32],
        rows: &[u32],
        side: usize,
        cell: &mut [f32],
        hidden: &mut [f32],
        out: &mut [f32],
    ) {
        let states = cell.as_chunks_mut::<HALF>().0.iter_mut().zip(hidden.as_chunks_mut::<HALF>().0);
        for ((at, (cell, hidden)), part) in rows.iter().zip(states).zip(hidden_part.as_chunks::<{ 4 * HALF }>().0) {
            let at = *at as usize * 2 + side;
            let input = row::<{ 4 * HALF }>(input_part, at);
            let gate = |g: usize, k: usize| part[g * HALF + k] + input[g * HALF + k];
            for (k, cell) in cell.iter_mut().enumerate() {
                *cell = sigmoid(gate(1, k)) * *cell + sigmoid(gate(0, k)) * tanh(gate(2, k));
            }
            for (k, (hidden, cell)) in hidden.iter_mut().zip(cell).enumerate() {
                *hidden = sigmoid(gate(3, k)) * tanh(*cell);
            }
            out[at * HALF..][..HALF].copy_from_slice(hidden);
        }
    }

    /// Rows become the layer norm of their sum with other rows; rows whose number in `heads` is no number
    /// of a head are left alone.
    pub(super) fn add_normalise(x: &mut [f32], y: &[f32], heads: &[u32], norm: &Norm<WIDTH>) {
        let rows = x.as_chunks_mut::<WIDTH>().0.iter_mut().zip(y.as_chunks::<WIDTH>().0);
        for ((x, y), _) in rows.zip(heads).filter(|(_, head)| **head != super::sequences::NONE) {
            for k in 0..WIDTH {
                x[k] += y[k];
            }
            *x = normal(x, norm);
        }
    }

    /// Three sums a row: weights of shape (3, width) · row + bias.
    pub(super) fn three(x: &[f32], weights: &[f32], bias: &[f32; 3], out: &mut [[f32; 3]]) {
        for (x, out) in x.as_chunks::<WIDTH>().0.iter().zip(out) {
            for (o, slot) in out.iter_mut().enumerate() {
                let w = row::<WIDTH>(weights, o);
                let mut products = [0.0; WIDTH];
                for k in 0..WIDTH {
                    products[k] = x[k] * w[k];
                }
                *slot = sum(&products, |x| x) + bias[o];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_follow_the_functions_of_the_library() {
        for i in -4000..4000 {
            let x = i as f32 / 100.0;
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "{x}");
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "{x}");
        }
        assert!((0.0..1e-30).contains(&sigmoid(-1e9)) && sigmoid(f32::INFINITY) == 1.0);
        assert!(tanh(f32::NAN).is_finite());
    }

    #[test]
    fn a_layer_norm_has_mean_and_scale() {
        let norm = Norm { gain: [2.0; WIDTH], shift: [1.0; WIDTH] };
        let row: [f32; WIDTH] = std::array::from_fn(|i| (i * i % 37) as f32);
        let out = normal(&row, &norm);
        let mean = out.iter().sum::<f32>() / WIDTH as f32;
        let variance = out.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / WIDTH as f32;
        assert!((mean - 1.0).abs() < 1e-5 && (variance - 4.0).abs() < 1e-3, "{mean} {variance}");
    }
}

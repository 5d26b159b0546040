//! Matrix products over packed weights, in the widest registers that the machine has when it runs.

use super::pack::{LANES, PIECES};
#[cfg(target_arch = "x86_64")]
use super::x86;

/// Rows of the input: row `i` is `inputs` numbers from `i * stride` on. Rows may overlap: a window of
/// three rows is a longer row with the stride of one.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// The numbers.
    pub data: &'a [f32],
    /// Numbers from the start of a row to the start of the next.
    pub stride: usize,
    /// Numbers of a row.
    pub inputs: usize,
    /// Number of rows.
    pub count: usize,
}

/// A layer: packed weights and biases (see [`super::pack`]).
#[derive(Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub(crate) weights: &'a [f32],
    pub(crate) bias: &'a [f32],
    /// Inputs that a panel of the weights has; those that the rows have stand first in it.
    pub(crate) depth: usize,
}

/// What becomes of a panel's sums.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Finish {
    /// All of them.
    Sums,
    /// The largest of three pieces.
    Largest,
}

impl Finish {
    /// Numbers that a panel of `columns` leaves.
    pub(super) const fn width(self, columns: usize) -> usize {
        match self {
            Finish::Sums => columns,
            Finish::Largest => columns / PIECES,
        }
    }
}

/// `out[row * stride + o]` = weights · row + bias for all outputs, padding included.
pub(crate) fn linear(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize) {
    product::<3>(layer, rows, out, stride, Finish::Sums);
}

/// The same for panels of four registers.
pub(super) fn linear_wide(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize) {
    product::<4>(layer, rows, out, stride, Finish::Sums);
}

/// The largest of three pieces of every output.
pub(crate) fn maxout(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize) {
    product::<PIECES>(layer, rows, out, stride, Finish::Largest);
}

/// A panel has `P` registers of 16 outputs.
fn product<const P: usize>(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize, finish: Finish) {
    let Some(last) = rows.count.checked_sub(1) else { return };
    let columns = P * LANES;
    let panels = layer.bias.len() / columns;
    // What the loops below rely on.
    assert!(rows.data.len() >= last * rows.stride + rows.inputs, "rows end before the last one");
    let weights = panels.saturating_sub(1) * columns * layer.depth + columns * rows.inputs;
    assert!(layer.depth >= rows.inputs && layer.weights.len() >= weights, "weights are too few");
    assert!(out.len() >= last * stride + panels * finish.width(columns), "the output is too short");
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the machine has the registers; the lengths were asserted above.
            return unsafe { x86::product_512::<P>(layer, rows, out, stride, finish) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: as above.
            return unsafe { x86::product_256::<P>(layer, rows, out, stride, finish) };
        }
    }
    portable::<P>(layer, rows, out, stride, finish);
}

/// Rows that the portable kernel works on together.
const TILE: usize = 4;

fn portable<const P: usize>(
    layer: Layer<'_>,
    rows: Rows<'_>,
    out: &mut [f32],
    stride: usize,
    finish: Finish,
) {
    let columns = P * LANES;
    for (panel, bias) in layer.bias.chunks_exact(columns).enumerate() {
        let weights = &layer.weights[panel * columns * layer.depth..][..columns * rows.inputs];
        let mut start = [[0.0; LANES]; P];
        start.as_flattened_mut().copy_from_slice(bias);
        for row in (0..rows.count).step_by(TILE) {
            let n = TILE.min(rows.count - row);
            let mut sums = [start; TILE];
            for (input, w) in weights.chunks_exact(columns).enumerate() {
                for (i, sums) in sums[..n].iter_mut().enumerate() {
                    let x = rows.data[(row + i) * rows.stride + input];
                    sums.as_flattened_mut().iter_mut().zip(w).for_each(|(s, w)| *s += x * w);
                }
            }
            for (i, sums) in sums[..n].iter().enumerate() {
                let at = (row + i) * stride + panel * finish.width(columns);
                match finish {
                    Finish::Sums => out[at..at + columns].copy_from_slice(sums.as_flattened()),
                    Finish::Largest => {
                        for (lane, slot) in out[at..at + LANES].iter_mut().enumerate() {
                            *slot = sums[1..].iter().fold(sums[0][lane], |m, piece| m.max(piece[lane]));
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::pack::{linear_order, maxout_order, pack, pack_bias, pack_columns};
    use super::*;

    pub(crate) fn numbers(n: usize) -> Vec<f32> {
        let mut seed = 7u32;
        let next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32 - 0.5
        };
        std::iter::repeat_with(next).take(n).collect()
    }

    fn plain(w: &[f32], b: &[f32], x: &[f32]) -> Vec<f32> {
        let row =
            |o: usize| w[o * x.len()..][..x.len()].iter().zip(x).map(|(w, x)| w * x).sum::<f32>() + b[o];
        (0..b.len()).map(row).collect()
    }

    pub(crate) fn close(a: &[f32], b: &[f32]) {
        assert_eq!(a.len(), b.len());
        assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4), "{a:?} {b:?}");
    }

    #[test]
    fn products_equal_the_definition_for_any_number_of_rows() {
        let (inputs, outputs) = (70, 50);
        let (w, b) = (numbers(inputs * outputs), numbers(outputs));
        let order = linear_order(outputs);
        let (packed, bias) = (pack(&w, inputs, &order), pack_bias(&b, &order));
        let layer = Layer { weights: &packed, bias: &bias, depth: inputs };
        for count in 0..20 {
            let data = numbers(20 * 35 + inputs);
            let rows = Rows { data: &data, stride: 35, inputs, count };
            let (mut fast, mut slow) = (vec![0.0; 20 * 96], vec![0.0; 20 * 96]);
            linear(layer, rows, &mut fast, 96);
            portable::<3>(layer, rows, &mut slow, 96, Finish::Sums);
            for row in 0..count {
                let want = plain(&w, &b, &data[row * 35..][..inputs]);
                close(&fast[row * 96..][..outputs], &want);
                close(&slow[row * 96..][..outputs], &want);
            }
        }
    }

    /// Panels of `P` registers by every kernel that the machine has.
    fn every_kernel<const P: usize>() {
        let (inputs, panels) = (35, 2);
        let outputs = panels * P * LANES;
        let (w, b) = (numbers(inputs * outputs), numbers(outputs));
        let order: Vec<_> = (0..outputs).map(Some).collect();
        let packed = pack_columns(&w, inputs, &order, P * LANES);
        let layer = Layer { weights: &packed, bias: &b, depth: inputs };
        let data = numbers(20 * inputs);
        for count in 1..20 {
            let rows = Rows { data: &data, stride: inputs, inputs, count };
            let mut results = vec![vec![0.0; 20 * outputs]; 2];
            product::<P>(layer, rows, &mut results[0], outputs, Finish::Sums);
            portable::<P>(layer, rows, &mut results[1], outputs, Finish::Sums);
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                results.push(vec![0.0; 20 * outputs]);
                // SAFETY: the machine has the registers; the lengths are those of the calls above.
                unsafe { x86::product_256::<P>(layer, rows, &mut results[2], outputs, Finish::Sums) };
            }
            let want: Vec<f32> = data.chunks(inputs).take(count).flat_map(|x| plain(&w, &b, x)).collect();
            results.iter().for_each(|out| close(&out[..count * outputs], &want));
        }
    }

    #[test]
    fn every_kernel_gives_the_same() {
        every_kernel::<3>();
        every_kernel::<4>();
    }

    #[test]
    fn maxout_takes_the_largest_piece() {
        let inputs = 30;
        let (w, b) = (numbers(inputs * 288), numbers(288));
        let order = maxout_order(96);
        let (packed, bias) = (pack(&w, inputs, &order), pack_bias(&b, &order));
        let data = numbers(inputs);
        let mut out = vec![0.0; 96];
        let rows = Rows { data: &data, stride: inputs, inputs, count: 1 };
        maxout(Layer { weights: &packed, bias: &bias, depth: inputs }, rows, &mut out, 96);
        let all = plain(&w, &b, &data);
        let want: Vec<f32> = all.chunks(3).map(|p| p[0].max(p[1]).max(p[2])).collect();
        close(&out, &want);
    }
}

//! What is done to single rows, compiled for the widest registers that the machine has when it runs.

use super::machine::for_each_machine;
use super::pack::{LANES, PANEL, WIDTH};

#[inline(always)]
fn sum(row: &[f32; WIDTH], f: impl Fn(f32) -> f32) -> f32 {
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
fn normal(row: &[f32; WIDTH], gain: &[f32; WIDTH], shift: &[f32; WIDTH]) -> [f32; WIDTH] {
    let mean = sum(row, |x| x) / WIDTH as f32;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / WIDTH as f32;
    let scale = 1.0 / (variance + 1e-8).sqrt();
    let mut out = [0.0; WIDTH];
    for i in 0..WIDTH {
        out[i] = (row[i] - mean) * scale * gain[i] + shift[i];
    }
    out
}

for_each_machine! {
    /// Rows of 96 become their layer norms.
    pub(crate) fn normalise(rows: &mut [f32], gain: &[f32; WIDTH], shift: &[f32; WIDTH]) {
        for row in rows.as_chunks_mut::<WIDTH>().0 {
            *row = normal(row, gain, shift);
        }
    }
}

for_each_machine! {
    /// `x` has one row more than `y`: row `i` becomes row `i + 1` plus the layer norm of `y`'s row `i`.
    pub(crate) fn add_normal(x: &mut [f32], y: &[f32], gain: &[f32; WIDTH], shift: &[f32; WIDTH]) {
        let x = x.as_chunks_mut::<WIDTH>().0;
        for (i, y) in y.as_chunks::<WIDTH>().0.iter().enumerate() {
            let (mut old, add) = (x[i + 1], normal(y, gain, shift));
            for k in 0..WIDTH {
                old[k] += add[k];
            }
            x[i] = old;
        }
    }
}

for_each_machine! {
    /// The largest piece of every output of a sum of three rows of panels.
    pub(crate) fn largest(before: &[f32], own: &[f32], after: &[f32], out: &mut [f32; WIDTH]) {
        let panels = |row| <[f32]>::as_chunks::<PANEL>(row).0;
        let sums = panels(before).iter().zip(panels(own)).zip(panels(after));
        for (((a, b), c), out) in sums.zip(out.as_chunks_mut::<LANES>().0) {
            for k in 0..LANES {
                let piece = |p: usize| a[p * LANES + k] + b[p * LANES + k] + c[p * LANES + k];
                out[k] = piece(0).max(piece(1)).max(piece(2));
            }
        }
    }
}

for_each_machine! {
    /// Adds one row to another.
    pub(crate) fn accumulate(sums: &mut [f32; 128], row: &[f32]) {
        for (s, x) in sums.iter_mut().zip(row) {
            *s += x;
        }
    }
}

/// Classes that are scored together.
const CLASSES: usize = 16;

for_each_machine! {
    /// `scores` = bias + Σ hidden[i] · weights[i], row after row; all have multiples of 16 columns.
    pub(crate) fn combine(hidden: &[f32; 64], weights: &[f32], bias: &[f32], scores: &mut [f32]) {
        let width = bias.len();
        // As many sums at once as registers hold, so that none waits for the one before it. Two widths are
        // those of the known models.
        match width {
            112 => return columns::<112>(hidden, weights, bias, scores, 0),
            80 => return columns::<80>(hidden, weights, bias, scores, 0),
            _ => {}
        }
        let mut at = 0;
        while at + 4 * CLASSES <= width {
            columns::<{ 4 * CLASSES }>(hidden, weights, bias, scores, at);
            at += 4 * CLASSES;
        }
        while at + CLASSES <= width {
            columns::<CLASSES>(hidden, weights, bias, scores, at);
            at += CLASSES;
        }
    }
}

#[inline(always)]
fn columns<const N: usize>(hidden: &[f32; 64], weights: &[f32], bias: &[f32], scores: &mut [f32], at: usize) {
    let width = bias.len();
    let mut sums = [0.0f32; N];
    sums.copy_from_slice(&bias[at..at + N]);
    for i in 0..hidden.len() {
        let row = &weights[i * width + at..i * width + at + N];
        for k in 0..N {
            sums[k] += hidden[i] * row[k];
        }
    }
    scores[at..at + N].copy_from_slice(&sums);
}

#[cfg(test)]
mod tests {
    use super::super::kernel::tests::{close, numbers};
    use super::*;

    #[test]
    fn scores_are_sums_over_the_hidden_layer() {
        for width in [16, 80, 112] {
            let (w, b) = (numbers(64 * width), numbers(width));
            let hidden: [f32; 64] = numbers(64).try_into().expect("64");
            let mut scores = vec![0.0; width];
            combine(&hidden, &w, &b, &mut scores);
            let want: Vec<f32> = (0..width)
                .map(|c| b[c] + (0..64).map(|i| hidden[i] * w[i * width + c]).sum::<f32>())
                .collect();
            close(&scores, &want);
        }
    }

    #[test]
    fn a_layer_norm_has_mean_and_scale() {
        let mut row = numbers(96);
        normalise(&mut row, &[1.0; 96], &[0.0; 96]);
        let mean = row.iter().sum::<f32>() / 96.0;
        let square = row.iter().map(|x| x * x).sum::<f32>() / 96.0;
        assert!(mean.abs() < 1e-5 && (square - 1.0).abs() < 1e-4);
    }
}

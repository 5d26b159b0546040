//! Matrix products over packed weights, and what is done to single rows.
//!
//! Every function picks the widest registers that the machine has when it runs.

use super::pack::{LANES, PANEL, PIECES, WIDTH};

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
    /// Inputs that a panel of the weights has; those that the rows have stand first in it.
    pub(crate) depth: usize,
}

/// What becomes of a panel's sums.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Finish {
    /// All of them.
    Sums,
    /// The largest of three pieces.
    Largest,
}

impl Finish {
    /// Numbers that a panel leaves.
    const fn width(self) -> usize {
        match self {
            Finish::Sums => PANEL,
            Finish::Largest => LANES,
        }
    }
}

/// `out[row * stride + o]` = weights · row + bias for all outputs, padding included.
pub(crate) fn linear(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize) {
    product(layer, rows, out, stride, Finish::Sums);
}

/// The largest of three pieces of every output.
pub(crate) fn maxout(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize) {
    product(layer, rows, out, stride, Finish::Largest);
}

fn product(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize, finish: Finish) {
    let Some(last) = rows.count.checked_sub(1) else { return };
    let panels = layer.bias.len() / PANEL;
    // What the loops below rely on.
    assert!(rows.data.len() >= last * rows.stride + rows.inputs, "rows end before the last one");
    let weights = panels.saturating_sub(1) * PANEL * layer.depth + PANEL * rows.inputs;
    assert!(layer.depth >= rows.inputs && layer.weights.len() >= weights, "weights are too few");
    assert!(out.len() >= last * stride + panels * finish.width(), "the output is too short");
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the machine has the registers; the lengths were asserted above.
            return unsafe { x86::product_512(layer, rows, out, stride, finish) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: as above.
            return unsafe { x86::product_256(layer, rows, out, stride, finish) };
        }
    }
    portable(layer, rows, out, stride, finish);
}

/// Rows that the portable kernel works on together.
const TILE: usize = 4;

fn portable(layer: Layer<'_>, rows: Rows<'_>, out: &mut [f32], stride: usize, finish: Finish) {
    for (panel, bias) in layer.bias.chunks_exact(PANEL).enumerate() {
        let weights = &layer.weights[panel * PANEL * layer.depth..][..PANEL * rows.inputs];
        let bias: &[f32; PANEL] = bias.try_into().expect("a chunk has a panel's length");
        for row in (0..rows.count).step_by(TILE) {
            let n = TILE.min(rows.count - row);
            let mut sums = [*bias; TILE];
            for (input, w) in weights.chunks_exact(PANEL).enumerate() {
                for (i, sums) in sums[..n].iter_mut().enumerate() {
                    let x = rows.data[(row + i) * rows.stride + input];
                    sums.iter_mut().zip(w).for_each(|(s, w)| *s += x * w);
                }
            }
            for (i, sums) in sums[..n].iter().enumerate() {
                let at = (row + i) * stride + panel * finish.width();
                match finish {
                    Finish::Sums => out[at..at + PANEL].copy_from_slice(sums),
                    Finish::Largest => {
                        for (lane, slot) in out[at..at + LANES].iter_mut().enumerate() {
                            *slot = (1..PIECES).fold(sums[lane], |m, p| m.max(sums[p * LANES + lane]));
                        }
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Finish, LANES, Layer, PANEL, Rows};
    use std::arch::x86_64::*;

    /// Calls a tile of eight rows as long as there are eight, then one of what is left.
    macro_rules! tiles {
        ($tile:ident, $rows:expr, $size:literal, [$($rest:literal),*], $call:expr) => {{
            let mut row = 0;
            while row + $size <= $rows.count {
                $call(row, $tile::<$size>);
                row += $size;
            }
            match $rows.count - row {
                $($rest => $call(row, $tile::<$rest>),)*
                _ => {}
            }
        }};
    }

    type Tile = unsafe fn(*const f32, Rows<'_>, *const f32, *const f32, *mut f32, usize, Finish);

    /// # Safety
    /// AVX-512F; rows, weights and output as long as [`super::product`] asserts.
    #[target_feature(enable = "avx512f")]
    pub(super) unsafe fn product_512(
        l: Layer<'_>,
        rows: Rows<'_>,
        out: &mut [f32],
        stride: usize,
        finish: Finish,
    ) {
        for panel in 0..l.bias.len() / PANEL {
            let (w, b) = (l.weights[panel * PANEL * l.depth..].as_ptr(), l.bias[panel * PANEL..].as_ptr());
            let mut call = |row: usize, tile: Tile| {
                let x = rows.data[row * rows.stride..].as_ptr();
                let to = out[row * stride + panel * finish.width()..].as_mut_ptr();
                // SAFETY: the caller's promise.
                unsafe { tile(x, rows, w, b, to, stride, finish) }
            };
            tiles!(tile_512, rows, 8, [1, 2, 3, 4, 5, 6, 7], call);
        }
    }

    /// # Safety
    /// AVX2 and FMA; rows, weights and output as long as [`super::product`] asserts.
    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn product_256(
        l: Layer<'_>,
        rows: Rows<'_>,
        out: &mut [f32],
        stride: usize,
        finish: Finish,
    ) {
        for panel in 0..l.bias.len() / PANEL {
            let (w, b) = (l.weights[panel * PANEL * l.depth..].as_ptr(), l.bias[panel * PANEL..].as_ptr());
            let mut call = |row: usize, tile: Tile| {
                let x = rows.data[row * rows.stride..].as_ptr();
                let to = out[row * stride + panel * finish.width()..].as_mut_ptr();
                // SAFETY: the caller's promise.
                unsafe { tile(x, rows, w, b, to, stride, finish) }
            };
            tiles!(tile_256, rows, 4, [1, 2, 3], call);
        }
    }

    /// `R` rows by one panel: 3 R sums stay in registers.
    #[target_feature(enable = "avx512f")]
    unsafe fn tile_512<const R: usize>(
        x: *const f32,
        rows: Rows<'_>,
        mut w: *const f32,
        bias: *const f32,
        out: *mut f32,
        stride: usize,
        finish: Finish,
    ) {
        // Plain loops: a closure would not be compiled for these registers.
        // SAFETY: all reads and writes lie within the lengths that `product` asserts.
        unsafe {
            let start = [
                _mm512_loadu_ps(bias),
                _mm512_loadu_ps(bias.add(LANES)),
                _mm512_loadu_ps(bias.add(2 * LANES)),
            ];
            let mut sums = [start; R];
            for input in 0..rows.inputs {
                let (a, b, c) =
                    (_mm512_loadu_ps(w), _mm512_loadu_ps(w.add(LANES)), _mm512_loadu_ps(w.add(2 * LANES)));
                let mut i = 0;
                while i < R {
                    let value = _mm512_set1_ps(*x.add(i * rows.stride + input));
                    sums[i][0] = _mm512_fmadd_ps(value, a, sums[i][0]);
                    sums[i][1] = _mm512_fmadd_ps(value, b, sums[i][1]);
                    sums[i][2] = _mm512_fmadd_ps(value, c, sums[i][2]);
                    i += 1;
                }
                w = w.add(PANEL);
            }
            let mut i = 0;
            while i < R {
                let (to, s) = (out.add(i * stride), sums[i]);
                if finish == Finish::Largest {
                    _mm512_storeu_ps(to, _mm512_max_ps(_mm512_max_ps(s[0], s[1]), s[2]));
                } else {
                    _mm512_storeu_ps(to, s[0]);
                    _mm512_storeu_ps(to.add(LANES), s[1]);
                    _mm512_storeu_ps(to.add(2 * LANES), s[2]);
                }
                i += 1;
            }
        }
    }

    /// The same with registers of half the length: the panel's lanes in two halves.
    #[target_feature(enable = "avx2,fma")]
    unsafe fn tile_256<const R: usize>(
        x: *const f32,
        rows: Rows<'_>,
        w: *const f32,
        bias: *const f32,
        out: *mut f32,
        stride: usize,
        finish: Finish,
    ) {
        for half in [0, LANES / 2] {
            // SAFETY: all reads and writes lie within the lengths that `product` asserts.
            unsafe {
                let (mut w, bias) = (w.add(half), bias.add(half));
                let start = [
                    _mm256_loadu_ps(bias),
                    _mm256_loadu_ps(bias.add(LANES)),
                    _mm256_loadu_ps(bias.add(2 * LANES)),
                ];
                let mut sums = [start; R];
                for input in 0..rows.inputs {
                    let (a, b, c) = (
                        _mm256_loadu_ps(w),
                        _mm256_loadu_ps(w.add(LANES)),
                        _mm256_loadu_ps(w.add(2 * LANES)),
                    );
                    let mut i = 0;
                    while i < R {
                        let value = _mm256_set1_ps(*x.add(i * rows.stride + input));
                        sums[i][0] = _mm256_fmadd_ps(value, a, sums[i][0]);
                        sums[i][1] = _mm256_fmadd_ps(value, b, sums[i][1]);
                        sums[i][2] = _mm256_fmadd_ps(value, c, sums[i][2]);
                        i += 1;
                    }
                    w = w.add(PANEL);
                }
                let mut i = 0;
                while i < R {
                    let (to, s) = (out.add(i * stride + half), sums[i]);
                    if finish == Finish::Largest {
                        _mm256_storeu_ps(to, _mm256_max_ps(_mm256_max_ps(s[0], s[1]), s[2]));
                    } else {
                        _mm256_storeu_ps(to, s[0]);
                        _mm256_storeu_ps(to.add(LANES), s[1]);
                        _mm256_storeu_ps(to.add(2 * LANES), s[2]);
                    }
                    i += 1;
                }
            }
        }
    }
}

/// Defines a function that runs the same body compiled for the registers of the machine.
macro_rules! for_each_machine {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) $body:block) => {
        $(#[$doc])*
        pub(crate) fn $name($($arg: $type),*) {
            #[inline(always)]
            fn body($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")]
                fn wide($($arg: $type),*) { body($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn half($($arg: $type),*) { body($($arg),*) }
                if is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                {
                    // SAFETY: the machine has these registers.
                    return unsafe { wide($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                    // SAFETY: the machine has these registers.
                    return unsafe { half($($arg),*) };
                }
            }
            body($($arg),*)
        }
    };
}

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
    fn normalise(rows: &mut [f32], gain: &[f32; WIDTH], shift: &[f32; WIDTH]) {
        for row in rows.as_chunks_mut::<WIDTH>().0 {
            *row = normal(row, gain, shift);
        }
    }
}

for_each_machine! {
    /// `x` has one row more than `y`: row `i` becomes row `i + 1` plus the layer norm of `y`'s row `i`.
    fn add_normal(x: &mut [f32], y: &[f32], gain: &[f32; WIDTH], shift: &[f32; WIDTH]) {
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
    fn largest(before: &[f32], own: &[f32], after: &[f32], out: &mut [f32; WIDTH]) {
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
    fn accumulate(sums: &mut [f32; 128], row: &[f32]) {
        for (s, x) in sums.iter_mut().zip(row) {
            *s += x;
        }
    }
}

/// Classes that are scored together.
const CLASSES: usize = 16;

for_each_machine! {
    /// `scores` = bias + Σ hidden[i] · weights[i], row after row; all have multiples of 16 columns.
    fn combine(hidden: &[f32; 64], weights: &[f32], bias: &[f32], scores: &mut [f32]) {
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
    use super::super::pack::{linear_order, maxout_order, pack, pack_bias};
    use super::*;

    fn numbers(n: usize) -> Vec<f32> {
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

    fn close(a: &[f32], b: &[f32]) {
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
            portable(layer, rows, &mut slow, 96, Finish::Sums);
            for row in 0..count {
                let want = plain(&w, &b, &data[row * 35..][..inputs]);
                close(&fast[row * 96..][..outputs], &want);
                close(&slow[row * 96..][..outputs], &want);
            }
        }
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

//! The panel kernel in the registers of x86-64: 3 R sums of a tile of R rows stay in registers.

use super::kernel::{Finish, Layer, Rows};
use super::pack::{LANES, PANEL};
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
/// AVX-512F; rows, weights and output as long as `product` asserts.
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
/// AVX2 and FMA; rows, weights and output as long as `product` asserts.
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
        let start =
            [_mm512_loadu_ps(bias), _mm512_loadu_ps(bias.add(LANES)), _mm512_loadu_ps(bias.add(2 * LANES))];
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
                let (a, b, c) =
                    (_mm256_loadu_ps(w), _mm256_loadu_ps(w.add(LANES)), _mm256_loadu_ps(w.add(2 * LANES)));
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

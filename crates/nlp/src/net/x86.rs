//! The panel kernel in the registers of x86-64: P R sums of a tile of R rows stay in registers,
//! P registers being a panel.

use super::kernel::{Finish, Layer, Rows};
use super::pack::LANES;
use std::arch::x86_64::*;

/// Calls a tile of the largest size as long as there are so many rows, then one of what is left.
macro_rules! tiles {
    ($tile:ident, $rows:expr, $size:literal, [$($rest:literal),*], $call:expr) => {{
        let mut row = 0;
        while row + $size <= $rows.count {
            $call(row, $tile::<$size, P>);
            row += $size;
        }
        match $rows.count - row {
            $($rest => $call(row, $tile::<$rest, P>),)*
            _ => {}
        }
    }};
}

type Tile = unsafe fn(*const f32, Rows<'_>, *const f32, *const f32, *mut f32, usize, Finish);

/// # Safety
/// AVX-512F; rows, weights and output as long as `product` asserts.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn product_512<const P: usize>(
    l: Layer<'_>,
    rows: Rows<'_>,
    out: &mut [f32],
    stride: usize,
    finish: Finish,
) {
    let columns = P * LANES;
    for panel in 0..l.bias.len() / columns {
        let (w, b) = (l.weights[panel * columns * l.depth..].as_ptr(), l.bias[panel * columns..].as_ptr());
        let mut call = |row: usize, tile: Tile| {
            let x = rows.data[row * rows.stride..].as_ptr();
            let to = out[row * stride + panel * finish.width(columns)..].as_mut_ptr();
            // SAFETY: the caller's promise.
            unsafe { tile(x, rows, w, b, to, stride, finish) }
        };
        // 24 sums, and P weights beside them, in 32 registers.
        if P == 3 {
            tiles!(tile_512, rows, 8, [1, 2, 3, 4, 5, 6, 7], call);
        } else {
            tiles!(tile_512, rows, 6, [1, 2, 3, 4, 5], call);
        }
    }
}

/// # Safety
/// AVX2 and FMA; rows, weights and output as long as `product` asserts.
#[target_feature(enable = "avx2,fma")]
pub(super) unsafe fn product_256<const P: usize>(
    l: Layer<'_>,
    rows: Rows<'_>,
    out: &mut [f32],
    stride: usize,
    finish: Finish,
) {
    let columns = P * LANES;
    for panel in 0..l.bias.len() / columns {
        let (w, b) = (l.weights[panel * columns * l.depth..].as_ptr(), l.bias[panel * columns..].as_ptr());
        let mut call = |row: usize, tile: Tile| {
            let x = rows.data[row * rows.stride..].as_ptr();
            let to = out[row * stride + panel * finish.width(columns)..].as_mut_ptr();
            // SAFETY: the caller's promise.
            unsafe { tile(x, rows, w, b, to, stride, finish) }
        };
        // 12 sums in 16 registers.
        if P == 3 {
            tiles!(tile_256, rows, 4, [1, 2, 3], call);
        } else {
            tiles!(tile_256, rows, 3, [1, 2], call);
        }
    }
}

/// `R` rows by one panel: P R sums stay in registers.
#[target_feature(enable = "avx512f")]
unsafe fn tile_512<const R: usize, const P: usize>(
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
        let mut start = [_mm512_setzero_ps(); P];
        let mut p = 0;
        while p < P {
            start[p] = _mm512_loadu_ps(bias.add(p * LANES));
            p += 1;
        }
        let mut sums = [start; R];
        for input in 0..rows.inputs {
            let mut weights = [_mm512_setzero_ps(); P];
            let mut p = 0;
            while p < P {
                weights[p] = _mm512_loadu_ps(w.add(p * LANES));
                p += 1;
            }
            let mut i = 0;
            while i < R {
                let value = _mm512_set1_ps(*x.add(i * rows.stride + input));
                let mut p = 0;
                while p < P {
                    sums[i][p] = _mm512_fmadd_ps(value, weights[p], sums[i][p]);
                    p += 1;
                }
                i += 1;
            }
            w = w.add(P * LANES);
        }
        let mut i = 0;
        while i < R {
            let (to, s) = (out.add(i * stride), sums[i]);
            if finish == Finish::Largest {
                let mut largest = s[0];
                let mut p = 1;
                while p < P {
                    largest = _mm512_max_ps(largest, s[p]);
                    p += 1;
                }
                _mm512_storeu_ps(to, largest);
            } else {
                let mut p = 0;
                while p < P {
                    _mm512_storeu_ps(to.add(p * LANES), s[p]);
                    p += 1;
                }
            }
            i += 1;
        }
    }
}

/// The same with registers of half the length: the panel's lanes in two halves.
#[target_feature(enable = "avx2,fma")]
unsafe fn tile_256<const R: usize, const P: usize>(
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
            let mut start = [_mm256_setzero_ps(); P];
            let mut p = 0;
            while p < P {
                start[p] = _mm256_loadu_ps(bias.add(p * LANES));
                p += 1;
            }
            let mut sums = [start; R];
            for input in 0..rows.inputs {
                let mut weights = [_mm256_setzero_ps(); P];
                let mut p = 0;
                while p < P {
                    weights[p] = _mm256_loadu_ps(w.add(p * LANES));
                    p += 1;
                }
                let mut i = 0;
                while i < R {
                    let value = _mm256_set1_ps(*x.add(i * rows.stride + input));
                    let mut p = 0;
                    while p < P {
                        sums[i][p] = _mm256_fmadd_ps(value, weights[p], sums[i][p]);
                        p += 1;
                    }
                    i += 1;
                }
                w = w.add(P * LANES);
            }
            let mut i = 0;
            while i < R {
                let (to, s) = (out.add(i * stride + half), sums[i]);
                if finish == Finish::Largest {
                    let mut largest = s[0];
                    let mut p = 1;
                    while p < P {
                        largest = _mm256_max_ps(largest, s[p]);
                        p += 1;
                    }
                    _mm256_storeu_ps(to, largest);
                } else {
                    let mut p = 0;
                    while p < P {
                        _mm256_storeu_ps(to.add(p * LANES), s[p]);
                        p += 1;
                    }
                }
                i += 1;
            }
        }
    }
}

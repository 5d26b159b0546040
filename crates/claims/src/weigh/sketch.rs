//! Words by their vectors, in 128 bits: on which side of 128 planes their sum lies (Charikar, "Similarity estimation
//! techniques from rounding algorithms", 2002). The share of bits that differ is the angle between two sums.

/// Planes.
const BITS: u32 = 128;

/// The sum of the vectors of some tokens, each of length one, in hexadecimal; nothing where the model
/// has no vectors or knows none of the words.
pub(super) fn sketch(doc: &nlp::Doc, tokens: &[usize]) -> Option<String> {
    let mut sum: Vec<f32> = Vec::new();
    for vector in tokens.iter().filter_map(|t| doc.vector(*t)) {
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            sum.resize(vector.len(), 0.0);
            sum.iter_mut().zip(vector).for_each(|(s, x)| *s += x / length);
        }
    }
    (!sum.is_empty()).then(|| format!("{:032x}", signs(&sum)))
}

fn signs(sum: &[f32]) -> u128 {
    let mut bits = 0;
    for plane in 0..u64::from(BITS) {
        let mut side = 0.0;
        for (chunk, part) in (0u64..).zip(sum.chunks(64)) {
            let random = mixed(plane << 32 | chunk);
            for (i, x) in part.iter().enumerate() {
                side += if random >> i & 1 == 1 { *x } else { -*x };
            }
        }
        bits = bits << 1 | u128::from(side > 0.0);
    }
    bits
}

/// SplitMix64: the same bits on any machine.
fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

/// The cosine of two sums by their sketches, from -1 to 1, give or take .1; nothing for what is no sketch.
pub(super) fn likeness(a: &str, b: &str) -> Option<f64> {
    let bits = |s: &str| u128::from_str_radix(s, 16).ok();
    let apart = (bits(a)? ^ bits(b)?).count_ones();
    Some((std::f64::consts::PI * f64::from(apart) / f64::from(BITS)).cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(sum: &[f32]) -> String {
        format!("{:032x}", signs(sum))
    }

    #[test]
    fn the_angle_comes_back_nearly() {
        let wave = |from: f32| (0..300u16).map(|i| (f32::from(i) * 0.37 + from).sin()).collect::<Vec<_>>();
        let (a, b) = (wave(0.0), wave(0.6));
        let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| f64::from(x * y)).sum::<f64>();
        let exact = dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt();
        let found = likeness(&hex(&a), &hex(&b)).unwrap();
        assert!((found - exact).abs() < 0.15, "{found} {exact}");
        assert_eq!(likeness(&hex(&a), &hex(&a)), Some(1.0));
        let back: Vec<f32> = a.iter().map(|x| -x).collect();
        assert!(likeness(&hex(&a), &hex(&back)).unwrap() < -0.95);
        assert_eq!(likeness("no sketch", &hex(&a)), None);
    }
}

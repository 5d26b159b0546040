//! Posterior marginals of a linear chain over three tags.

use super::weights::{NetworkError, Weights};

/// Tags.
pub(super) const TAGS: usize = 3;

/// Scores of tag sequences, as factors: e to the power of the score.
pub(super) struct Chain {
    start: [f64; TAGS],
    step: [[f64; TAGS]; TAGS],
}

impl Chain {
    /// The chain of this name.
    pub(super) fn read(weights: &Weights<'_>, name: &str) -> Result<Chain, NetworkError> {
        let start = weights.tensor(&format!("{name}.start"), &[TAGS])?;
        let step = weights.tensor(&format!("{name}.step"), &[TAGS, TAGS])?;
        let factor = |x: f32| f64::from(x).exp();
        Ok(Chain {
            start: std::array::from_fn(|to| factor(start[to])),
            step: std::array::from_fn(|from| std::array::from_fn(|to| factor(step[from * TAGS + to]))),
        })
    }

    /// The chance of every tag at every token, given the scores of the tags there. Forward and backward,
    /// each row scaled to a sum of one.
    pub(super) fn marginals(&self, scores: &[[f32; TAGS]]) -> Vec<[f32; TAGS]> {
        let tokens: Vec<[f64; TAGS]> = scores.iter().map(factors).collect();
        let mut forward = Vec::with_capacity(tokens.len());
        let mut before = [0.0; TAGS];
        for (i, token) in tokens.iter().enumerate() {
            let into = |to: usize| (0..TAGS).map(|from| before[from] * self.step[from][to]).sum::<f64>();
            before = scaled(|to| token[to] * if i == 0 { self.start[to] } else { into(to) });
            forward.push(before);
        }
        let mut behind = [1.0; TAGS];
        let mut out = vec![[0.0; TAGS]; tokens.len()];
        for (i, token) in tokens.iter().enumerate().rev() {
            let both = scaled(|tag| forward[i][tag] * behind[tag]);
            out[i] = both.map(|x| x as f32);
            behind = scaled(|from| (0..TAGS).map(|to| self.step[from][to] * token[to] * behind[to]).sum());
        }
        out
    }
}

/// Factors of the scores, the largest being one.
fn factors(scores: &[f32; TAGS]) -> [f64; TAGS] {
    let largest = scores.iter().fold(f32::MIN, |a, b| a.max(*b));
    scores.map(|x| f64::from(x - largest).exp())
}

fn scaled(f: impl Fn(usize) -> f64) -> [f64; TAGS] {
    let row: [f64; TAGS] = std::array::from_fn(f);
    let sum: f64 = row.iter().sum();
    row.map(|x| x / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Chain {
        let step = [[0.3f64, -0.2, -1e4], [0.5, -1.0, 1.2], [0.1, 0.4, 0.9]];
        Chain { start: [0.2f64, -0.1, -1e4].map(f64::exp), step: step.map(|row| row.map(f64::exp)) }
    }

    #[test]
    fn marginals_are_the_sums_over_all_sequences() {
        let chain = chain();
        let scores = [[0.5, 1.5, 2.0], [-0.3, 0.2, 0.8], [1.0, -1.0, 0.4], [0.0, 0.3, -0.6]];
        let mut want = [[0.0f64; TAGS]; 4];
        for code in 0..TAGS.pow(4) {
            let tags: [usize; 4] = std::array::from_fn(|i| code / TAGS.pow(i as u32) % TAGS);
            let mut weight = chain.start[tags[0]];
            (1..4).for_each(|i| weight *= chain.step[tags[i - 1]][tags[i]]);
            (0..4).for_each(|i| weight *= f64::from(scores[i][tags[i]]).exp());
            (0..4).for_each(|i| want[i][tags[i]] += weight);
        }
        for (got, want) in chain.marginals(&scores).iter().zip(want) {
            let sum: f64 = want.iter().sum();
            (0..TAGS).for_each(|t| assert!((f64::from(got[t]) - want[t] / sum).abs() < 1e-6));
        }
    }

    #[test]
    fn marginals_of_a_long_sequence_are_chances() {
        let scores: Vec<[f32; TAGS]> =
            (0..5000).map(|i| [(i % 7) as f32 * 30.0, (i % 11) as f32 * -20.0, (i % 5) as f32]).collect();
        let marginals = chain().marginals(&scores);
        assert!(marginals.iter().all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-5));
        assert_eq!(marginals[0][2], 0.0, "nothing starts inside");
        assert!(chain().marginals(&[]).is_empty());
    }
}

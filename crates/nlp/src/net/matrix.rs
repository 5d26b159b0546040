//! Matrix products for networks that read what this crate makes: the kernels of the grammar's own
//! networks, over weights that are packed when they are loaded.

use super::kernel::{Layer, linear_wide};
use super::pack::{LANES, pack_columns};

pub use super::kernel::Rows;

/// Outputs of a panel: four registers.
const COLUMNS: usize = 4 * LANES;

/// A linear layer: weights and biases, packed for the kernels.
#[derive(Debug, Clone)]
pub struct Matrix {
    weights: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Matrix {
    /// Packs `weights` of shape (outputs, inputs), row by row. `bias` has a number an output.
    ///
    /// # Panics
    /// When `weights` has not as many numbers as outputs and inputs ask for.
    pub fn new(weights: &[f32], inputs: usize, bias: &[f32]) -> Matrix {
        assert_eq!(weights.len(), inputs * bias.len(), "outputs and inputs do not make the weights");
        let outputs = bias.len().next_multiple_of(COLUMNS);
        let order: Vec<_> = (0..outputs).map(|o| Some(o).filter(|o| *o < bias.len())).collect();
        let mut bias = bias.to_vec();
        bias.resize(outputs, 0.0);
        Matrix { weights: pack_columns(weights, inputs, &order, COLUMNS), bias, inputs }
    }

    /// Numbers that a row of the result has: the outputs, filled up to a multiple of 64.
    pub fn width(&self) -> usize {
        self.bias.len()
    }

    /// `out[row * stride + o]` = weights · row + bias for every row and output.
    ///
    /// # Panics
    /// When the rows have other inputs than the weights, end before the last one, or do not fit into
    /// `out`.
    pub fn product(&self, rows: Rows<'_>, out: &mut [f32], stride: usize) {
        assert_eq!(rows.inputs, self.inputs, "the rows have other inputs than the weights");
        let layer = Layer { weights: &self.weights, bias: &self.bias, depth: self.inputs };
        linear_wide(layer, rows, out, stride);
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernel::tests::{close, numbers};
    use super::*;

    #[test]
    fn products_equal_the_definition_for_any_number_of_rows() {
        let (inputs, outputs) = (70, 130);
        let (w, b) = (numbers(inputs * outputs), numbers(outputs));
        let matrix = Matrix::new(&w, inputs, &b);
        assert_eq!(matrix.width(), 192);
        for count in 0..15 {
            let data = numbers(15 * 35 + inputs);
            let mut out = vec![0.0; 15 * 192];
            matrix.product(Rows { data: &data, stride: 35, inputs, count }, &mut out, 192);
            for row in 0..count {
                let x = &data[row * 35..][..inputs];
                let sum = |o: usize| w[o * inputs..][..inputs].iter().zip(x).map(|(w, x)| w * x).sum::<f32>();
                let want: Vec<f32> = (0..outputs).map(|o| sum(o) + b[o]).collect();
                close(&out[row * 192..][..outputs], &want);
            }
        }
    }
}

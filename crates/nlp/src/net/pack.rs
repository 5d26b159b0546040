//! How weights lie in the model file.
//!
//! The columns of a layer's output are cut into panels of 48; a panel holds, input by input, the 48
//! weights of its outputs. A panel of a maxout layer with three pieces holds 16 outputs: all first
//! pieces, all second, all third, so that the maximum is taken between registers.

/// Outputs that a panel holds, counting pieces.
pub(crate) const PANEL: usize = 48;
/// Outputs of a maxout panel after the maximum.
pub(crate) const LANES: usize = 16;
/// Pieces of a maxout layer.
pub(crate) const PIECES: usize = 3;
/// Width of both networks.
pub(crate) const WIDTH: usize = 96;

/// Row of the weights that stands in each column of the panels; `None` is padding.
pub(crate) type Order = Vec<Option<usize>>;

/// Outputs in order, padded to whole panels.
pub(crate) fn linear_order(outputs: usize) -> Order {
    (0..outputs.next_multiple_of(PANEL)).map(|o| Some(o).filter(|o| *o < outputs)).collect()
}

/// A maxout layer: rows are (output, piece) with the piece running fastest.
pub(crate) fn maxout_order(outputs: usize) -> Order {
    let row = |column: usize| {
        let (panel, at) = (column / PANEL, column % PANEL);
        (panel * LANES + at % LANES) * PIECES + at / LANES
    };
    (0..outputs * PIECES).map(|c| Some(row(c))).collect()
}

/// Weights of shape (rows, inputs) into panels.
pub(crate) fn pack(weights: &[f32], inputs: usize, order: &[Option<usize>]) -> Vec<f32> {
    pack_columns(weights, inputs, order, PANEL)
}

/// The same for panels of so many columns.
pub(crate) fn pack_columns(
    weights: &[f32],
    inputs: usize,
    order: &[Option<usize>],
    columns: usize,
) -> Vec<f32> {
    let mut packed = Vec::with_capacity(order.len() * inputs);
    for panel in order.chunks(columns) {
        for input in 0..inputs {
            packed.extend(panel.iter().map(|row| row.map_or(0.0, |row| weights[row * inputs + input])));
        }
    }
    packed
}

/// Biases in the order of the panels.
pub(crate) fn pack_bias(bias: &[f32], order: &[Option<usize>]) -> Vec<f32> {
    order.iter().map(|row| row.map_or(0.0, |row| bias[row])).collect()
}

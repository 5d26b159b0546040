//! Where the weights lie in a model file, and views of them.

use crate::format::Sections;
use crate::model::{Model, ModelError};
use crate::net::kernel::Layer;
use crate::net::pack::{PANEL, PIECES, WIDTH};
use crate::net::step::{HIDDEN, SLOT, StepModel, score_width};
use crate::net::tok2vec::{Dense, Embedding, LAYERS, Tok2Vec, VECTOR};
use crate::tables::{Attribute, Column};
use std::ops::Range;

pub(crate) struct LayerAt {
    pub(crate) weights: Range<usize>,
    pub(crate) bias: Range<usize>,
}

pub(crate) struct DenseAt {
    pub(crate) layer: LayerAt,
    pub(crate) gain: Range<usize>,
    pub(crate) shift: Range<usize>,
}

pub(crate) struct NetAt {
    pub(crate) columns: Vec<(Attribute, Range<usize>, u32, u64)>,
    pub(crate) vectors: Option<LayerAt>,
    pub(crate) mixer: DenseAt,
    pub(crate) convolutions: [DenseAt; LAYERS],
}

pub(crate) struct StepsAt {
    pub(crate) classes: usize,
    pub(crate) reduce: LayerAt,
    pub(crate) lower: LayerAt,
    pub(crate) pad: Range<usize>,
    pub(crate) bias: Range<usize>,
    pub(crate) upper: LayerAt,
}

pub(crate) fn layer_at(
    s: &Sections,
    name: &str,
    inputs: usize,
    outputs: usize,
) -> Result<LayerAt, ModelError> {
    let outputs = outputs.next_multiple_of(PANEL);
    Ok(LayerAt {
        weights: s.floats(&format!("{name}.weights"), inputs.saturating_mul(outputs))?,
        bias: s.floats(&format!("{name}.bias"), outputs)?,
    })
}

pub(crate) fn dense_at(s: &Sections, name: &str, inputs: usize) -> Result<DenseAt, ModelError> {
    Ok(DenseAt {
        layer: layer_at(s, name, inputs, WIDTH * PIECES)?,
        gain: s.floats(&format!("{name}.gain"), WIDTH)?,
        shift: s.floats(&format!("{name}.shift"), WIDTH)?,
    })
}

pub(crate) fn net_at(
    s: &Sections,
    name: &str,
    columns: &[Column],
    vectors: bool,
) -> Result<NetAt, ModelError> {
    let table = |(i, c): (usize, &Column)| {
        let rows = s.floats(&format!("{name}.embed{i}"), (c.rows as usize).saturating_mul(WIDTH))?;
        if c.rows == 0 {
            return Err(ModelError::Damaged(format!("{name}.embed{i}")));
        }
        Ok((c.attribute, rows, c.seed))
    };
    let found: Vec<_> = columns.iter().enumerate().map(table).collect::<Result<_, ModelError>>()?;
    let inputs = WIDTH * (columns.len() + usize::from(vectors));
    let layer = |i: usize| dense_at(s, &format!("{name}.conv{i}"), 3 * WIDTH);
    Ok(NetAt {
        columns: found
            .into_iter()
            .zip(columns)
            .map(|((a, range, seed), c)| (a, range, c.rows, seed))
            .collect(),
        vectors: vectors.then(|| layer_at(s, &format!("{name}.vectors"), VECTOR, WIDTH)).transpose()?,
        mixer: dense_at(s, &format!("{name}.mixer"), inputs)?,
        convolutions: [layer(0)?, layer(1)?, layer(2)?, layer(3)?],
    })
}

pub(crate) fn steps_at(
    s: &Sections,
    name: &str,
    slots: usize,
    classes: usize,
) -> Result<StepsAt, ModelError> {
    let width = score_width(classes);
    Ok(StepsAt {
        classes,
        reduce: layer_at(s, &format!("{name}.reduce"), WIDTH, HIDDEN)?,
        lower: layer_at(s, &format!("{name}.lower"), HIDDEN, slots * SLOT)?,
        pad: s.floats(&format!("{name}.pad"), slots * SLOT)?,
        bias: s.floats(&format!("{name}.hidden.bias"), SLOT)?,
        upper: LayerAt {
            weights: s.floats(&format!("{name}.upper.weights"), HIDDEN * width)?,
            bias: s.floats(&format!("{name}.upper.bias"), width)?,
        },
    })
}

/// Slots of the parser and of the entity recogniser.
pub(crate) const TREE_SLOTS: usize = 8;
pub(crate) const ENTITY_SLOTS: usize = 3;

impl Model {
    pub(crate) fn layer(&self, at: &LayerAt) -> Layer<'_> {
        let (weights, bias) = (self.numbers(&at.weights), self.numbers::<f32>(&at.bias));
        Layer { weights, bias, depth: weights.len() / bias.len().max(1) }
    }

    fn row(&self, range: &Range<usize>) -> &[f32; WIDTH] {
        self.numbers(range).try_into().unwrap_or(&[0.0; WIDTH])
    }

    fn dense(&self, at: &DenseAt) -> Dense<'_> {
        Dense { layer: self.layer(&at.layer), gain: self.row(&at.gain), shift: self.row(&at.shift) }
    }

    pub(crate) fn net(&self, at: &NetAt) -> Tok2Vec<'_> {
        let table = |(attribute, range, rows, seed): &(Attribute, Range<usize>, u32, u64)| Embedding {
            attribute: *attribute,
            table: self.numbers(range),
            rows: *rows,
            seed: *seed,
        };
        Tok2Vec {
            embeddings: at.columns.iter().map(table).collect(),
            vectors: at.vectors.as_ref().map(|v| self.layer(v)),
            mixer: self.dense(&at.mixer),
            convolutions: at.convolutions.each_ref().map(|c| self.dense(c)),
        }
    }

    pub(crate) fn steps(&self, at: &StepsAt) -> StepModel<'_> {
        StepModel {
            classes: at.classes,
            reduce: self.layer(&at.reduce),
            lower: self.layer(&at.lower),
            pad: self.numbers(&at.pad),
            bias: self.numbers(&at.bias),
            upper: self.numbers(&at.upper.weights),
            upper_bias: self.numbers(&at.upper.bias),
        }
    }
}

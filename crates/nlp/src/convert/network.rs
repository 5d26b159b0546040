//! Weights of the networks, laid out for the kernels.

use super::thinc::{Layer, Layers};
use super::{Converted, Source, msgpack, thinc, unsupported};
use crate::format::Writer;
use crate::net::pack::{Order, PIECES, WIDTH, linear_order, maxout_order, pack, pack_bias};
use crate::net::step::{HIDDEN, PIECES as STEP_PIECES, SLOT, score_width};
use crate::net::tok2vec::{LAYERS, VECTOR};
use crate::tables::{Attribute, Column};

fn put_layer(file: &mut Writer, name: &str, weights: &[f32], bias: &[f32], inputs: usize, order: &Order) {
    file.put(format!("{name}.weights"), &pack(weights, inputs, order));
    file.put(format!("{name}.bias"), &pack_bias(bias, order));
}

/// A maxout layer and its layer norm, the `n`-th in the file.
fn dense(layers: &Layers, n: usize, inputs: usize, name: &str, file: &mut Writer) -> Converted<()> {
    let (maxout, norm) = (layers.nth("maxout", n)?, layers.nth("layernorm", n)?);
    let weights = layers.array(maxout, "W", &[WIDTH, PIECES, inputs])?;
    let bias = layers.array(maxout, "b", &[WIDTH, PIECES])?;
    put_layer(file, name, &weights, &bias, inputs, &maxout_order(WIDTH));
    file.put(format!("{name}.gain"), &layers.array(norm, "G", &[WIDTH])?);
    file.put(format!("{name}.shift"), &layers.array(norm, "b", &[WIDTH])?);
    Ok(())
}

fn attribute(name: &str) -> Option<Attribute> {
    Some(match name {
        "NORM" => Attribute::Norm,
        "PREFIX" => Attribute::Prefix,
        "SUFFIX" => Attribute::Suffix,
        "SHAPE" => Attribute::Shape,
        "SPACY" => Attribute::Spacy,
        "IS_SPACE" => Attribute::IsSpace,
        _ => return None,
    })
}

fn columns(layers: &Layers) -> Converted<Vec<Attribute>> {
    let layer = layers.nth("extract_features", 0)?;
    let names = layer.attribute("columns").map_or_else(
        || unsupported(&layers.file, "the embedded attributes are not listed"),
        |value| msgpack::texts(&layers.file, value),
    )?;
    let known = |name: &String| match attribute(name) {
        Some(attribute) => Ok(attribute),
        None => unsupported(&layers.file, format!("the attribute {name} is embedded")),
    };
    names.iter().map(known).collect()
}

/// An embedding network; gives its columns.
pub(super) fn tok2vec(
    layers: &Layers,
    name: &str,
    vectors: bool,
    file: &mut Writer,
) -> Converted<Vec<Column>> {
    let attributes = columns(layers)?;
    let mut tables: Vec<(u64, &Layer)> =
        layers.named("hashembed").map(|l| Ok((layers.number(l, "column")?, l))).collect::<Converted<_>>()?;
    tables.sort_by_key(|t| t.0);
    let in_order = tables.iter().enumerate().all(|(i, t)| t.0 == i as u64);
    if !in_order || tables.len() != attributes.len() {
        return unsupported(&layers.file, "embedding tables and attributes do not fit together");
    }
    let mut out = Vec::new();
    for (i, ((_, table), attribute)) in tables.into_iter().zip(&attributes).enumerate() {
        let rows = table.rows("E");
        file.put(format!("{name}.embed{i}"), &layers.array(table, "E", &[rows, WIDTH])?);
        out.push(Column { attribute: *attribute, rows: rows as u32, seed: layers.number(table, "seed")? });
    }
    match (layers.named("static_vectors").next(), vectors) {
        (Some(layer), true) => {
            let weights = layers.array(layer, "W", &[WIDTH, VECTOR])?;
            put_layer(
                file,
                &format!("{name}.vectors"),
                &weights,
                &[0.0; WIDTH],
                VECTOR,
                &linear_order(WIDTH),
            );
        }
        (None, false) => {}
        (Some(_), false) => {
            return unsupported(&layers.file, "the network reads word vectors, there are none");
        }
        (None, true) => return unsupported(&layers.file, "the network does not read the word vectors"),
    }
    let inputs = WIDTH * (out.len() + usize::from(vectors));
    dense(layers, 0, inputs, &format!("{name}.mixer"), file)?;
    for i in 0..LAYERS {
        dense(layers, i + 1, 3 * WIDTH, &format!("{name}.conv{i}"), file)?;
    }
    if layers.named("maxout").count() != LAYERS + 1 {
        return unsupported(&layers.file, format!("the network does not have {LAYERS} convolutions"));
    }
    let window = layers.nth("expand_window", 0)?;
    if layers.number(window, "window_size")? != 1 {
        return unsupported(&layers.file, "the convolution's window is not one word to each side");
    }
    Ok(out)
}

/// The tagger's layer; gives its labels.
pub(super) fn tagger(source: &mut Source<'_>, file: &mut Writer) -> Converted<Vec<String>> {
    let cfg = source.json("tagger/cfg")?;
    let labels = cfg["labels"].as_array().into_iter().flatten();
    let tags: Vec<String> = labels.filter_map(|l| l.as_str().map(str::to_owned)).collect();
    let layers = thinc::load(source, "tagger/model")?;
    if tags.is_empty() {
        return unsupported("tagger/cfg", "there are no labels");
    }
    let layer = layers.nth("softmax", 0)?;
    let weights = layers.array(layer, "W", &[tags.len(), WIDTH])?;
    let bias = layers.array(layer, "b", &[tags.len()])?;
    put_layer(file, "tagger", &weights, &bias, WIDTH, &linear_order(tags.len()));
    Ok(tags)
}

/// The layers of a transition system.
pub(super) fn steps(
    layers: &Layers,
    name: &str,
    slots: usize,
    classes: usize,
    file: &mut Writer,
) -> Converted<()> {
    // Breadth first: the last layer stands before the reducer, which lies deeper.
    let (upper, reduce) = (layers.nth("linear", 0)?, layers.nth("linear", 1)?);
    let lower = layers.nth("precomputable_affine", 0)?;
    let weights = layers.array(reduce, "W", &[HIDDEN, WIDTH])?;
    let bias = layers.array(reduce, "b", &[HIDDEN])?;
    put_layer(file, &format!("{name}.reduce"), &weights, &bias, WIDTH, &linear_order(HIDDEN));

    // Slot by slot, first pieces before second pieces.
    let planar = |column: usize| {
        let (slot, piece, output) = (column / SLOT, column % SLOT / HIDDEN, column % HIDDEN);
        (slot * HIDDEN + output) * STEP_PIECES + piece
    };
    let order: Order = linear_order(slots * SLOT).into_iter().map(|c| c.map(planar)).collect();
    let weights = layers.array(lower, "W", &[slots, HIDDEN, STEP_PIECES, HIDDEN])?;
    put_layer(file, &format!("{name}.lower"), &weights, &vec![0.0; slots * SLOT], HIDDEN, &order);
    let pad = layers.array(lower, "pad", &[1, slots, HIDDEN, STEP_PIECES])?;
    file.put(format!("{name}.pad"), &(0..slots * SLOT).map(|c| pad[planar(c)]).collect::<Vec<_>>());
    let bias = layers.array(lower, "b", &[HIDDEN, STEP_PIECES])?;
    file.put(format!("{name}.hidden.bias"), &(0..SLOT).map(|c| bias[planar(c)]).collect::<Vec<_>>());

    let weights = layers.array(upper, "W", &[classes, HIDDEN])?;
    let mut bias = layers.array(upper, "b", &[classes])?;
    let width = score_width(classes);
    let across = (0..HIDDEN * width).map(|i| (i % width, i / width));
    let across = across.map(|(class, input)| weights.get(class * HIDDEN + input).copied().unwrap_or(0.0));
    file.put(format!("{name}.upper.weights"), &across.collect::<Vec<_>>());
    bias.resize(width, 0.0);
    file.put(format!("{name}.upper.bias"), &bias);
    Ok(())
}

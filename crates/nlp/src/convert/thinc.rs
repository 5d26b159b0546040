//! thinc's model files: a list of layers with their attributes and arrays.

use super::msgpack::{bytes, get, text, want_list, want_text};
use super::{Converted, Source, damaged, unsupported};
use rmpv::Value;
use std::collections::HashMap;

/// An array of 32-bit floats.
#[derive(Debug, Clone, Default)]
pub(super) struct Array {
    pub(super) shape: Vec<usize>,
    pub(super) data: Vec<f32>,
}

/// One layer.
pub(super) struct Layer {
    pub(super) name: String,
    attributes: HashMap<String, Value>,
    arrays: HashMap<String, Array>,
}

/// The layers of a file, in the file's order (breadth first).
pub(super) struct Layers {
    pub(super) file: String,
    list: Vec<Layer>,
}

pub(super) fn load(source: &mut Source<'_>, file: &str) -> Converted<Layers> {
    let root = source.msgpack(file)?;
    let (nodes, attributes, arrays) = (
        want_list(file, &root, "nodes")?,
        want_list(file, &root, "attrs")?,
        want_list(file, &root, "params")?,
    );
    if nodes.len() != attributes.len() || nodes.len() != arrays.len() {
        return damaged(file, "the lists of layers differ in length");
    }
    let layer = |((node, attributes), arrays)| -> Converted<Layer> {
        Ok(Layer {
            name: want_text(file, node, "name")?,
            attributes: decode_attributes(file, attributes)?,
            arrays: decode_arrays(file, arrays)?,
        })
    };
    let list = nodes.iter().zip(attributes).zip(arrays).map(layer).collect::<Converted<Vec<_>>>()?;
    Ok(Layers { file: file.to_owned(), list })
}

fn entries(value: &Value) -> impl Iterator<Item = (String, &Value)> {
    let entries = value.as_map().into_iter().flatten();
    entries.filter_map(|(k, v)| text(k).map(|k| (k.to_owned(), v)))
}

/// Attributes are msgpack within msgpack. Those that cannot be read are none of ours.
fn decode_attributes(file: &str, map: &Value) -> Converted<HashMap<String, Value>> {
    let decode = |(name, value): (String, &Value)| {
        let inner = bytes(value).and_then(|b| super::msgpack::read(file, b).ok());
        inner.map(|value| (name, value))
    };
    Ok(entries(map).filter_map(decode).collect())
}

fn decode_arrays(file: &str, map: &Value) -> Converted<HashMap<String, Array>> {
    let mut arrays = HashMap::new();
    for (name, value) in entries(map).filter(|(_, v)| v.is_map()) {
        if let Some(array) = decode_array(value) {
            arrays.insert(name, array);
        } else {
            return damaged(file, format!("the array {name:?} cannot be read"));
        }
    }
    Ok(arrays)
}

fn decode_array(value: &Value) -> Option<Array> {
    if text(get(value, "type")?)? != "<f4" {
        return None;
    }
    let shape = get(value, "shape")?.as_array()?;
    let shape: Vec<usize> = shape.iter().map(|n| n.as_u64().map(|n| n as usize)).collect::<Option<_>>()?;
    let data = floats(bytes(get(value, "data")?)?);
    let size = shape.iter().try_fold(1usize, |n, d| n.checked_mul(*d))?;
    (size == data.len()).then_some(Array { shape, data })
}

/// Little-endian floats.
pub(super) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

impl Layers {
    pub(super) fn named<'l>(&'l self, name: &'l str) -> impl Iterator<Item = &'l Layer> {
        self.list.iter().filter(move |l| l.name == name)
    }

    pub(super) fn nth<'l>(&'l self, name: &'l str, n: usize) -> Converted<&'l Layer> {
        match self.named(name).nth(n) {
            Some(layer) => Ok(layer),
            None => unsupported(&self.file, format!("there are {n} layers {name:?}, more are needed")),
        }
    }

    /// An array of a layer, which has to have this shape.
    pub(super) fn array(&self, layer: &Layer, name: &str, shape: &[usize]) -> Converted<Vec<f32>> {
        match layer.arrays.get(name) {
            Some(array) if array.shape == shape => Ok(array.data.clone()),
            Some(array) => {
                let why = format!("{} has shape {:?} instead of {shape:?}", layer.name, array.shape);
                unsupported(&self.file, why)
            }
            None => damaged(&self.file, format!("{} has no array {name:?}", layer.name)),
        }
    }

    pub(super) fn number(&self, layer: &Layer, name: &str) -> Converted<u64> {
        match layer.attributes.get(name).and_then(Value::as_u64) {
            Some(number) => Ok(number),
            None => damaged(&self.file, format!("{} has no number {name:?}", layer.name)),
        }
    }
}

impl Layer {
    /// Length of the first dimension of an array.
    pub(super) fn rows(&self, array: &str) -> usize {
        self.arrays.get(array).and_then(|a| a.shape.first()).copied().unwrap_or(0)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.get(name)
    }
}

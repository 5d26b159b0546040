//! The file of the weights: safetensors, a length, a header in JSON, the numbers. Read here rather than
//! by a crate: it is these lines.

use serde_json::{Map, Value};

/// Why bytes are no weights of the attribution network.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NetworkError {
    /// The header is missing, cut off, or no JSON.
    #[error("this is not a file of weights")]
    NotWeights,
    /// A tensor or an entry of the metadata is missing.
    #[error("the weights are damaged: {0} is missing")]
    Missing(String),
    /// A tensor has another shape or type than this version reads, or lies outside of the file.
    #[error("the weights are damaged: {0} has not the form that is expected")]
    Form(String),
}

/// Tensors by name, and what is said of them.
pub(super) struct Weights<'a> {
    header: Map<String, Value>,
    data: &'a [u8],
}

impl<'a> Weights<'a> {
    /// Reads the header; tensors are read when they are asked for.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Weights<'a>, NetworkError> {
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or(NetworkError::NotWeights)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| NetworkError::NotWeights)?;
        let (header, data) = rest.split_at_checked(length).ok_or(NetworkError::NotWeights)?;
        let header = serde_json::from_slice(header).map_err(|_| NetworkError::NotWeights)?;
        Ok(Weights { header, data })
    }

    /// A tensor of exactly this shape, row by row.
    pub(super) fn tensor(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, NetworkError> {
        let form = || NetworkError::Form(name.to_owned());
        let (found, numbers) = self.numbers(name)?;
        if found == shape { Ok(numbers) } else { Err(form()) }
    }

    /// A table of embeddings with so many columns and at least so many rows.
    pub(super) fn table(&self, name: &str, least: usize, columns: usize) -> Result<Vec<f32>, NetworkError> {
        let (found, numbers) = self.numbers(name)?;
        match found[..] {
            [rows, width] if rows >= least && width == columns => Ok(numbers),
            _ => Err(NetworkError::Form(name.to_owned())),
        }
    }

    /// Shape and numbers of a tensor.
    fn numbers(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>), NetworkError> {
        let entry = self.header.get(name).ok_or_else(|| NetworkError::Missing(name.to_owned()))?;
        let whole = |value: &Value| -> Option<Vec<usize>> {
            value.as_array()?.iter().map(|n| usize::try_from(n.as_u64()?).ok()).collect()
        };
        let read = || {
            let (shape, ends) = (whole(&entry["shape"])?, whole(&entry["data_offsets"])?);
            let [start, end] = ends[..] else { return None };
            let bytes = self.data.get(start..end).filter(|_| entry["dtype"] == "F32")?;
            let count = shape.iter().try_fold(1usize, |n, side| n.checked_mul(*side))?;
            let (numbers, []) = bytes.as_chunks::<4>() else { return None };
            let numbers: Vec<f32> = numbers.iter().map(|b| f32::from_le_bytes(*b)).collect();
            (numbers.len() == count).then_some((shape, numbers))
        };
        read().ok_or_else(|| NetworkError::Form(name.to_owned()))
    }

    /// An entry of the metadata.
    pub(super) fn text(&self, key: &str) -> Result<&str, NetworkError> {
        let metadata = self.header.get("__metadata__").and_then(|m| m.get(key));
        metadata.and_then(Value::as_str).ok_or_else(|| NetworkError::Missing(key.to_owned()))
    }

    /// An entry of the metadata that is a list.
    pub(super) fn list(&self, key: &str) -> Result<Vec<String>, NetworkError> {
        serde_json::from_str(self.text(key)?).map_err(|_| NetworkError::Form(key.to_owned()))
    }
}

/// Some columns of a matrix with so many, row by row.
pub(super) fn columns(matrix: &[f32], width: usize, range: std::ops::Range<usize>) -> Vec<f32> {
    matrix.chunks_exact(width).flat_map(|row| &row[range.clone()]).copied().collect()
}

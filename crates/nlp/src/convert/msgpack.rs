//! Values of msgpack files, with errors that say where.

use super::{Converted, damaged};
use rmpv::Value;

pub(super) fn read(file: &str, mut bytes: &[u8]) -> Converted<Value> {
    rmpv::decode::read_value(&mut bytes).or_else(|e| damaged(file, format!("no msgpack: {e}")))
}

/// The bytes of a string or of a binary: files mix both.
pub(super) fn bytes(value: &Value) -> Option<&[u8]> {
    match value {
        Value::String(text) => Some(text.as_bytes()),
        Value::Binary(bytes) => Some(bytes),
        _ => None,
    }
}

pub(super) fn text(value: &Value) -> Option<&str> {
    bytes(value).and_then(|b| std::str::from_utf8(b).ok())
}

/// A value of a map whose keys are strings or binaries.
pub(super) fn get<'v>(map: &'v Value, key: &str) -> Option<&'v Value> {
    let entries = map.as_map()?;
    entries.iter().find(|(k, _)| bytes(k) == Some(key.as_bytes())).map(|(_, v)| v)
}

pub(super) fn want<'v>(file: &str, map: &'v Value, key: &str) -> Converted<&'v Value> {
    get(map, key).map_or_else(|| damaged(file, format!("there is no {key:?}")), Ok)
}

pub(super) fn want_text(file: &str, map: &Value, key: &str) -> Converted<String> {
    match text(want(file, map, key)?) {
        Some(text) => Ok(text.to_owned()),
        None => damaged(file, format!("{key:?} is no text")),
    }
}

pub(super) fn want_list<'v>(file: &str, map: &'v Value, key: &str) -> Converted<&'v [Value]> {
    match want(file, map, key)? {
        Value::Array(list) => Ok(list),
        _ => damaged(file, format!("{key:?} is no list")),
    }
}

pub(super) fn want_map<'v>(file: &str, map: &'v Value, key: &str) -> Converted<&'v [(Value, Value)]> {
    match want(file, map, key)? {
        Value::Map(entries) => Ok(entries),
        _ => damaged(file, format!("{key:?} is no map")),
    }
}

/// A list of texts.
pub(super) fn texts(file: &str, value: &Value) -> Converted<Vec<String>> {
    let list: Option<Vec<String>> =
        value.as_array().and_then(|l| l.iter().map(|v| text(v).map(str::to_owned)).collect::<Option<_>>());
    list.map_or_else(|| damaged(file, "a list of texts has something else in it"), Ok)
}

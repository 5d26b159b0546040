//! Transitions, the tokenizer's rules, the attribute ruler.

use super::{Converted, Source, damaged, msgpack, unsupported};
use crate::hash::string_id;
use crate::tables::{Condition, Moves, Rule, TokenTest, TokenizerTables, Writes};
use crate::token::affix::{Affixes, Piece};
use rmpv::Value;
use serde_json::Value as Json;

/// Classes in order: by action, then by frequency and label, both descending.
pub(super) fn moves(source: &mut Source<'_>, file: &str, skip_first: bool) -> Converted<Moves> {
    let text = msgpack::want_text(file, &source.msgpack(file)?, "moves")?;
    let json: Json = serde_json::from_str(&text).or_else(|e| damaged(file, e.to_string()))?;
    let mut actions = Vec::new();
    for (action, labels) in json.as_object().into_iter().flatten() {
        let Ok(action) = action.parse::<u8>() else { return damaged(file, "an action is no number") };
        let mut classes: Vec<(i64, String)> = Vec::new();
        for (label, frequency) in labels.as_object().into_iter().flatten() {
            classes.push((frequency.as_i64().unwrap_or(0), label.clone()));
        }
        classes.sort_unstable_by(|a, b| b.cmp(a));
        actions.push((action, classes));
    }
    actions.sort_unstable_by_key(|a| a.0);
    let kept = actions.into_iter().filter(|a| !(skip_first && a.0 == 0));
    Ok(kept.flat_map(|(action, classes)| classes.into_iter().map(move |c| (action, c.1))).collect())
}

/// Keys of an exception's parts: its text and its norm.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// The tokenizer's expressions and exceptions.
pub(super) fn tokenizer(source: &mut Source<'_>) -> Converted<TokenizerTables> {
    let file = "tokenizer";
    let root = source.msgpack(file)?;
    let optional = |key: &str| msgpack::get(&root, key).and_then(msgpack::text).filter(|s| !s.is_empty());
    if optional("token_match").is_some() {
        return unsupported(file, "there is an expression for whole tokens (token_match)");
    }
    if msgpack::get(&root, "faster_heuristics").and_then(Value::as_bool) != Some(true) {
        return unsupported(file, "faster_heuristics is off");
    }
    let mut tables = TokenizerTables {
        prefix: msgpack::want_text(file, &root, "prefix_search")?,
        suffix: msgpack::want_text(file, &root, "suffix_search")?,
        infix: msgpack::want_text(file, &root, "infix_finditer")?,
        url: optional("url_match").map(str::to_owned),
        ..TokenizerTables::default()
    };
    for (chunk, parts) in msgpack::want_map(file, &root, "exceptions")? {
        let Some(chunk) = msgpack::text(chunk) else { return damaged(file, "an exception is no text") };
        tables.exceptions.push((chunk.to_owned(), exception(file, chunk, parts)?));
    }
    let affixes = Affixes::new(&tables).or_else(|e| unsupported(file, e.to_string()))?;
    let mut phrases = Vec::new();
    for (chunk, _) in tables.exceptions.iter().filter(|(chunk, _)| affixes.breaks(chunk)) {
        phrases.push(pieces(&affixes, chunk));
    }
    phrases.sort();
    phrases.dedup();
    tables.phrases = phrases;
    Ok(tables)
}

fn exception(file: &str, chunk: &str, parts: &Value) -> Converted<Vec<(u32, Option<u64>)>> {
    let field = |part: &Value, key: u64| {
        let entries = part.as_map()?;
        let found = entries.iter().find(|(k, _)| k.as_u64() == Some(key))?;
        msgpack::text(&found.1).map(str::to_owned)
    };
    let (mut out, mut whole) = (Vec::new(), String::new());
    for part in parts.as_array().into_iter().flatten() {
        let Some(text) = field(part, ORTH).filter(|t| !t.is_empty()) else {
            return damaged(file, format!("a part of the exception {chunk:?} has no text"));
        };
        out.push((text.len() as u32, field(part, NORM).map(|norm| string_id(&norm))));
        whole += &text;
    }
    if whole == chunk { Ok(out) } else { damaged(file, format!("the parts of {chunk:?} are {whole:?}")) }
}

/// What the affix rules alone make of an exception.
fn pieces(affixes: &Affixes, chunk: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut cut: Vec<Piece> = Vec::new();
    for (start, end, _) in crate::token::chunks(chunk) {
        cut.clear();
        affixes.cut(&chunk[start..end], false, &mut cut);
        out.extend(cut.iter().map(|p| chunk[start..end][p.start..p.end].to_owned()));
    }
    out
}

/// The attribute ruler's rules.
pub(super) fn ruler(source: &mut Source<'_>) -> Converted<Vec<Rule>> {
    let file = "attribute_ruler/patterns";
    let Value::Array(list) = source.msgpack(file)? else { return damaged(file, "there is no list") };
    list.iter().map(|value| rule(file, value)).collect()
}

fn rule(file: &str, value: &Value) -> Converted<Rule> {
    let mut patterns = Vec::new();
    for pattern in msgpack::want_list(file, value, "patterns")? {
        let tests = pattern.as_array().into_iter().flatten();
        patterns.push(tests.map(|test| token_test(file, test)).collect::<Converted<Vec<_>>>()?);
    }
    let length = patterns.first().map_or(0, Vec::len);
    let index = msgpack::want(file, value, "index")?.as_i64().unwrap_or(0);
    let index = if index < 0 { index + length as i64 } else { index };
    if index < 0 || patterns.iter().any(|p| p.len() != length || index as usize >= p.len()) {
        return unsupported(file, "a rule writes on a token outside of its pattern");
    }
    let writes = writes(file, msgpack::want_map(file, value, "attrs")?)?;
    Ok(Rule { patterns, index: index as usize, writes })
}

fn writes(file: &str, entries: &[(Value, Value)]) -> Converted<Writes> {
    let mut out = Writes::default();
    for (key, value) in entries {
        let value = msgpack::text(value).map(str::to_owned);
        match msgpack::text(key) {
            Some("TAG") => out.tag = value,
            Some("POS") => out.pos = value,
            Some("MORPH") => out.morph = value.map(|v| if v == "_" { String::new() } else { v }),
            Some("DEP") => out.dep = value,
            Some("LEMMA") => out.lemma = value,
            other => {
                return unsupported(
                    file,
                    format!("a rule writes {}", other.unwrap_or("a nameless attribute")),
                );
            }
        }
    }
    Ok(out)
}

fn token_test(file: &str, test: &Value) -> Converted<TokenTest> {
    let mut out = TokenTest::default();
    for (key, value) in test.as_map().into_iter().flatten() {
        let to = match msgpack::text(key) {
            Some("TAG") => &mut out.tag,
            Some("DEP") => &mut out.dep,
            Some("LOWER") => &mut out.lower,
            Some("ORTH") => &mut out.orth,
            Some("IS_SPACE") if value.is_bool() => {
                out.is_space = value.as_bool();
                continue;
            }
            other => {
                return unsupported(
                    file,
                    format!("a rule reads {}", other.unwrap_or("a nameless attribute")),
                );
            }
        };
        *to = conditions(file, value)?;
    }
    Ok(out)
}

fn conditions(file: &str, value: &Value) -> Converted<Vec<Condition>> {
    if let Some(text) = msgpack::text(value) {
        return Ok(vec![Condition::In(vec![text.to_owned()])]);
    }
    let mut out = Vec::new();
    for (key, value) in value.as_map().into_iter().flatten() {
        out.push(match (msgpack::text(key), msgpack::text(value)) {
            (Some("IN"), _) => Condition::In(msgpack::texts(file, value)?),
            (Some("NOT_IN"), _) => Condition::NotIn(msgpack::texts(file, value)?),
            (Some("REGEX"), Some(source)) => Condition::Regex(source.to_owned()),
            (other, _) => {
                return unsupported(file, format!("a rule tests {}", other.unwrap_or("a nameless test")));
            }
        });
    }
    Ok(out)
}

//! The small parts of a model file: labels, rules, patterns, exceptions. Stored as one JSON section.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One embedding table: which attribute of a token it reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Column {
    pub(crate) attribute: Attribute,
    pub(crate) rows: u32,
    pub(crate) seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Attribute {
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

/// Classes of a transition system: (action, label), in class order.
pub(crate) type Moves = Vec<(u8, String)>;

/// Parts of an exception: length in bytes, id of a norm of its own.
pub(crate) type ExceptionParts = Vec<(u32, Option<u64>)>;

/// The tokenizer: sources of its expressions, and the words that are split by a list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct TokenizerTables {
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    pub(crate) infix: String,
    pub(crate) url: Option<String>,
    /// Chunk, then its parts.
    pub(crate) exceptions: Vec<(String, ExceptionParts)>,
    /// Token sequences that affix rules make of exceptions.
    pub(crate) phrases: Vec<Vec<String>>,
}

/// A condition on a string: one of these, none of these, or an expression.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Condition {
    In(Vec<String>),
    NotIn(Vec<String>),
    Regex(String),
}

/// Conditions on one token; an absent one always holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct TokenTest {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tag: Vec<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) dep: Vec<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) lower: Vec<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) orth: Vec<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) is_space: Option<bool>,
}

/// What a rule writes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Writes {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pos: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) morph: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) dep: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lemma: Option<String>,
}

/// A rule of the attribute ruler: any of the patterns (one or two tokens), then what it writes on
/// the token with this index in the match.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) patterns: Vec<Vec<TokenTest>>,
    pub(crate) index: usize,
    pub(crate) writes: Writes,
}

/// Lemma rules and exceptions of one part of speech.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct LemmaTables {
    pub(crate) rules: Vec<(String, String)>,
    pub(crate) exceptions: BTreeMap<String, Vec<String>>,
}

/// All small parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Tables {
    pub(crate) name: String,
    pub(crate) version: String,
    /// Rows of the word vectors; 0 when there are none.
    pub(crate) vectors: u32,
    /// Columns of the shared network and of the entity recogniser's own.
    pub(crate) shared: Vec<Column>,
    pub(crate) entity: Vec<Column>,
    pub(crate) tags: Vec<String>,
    pub(crate) parser: Moves,
    pub(crate) ner: Moves,
    pub(crate) tokenizer: TokenizerTables,
    pub(crate) rules: Vec<Rule>,
    /// By part of speech, lower case.
    pub(crate) lemmas: BTreeMap<String, LemmaTables>,
}

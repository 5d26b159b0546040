//! `hearsay annotate`: one JSON object a document, with a list a layer.

use crate::{Layer, Layers};
use serde::Serialize;
use types::{Attribution, Claim, Document, Event, Moment, Passage, Place, Quantity, Span, Time};

/// One token of the syntax layer.
#[derive(Debug, Clone, Serialize)]
pub struct Token<'a> {
    /// Where it stands.
    pub span: Span,
    /// Its own words.
    pub text: &'a str,
    /// Dictionary form.
    pub lemma: &'a str,
    /// Fine tag (Penn Treebank).
    pub tag: &'a str,
    /// Coarse part of speech (Universal Dependencies).
    pub pos: &'a str,
    /// Index of the head token; its own for a root.
    pub head: usize,
    /// Dependency label.
    pub dep: &'a str,
    /// Whether a sentence starts here.
    pub sentence_start: bool,
}

/// One named entity.
#[derive(Debug, Clone, Serialize)]
pub struct NamedEntity<'a> {
    /// Where it stands.
    pub span: Span,
    /// `PERSON`, `ORG`, `GPE` …
    pub label: &'a str,
}

/// What the layers are made from.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Parts<'a> {
    pub tokens: Vec<Token<'a>>,
    pub entities: Vec<NamedEntity<'a>>,
    pub times: &'a [Time],
    pub places: &'a [Place],
    pub quantities: &'a [Quantity],
    pub attributions: &'a [Attribution],
    pub claims: &'a [Claim],
    pub event: Option<&'a Event>,
}

/// One document with its layers. Layers that were not asked for are left out of the JSON; those
/// that were and hold nothing are empty lists. All spans are bytes of the document's text.
#[derive(Debug, Clone, Serialize)]
pub struct Annotation<'a> {
    id: &'a str,
    sha256: &'a str,
    published: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passages: Option<&'a [Passage]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    syntax: Option<Vec<Token<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<NamedEntity<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<&'a [Time]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<&'a [Place]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantities: Option<&'a [Quantity]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributions: Option<&'a [Attribution]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<&'a [Claim]>,
    /// `null` where the layer was asked for and the document tells of no violent event.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Option<&'a Event>>,
}

impl<'a> Annotation<'a> {
    /// The layers that are wanted, of this document.
    pub fn new(document: &'a Document, parts: Parts<'a>, layers: &Layers) -> Annotation<'a> {
        let has = |layer| layers.has(layer);
        Annotation {
            id: &document.id,
            sha256: &document.sha256,
            published: document.published.as_ref().map(|d| d.at),
            text: has(Layer::Text).then_some(&document.text),
            passages: has(Layer::Passages).then_some(&document.passages),
            syntax: has(Layer::Syntax).then_some(parts.tokens),
            entities: has(Layer::Entities).then_some(parts.entities),
            times: has(Layer::Times).then_some(parts.times),
            places: has(Layer::Places).then_some(parts.places),
            quantities: has(Layer::Quantities).then_some(parts.quantities),
            attributions: has(Layer::Attributions).then_some(parts.attributions),
            claims: has(Layer::Claims).then_some(parts.claims),
            event: has(Layer::Event).then_some(parts.event),
        }
    }

    /// The object on one line, without a line break at its end.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and lists always have a JSON form")
    }
}

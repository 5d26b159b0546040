//! An analysed text.

use crate::hash::string_id;
use crate::pipeline::Pipeline;
use std::sync::Arc;

/// One token, as spaCy would give it. Labels are kept as indices into tables of the [`Doc`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) lemma: u32,
    pub(crate) head: u32,
    pub(crate) tag: u16,
    pub(crate) pos: u16,
    pub(crate) morph: u16,
    pub(crate) dep: u16,
    /// Index of the entity that holds the token, or `u32::MAX`.
    pub(crate) entity: u32,
    pub(crate) sentence: u32,
    pub(crate) space_after: bool,
    pub(crate) is_space: bool,
}

/// A named entity: tokens `start..end` and a label (`PERSON`, `ORG`, `GPE` …).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    pub(crate) label: u16,
}

/// An analysed text: tokens, tags, lemmas, tree, sentences, entities. Tokens are named by their
/// index; all offsets are bytes of [`Doc::text`].
pub struct Doc {
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) entities: Vec<Entity>,
    /// First token of every sentence, ascending, then the number of tokens.
    pub(crate) sentences: Vec<u32>,
    /// Children of every token, ascending, flattened; `child_start` has one entry more than tokens.
    pub(crate) children: Vec<u32>,
    pub(crate) child_start: Vec<u32>,
    /// First and last token of the subtree of every token.
    pub(crate) edges: Vec<(u32, u32)>,
    /// Distinct strings of this document and model; lemmas and labels point here.
    pub(crate) strings: Arc<[Box<str>]>,
    pub(crate) lemmas: Vec<Arc<str>>,
    /// 96 numbers a token, or nothing.
    pub(crate) tensor: Vec<f32>,
    /// Who made it; nobody for documents that were built from rows.
    pub(crate) pipeline: Option<Arc<Pipeline>>,
}

impl Doc {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// Number of tokens. White space that is not a single blank makes tokens too, as in spaCy.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }
    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
    /// First byte of a token.
    pub fn start(&self, token: usize) -> usize {
        self.tokens[token].start as usize
    }
    /// One past the last byte of a token.
    pub fn end(&self, token: usize) -> usize {
        self.tokens[token].end as usize
    }
    /// The token's own words.
    pub fn word(&self, token: usize) -> &str {
        &self.text[self.start(token)..self.end(token)]
    }
    /// Dictionary form.
    pub fn lemma(&self, token: usize) -> &str {
        &self.lemmas[self.tokens[token].lemma as usize]
    }
    /// Fine tag (Penn Treebank): `NNP`, `VBD`.
    pub fn tag(&self, token: usize) -> &str {
        &self.strings[self.tokens[token].tag as usize]
    }
    /// Coarse part of speech (Universal Dependencies): `PROPN`, `VERB`.
    pub fn pos(&self, token: usize) -> &str {
        &self.strings[self.tokens[token].pos as usize]
    }
    /// Morphological features: `Number=Sing|Person=3`; empty when there are none.
    pub fn morph(&self, token: usize) -> &str {
        &self.strings[self.tokens[token].morph as usize]
    }
    /// Dependency label (ClearNLP): `nsubj`, `ccomp`, `ROOT`.
    pub fn dep(&self, token: usize) -> &str {
        &self.strings[self.tokens[token].dep as usize]
    }
    /// The token's head; a root is its own head.
    pub fn head(&self, token: usize) -> usize {
        self.tokens[token].head as usize
    }
    /// Whether a blank follows.
    pub fn space_after(&self, token: usize) -> bool {
        self.tokens[token].space_after
    }
    /// Whether the token is white space.
    pub fn is_space(&self, token: usize) -> bool {
        self.tokens[token].is_space
    }
    /// Direct dependants, in order of the text.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let (a, b) = (self.child_start[token] as usize, self.child_start[token + 1] as usize);
        self.children[a..b].iter().map(|c| *c as usize)
    }
    /// First and last token (inclusive) of everything below the token, itself included. For a
    /// non-projective tree the range may hold tokens of other subtrees.
    pub fn edges(&self, token: usize) -> (usize, usize) {
        let (a, b) = self.edges[token];
        (a as usize, b as usize)
    }
    /// Number of sentences.
    pub fn sentences(&self) -> usize {
        self.sentences.len().saturating_sub(1)
    }
    /// Tokens of a sentence.
    pub fn sentence(&self, sentence: usize) -> std::ops::Range<usize> {
        self.sentences[sentence] as usize..self.sentences[sentence + 1] as usize
    }
    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.tokens[token].sentence as usize
    }
    /// Named entities, in order.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }
    /// Label of an entity.
    pub fn label(&self, entity: &Entity) -> &str {
        &self.strings[entity.label as usize]
    }
    /// Index of the entity that holds a token.
    pub fn entity_of(&self, token: usize) -> Option<usize> {
        let entity = self.tokens[token].entity;
        (entity != u32::MAX).then_some(entity as usize)
    }
    /// What the shared network made of a token in its context: 96 numbers. Empty for documents that
    /// were built from rows.
    pub fn tensor(&self, token: usize) -> &[f32] {
        self.tensor.chunks_exact(crate::net::pack::WIDTH).nth(token).unwrap_or(&[])
    }
    /// The vector (300 numbers, not normalised) of a token's word as it is written; `None` where the
    /// pipeline has none for it, and for documents that were built from rows.
    pub fn vector(&self, token: usize) -> Option<&[f32]> {
        self.pipeline.as_ref()?.vector_of(string_id(self.word(token)))
    }
    /// Name and version of the pipeline that analysed the text, such as `en_core_web_md` and `3.7.1`;
    /// `None` for documents that were built from rows.
    pub fn pipeline(&self) -> Option<(&str, &str)> {
        self.pipeline.as_ref().map(|p| (&*p.tables.name, &*p.tables.version))
    }
    /// The first token that ends after this byte: the token that holds it, or the next one.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.end as usize <= byte)
    }
}

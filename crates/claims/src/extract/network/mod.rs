//! A small trained network finds attributions: which words are a cue, and for each cue which words are its
//! source and its content.
//!
//! The way of a document: [`units`] cuts it into paragraphs without white space; [`input`] makes the first
//! state of every token from what the grammar says of it and of its head; [`layers`] lets tokens see their
//! neighbours, their heads and the rest of the paragraph; [`crf`] weighs whole sequences of tags. Then
//! every cue is read for itself: [`path`] says how each token stands to it, and [`roles`] which role it
//! plays. [`decode`] turns chances into attributions. Everything is exact: the same document gives the same
//! numbers, up to the last bits, whatever else is read and on whichever machine.

mod crf;
mod decode;
mod input;
mod lanes;
mod layers;
mod path;
mod roles;
mod sequences;
mod units;
mod vocabulary;
mod weights;

pub use weights::NetworkError;

use crf::Chain;
use input::{Input, Words};
use layers::{Encoder, Output, Room};
use nlp::Doc;
use roles::{Cue, Read, Roles};
use sequences::Sequences;
use std::sync::OnceLock;
use units::Unit;
use vocabulary::{Ids, Vocabulary};
use weights::Weights;

/// Numbers of a state.
const WIDTH: usize = 128;
/// Numbers of the state of one direction of an LSTM.
const HALF: usize = WIDTH / 2;
/// Tokens that are worked on together, but for the last unit or cue: enough that steps of many sequences
/// are one product, few enough for the caches and to bound the memory.
const BATCH: usize = 1024;

static BUILTIN: &[u8] = include_bytes!("../../../weights/attribution.safetensors");

/// The trained network. Shared between threads.
pub struct Network {
    grammar: (String, String),
    threshold: f32,
    vocabulary: Vocabulary,
    input: Input,
    encoder: Encoder,
    cue: Output,
    cue_chain: Chain,
    roles: Roles,
}

/// An attribution. Tokens are those of the document, ascending; white space is never among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The words that attribute, one behind the other; at least one.
    pub cue: Vec<usize>,
    /// Who is given as saying it; may be empty.
    pub source: Vec<usize>,
    /// What is said; holds at least one word.
    pub content: Vec<usize>,
    /// How sure all of it is: `cue_score` times the mean chance of the content's tokens.
    pub score: f32,
    /// How sure the surest token of the cue is, 0 to 1.
    pub cue_score: f32,
    /// Whether the cue lies wholly in the content of another attribution.
    pub nested: bool,
}

impl Network {
    /// A network from the bytes of a file of weights.
    ///
    /// # Errors
    /// When something is missing or has another shape than this version reads. Bytes that were changed
    /// within the numbers are not noticed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Network, NetworkError> {
        let weights = Weights::open(bytes)?;
        let form = |key: &str| NetworkError::Form(key.to_owned());
        let (name, version) = weights.text("grammar")?.split_once(' ').ok_or_else(|| form("grammar"))?;
        let vocabulary = Vocabulary::read(&weights)?;
        Ok(Network {
            grammar: (name.to_owned(), version.to_owned()),
            threshold: weights.text("threshold")?.parse().map_err(|_| form("threshold"))?,
            input: Input::read(&weights, &vocabulary)?,
            encoder: Encoder::read(&weights, "shared", 2)?,
            cue: Output::read(&weights, "cue")?,
            cue_chain: Chain::read(&weights, "cue")?,
            roles: Roles::read(&weights, &vocabulary)?,
            vocabulary,
        })
    }

    /// The network that comes with the program, read when it is first asked for.
    pub fn builtin() -> &'static Network {
        static NETWORK: OnceLock<Network> = OnceLock::new();
        NETWORK.get_or_init(|| Network::from_bytes(BUILTIN).expect("the tests read these bytes"))
    }

    /// Name and version of the pipeline whose grammar the network has learnt to read.
    pub fn grammar(&self) -> (&str, &str) {
        (&self.grammar.0, &self.grammar.1)
    }

    /// The least score of a cue that its makers advise.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Whether the document was analysed by the pipeline that the network reads.
    pub fn fits(&self, doc: &Doc) -> bool {
        doc.pipeline() == Some(self.grammar())
    }

    /// The attributions of a document whose cues have at least this score, in order of their cues. None for
    /// a document that does not fit.
    pub fn find(&self, doc: &Doc, threshold: f32) -> Vec<Found> {
        if !self.fits(doc) {
            return Vec::new();
        }
        let (mut words, mut room, mut found) = (Words::default(), Room::default(), Vec::new());
        let units = units::units(doc);
        for batch in batches(&units, Unit::len) {
            self.read(doc, batch, threshold, &mut words, &mut room, &mut found);
        }
        found
    }

    /// Finds the attributions of some units.
    fn read(
        &self,
        doc: &Doc,
        units: &[Unit],
        threshold: f32,
        words: &mut Words,
        room: &mut Room,
        found: &mut Vec<Found>,
    ) {
        let sequences = Sequences::new(units.iter().map(|unit| &unit.heads[..]));
        let all: Vec<Ids> =
            units.iter().flat_map(|unit| &unit.tokens).map(|t| self.vocabulary.ids(doc, *t)).collect();
        let mut states = self.input.apply(doc, units, &all, &sequences, words);
        self.encoder.apply(&sequences, &mut states, room);
        let scores = self.cue.apply(&states);
        let (mut cues, mut spans) = (Vec::new(), Vec::new());
        for (number, unit) in units.iter().enumerate() {
            let marginals = self.cue_chain.marginals(&scores[sequences.range(number)]);
            for span in decode::cue_spans(&marginals, threshold) {
                let head = path::cue_head(doc, unit, &span.tokens);
                cues.push(Cue { unit: number, tokens: span.tokens.clone(), head });
                spans.push(span);
            }
        }
        let mut rest = &all[..];
        let ids: Vec<&[Ids]> = units.iter().filter_map(|unit| rest.split_off(..unit.len())).collect();
        let prepared = self.roles.prepare(&states, &sequences, &cues);
        let read = Read { units, ids: &ids, sequences: &sequences, states: &states, prepared: &prepared };
        let mut spans = spans.iter();
        let mut first = (usize::MAX, found.len());
        for batch in batches(&cues, |cue| units[cue.unit].len()) {
            let roles = self.roles.apply(&read, batch, room);
            for ((cue, roles), span) in batch.iter().zip(roles).zip(&mut spans) {
                if cue.unit != first.0 {
                    decode::mark_nested(&mut found[first.1..]);
                    first = (cue.unit, found.len());
                }
                found.extend(decode::attribution(doc, &units[cue.unit], span, &roles));
            }
        }
        decode::mark_nested(&mut found[first.1..]);
    }
}

/// Cuts a list into runs of at most [`BATCH`] tokens, or one item.
fn batches<'a, T>(items: &'a [T], length: impl Fn(&T) -> usize + 'a) -> impl Iterator<Item = &'a [T]> {
    let mut rest = items;
    std::iter::from_fn(move || {
        let mut tokens = 0;
        let fits = |item: &&T| {
            tokens += length(item);
            tokens <= BATCH
        };
        let count = rest.iter().take_while(fits).count().max(1).min(rest.len());
        rest.split_off(..count).filter(|batch| !batch.is_empty())
    })
}

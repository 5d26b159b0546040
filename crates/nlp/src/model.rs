//! A model: a mapped file, and what is read of it once.

use crate::doc::Doc;
use crate::format;
use crate::hash::string_id;
use crate::layout::{ENTITY_SLOTS, LayerAt, NetAt, StepsAt, TREE_SLOTS, layer_at, net_at, steps_at};
use crate::net::kernel::Layer;
use crate::net::pack::WIDTH;
use crate::net::step::StepModel;
use crate::net::tok2vec::{Tok2Vec, VECTOR};
use crate::parse::TreeMoves;
use crate::parse::entity::EntityMoves;
use crate::parse::moves::{entity_moves, tree_moves};
use crate::pattern::PatternError;
use crate::pipeline::{Bytes, Lookup, Pipeline};
use crate::ruler::Ruler;
use crate::strings::Strings;
use crate::tables::Tables;
use crate::token::Tokenizer;
use crate::token::affix::Affixes;
use crate::token::phrase::Phrases;
use crate::worker::{State, Worker};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// Why bytes are no model that this version can run.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The first bytes are not those of a model file.
    #[error("this is not a model file")]
    NotAModel,
    /// The file was written by another version of the converter.
    #[error("the model file has format {found}, this program reads format {wanted}: convert the model again")]
    Version {
        /// Version in the file.
        found: u32,
        /// Version that this program reads.
        wanted: u32,
    },
    /// The file is cut short, or something follows it.
    #[error("the model file has {found} bytes instead of {wanted}: it was not copied whole")]
    Length {
        /// Bytes that are there.
        found: u64,
        /// Bytes that the header promises.
        wanted: u64,
    },
    /// A part is missing or has the wrong size.
    #[error("the model file is damaged: {0}")]
    Damaged(String),
    /// The bytes are not those that were written ([`Model::verify`]).
    #[error("the model file is damaged: its hash does not match")]
    Hash,
    /// Numbers are stored with the least byte first.
    #[error("models run on little-endian machines only")]
    Endian,
}

impl From<PatternError> for ModelError {
    fn from(error: PatternError) -> ModelError {
        ModelError::Damaged(error.to_string())
    }
}

/// A pipeline that is ready to annotate. Shared between threads; each uses a [`Worker`] of its own,
/// or [`Model::annotate`], which keeps some.
pub struct Model {
    pub(crate) pipeline: Arc<Pipeline>,
    shared: NetAt,
    entity: NetAt,
    tagger: LayerAt,
    parser: StepsAt,
    ner: StepsAt,
    norms: Lookup,
    lemma_index: Vec<(String, Range<usize>)>,
    pub(crate) tags: Vec<u16>,
    pub(crate) tree_moves: TreeMoves,
    pub(crate) entity_moves: EntityMoves,
    pub(crate) ruler: Ruler,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) strings: Arc<[Box<str>]>,
    idle: Mutex<Vec<State>>,
}

/// Idle workers that are kept for [`Model::annotate`].
const MOST_IDLE: usize = 16;

impl Model {
    /// A model from the bytes of a model file, best a memory-mapped one: only what is used is ever
    /// read. Checks magic, version, length and the size of every part, not the hash (see
    /// [`Model::verify`]). Bytes that do not start at a multiple of eight are copied.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Model, ModelError> {
        if cfg!(target_endian = "big") {
            return Err(ModelError::Endian);
        }
        let bytes = Bytes::new(bytes);
        let s = format::open(bytes.get())?;
        let tables: Tables = serde_json::from_slice(&bytes.get()[s.get("tables")?])
            .map_err(|e| ModelError::Damaged(format!("tables: {e}")))?;
        let with_vectors = tables.vectors > 0;
        let keys = s.get("vectors.keys")?;
        let mut strings = Strings::default();
        let tags = tables.tags.iter().map(|t| strings.id(t)).collect();
        let tree_moves = tree_moves(&tables, &mut strings)?;
        let entity_moves = entity_moves(&tables, &mut strings)?;
        let ruler = Ruler::new(&tables.rules, &mut strings)?;
        let norms = s.get("norms.keys")?;
        let vectors = s.floats("vectors.rows", (tables.vectors as usize).saturating_mul(VECTOR))?;
        let keys = with_vectors
            .then(|| {
                Ok::<_, ModelError>(Lookup { values: s.sized("vectors.index", keys.len() / 8, 4)?, keys })
            })
            .transpose()?;
        let index = |pos: &String| Ok((pos.clone(), s.get(&format!("lemma.{pos}"))?));
        Ok(Model {
            shared: net_at(&s, "shared", &tables.shared, with_vectors)?,
            entity: net_at(&s, "entity", &tables.entity, with_vectors)?,
            tagger: layer_at(&s, "tagger", WIDTH, tables.tags.len().max(1))?,
            parser: steps_at(&s, "parser", TREE_SLOTS, tables.parser.len())?,
            ner: steps_at(&s, "ner", ENTITY_SLOTS, tables.ner.len())?,
            norms: Lookup { values: s.sized("norms.values", norms.len() / 8, 8)?, keys: norms },
            lemma_index: tables.lemmas.keys().map(index).collect::<Result<_, ModelError>>()?,
            tokenizer: Tokenizer {
                affixes: Affixes::new(&tables.tokenizer)?,
                phrases: Phrases::new(&tables.tokenizer.phrases),
            },
            tags,
            tree_moves,
            entity_moves,
            ruler,
            strings: strings.into_list().into(),
            idle: Mutex::default(),
            pipeline: Arc::new(Pipeline { bytes, tables, keys, vectors }),
        })
    }

    /// Reads the whole file and compares it with the hash that it carries.
    pub fn verify(&self) -> Result<(), ModelError> {
        format::verify(self.pipeline.bytes.get())
    }

    /// Name of the pipeline, such as `en_core_web_md`.
    pub fn name(&self) -> &str {
        &self.pipeline.tables.name
    }

    /// Version of the pipeline, such as `3.7.1`.
    pub fn version(&self) -> &str {
        &self.pipeline.tables.version
    }

    /// The vector (300 numbers, not normalised) of a word as it is written; `None` where the model
    /// has none for it.
    pub fn vector(&self, word: &str) -> Option<&[f32]> {
        self.vector_of(string_id(word))
    }

    /// Analyses a text whole: sentences before and after may change what a word is. An empty text
    /// gives an empty document. Any number of threads may call this at once.
    pub fn annotate(&self, text: &str) -> Doc {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut worker = Worker::with(self, idle.unwrap_or_default());
        let doc = worker.annotate(text);
        if let Ok(mut idle) = self.idle.lock()
            && idle.len() < MOST_IDLE
        {
            idle.push(worker.into_state());
        }
        doc
    }

    /// A worker with caches of its own, for one thread.
    pub fn worker(&self) -> Worker<'_> {
        Worker::with(self, State::default())
    }

    pub(crate) fn numbers<T: bytemuck::AnyBitPattern>(&self, range: &Range<usize>) -> &[T] {
        self.pipeline.numbers(range)
    }

    pub(crate) fn vector_of(&self, orth: u64) -> Option<&[f32]> {
        self.pipeline.vector_of(orth)
    }

    /// The model's norm of a word.
    pub(crate) fn norm_of(&self, orth: u64) -> Option<u64> {
        let at = self.numbers::<u64>(&self.norms.keys).binary_search(&orth).ok()?;
        self.numbers::<u64>(&self.norms.values).get(at).copied()
    }

    /// The lemma of a word with a part of speech and features.
    pub(crate) fn lemma(&self, text: &str, pos: &str, morph: &str) -> String {
        let name = pos.to_lowercase();
        let source =
            self.pipeline.tables.lemmas.get(&name).zip(self.lemma_index.iter().find(|i| i.0 == name));
        let source = source
            .map(|(tables, (_, index))| crate::lemma::LemmaSource { tables, index: self.numbers(index) });
        crate::lemma::lemma(text, pos, morph, source)
    }

    pub(crate) fn shared_net(&self) -> Tok2Vec<'_> {
        self.net(&self.shared)
    }
    pub(crate) fn entity_net(&self) -> Tok2Vec<'_> {
        self.net(&self.entity)
    }
    pub(crate) fn tagger(&self) -> Layer<'_> {
        self.layer(&self.tagger)
    }
    pub(crate) fn parser(&self) -> StepModel<'_> {
        self.steps(&self.parser)
    }
    pub(crate) fn ner(&self) -> StepModel<'_> {
        self.steps(&self.ner)
    }
}

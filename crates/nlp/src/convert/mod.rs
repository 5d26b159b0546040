//! From the files of an unpacked spaCy pipeline to one model file.

mod lookups;
mod msgpack;
mod network;
mod rules;
mod thinc;

use crate::format::Writer;
use crate::net::tok2vec::VECTOR;
use crate::tables::Tables;
use serde_json::Value as Json;

/// Why a pipeline cannot be converted.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// A file of the pipeline is not there.
    #[error("{file}: this file of the pipeline is missing")]
    Missing {
        /// Path within the pipeline.
        file: String,
    },
    /// A file cannot be read.
    #[error("{file}: {why}")]
    Damaged {
        /// Path within the pipeline.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// The pipeline is of a kind that this crate does not run.
    #[error("{file}: not supported: {why}")]
    Unsupported {
        /// Path within the pipeline.
        file: String,
        /// What was found and what would be supported.
        why: String,
    },
}

type Converted<T> = Result<T, ConvertError>;

fn damaged<T>(file: &str, why: impl Into<String>) -> Converted<T> {
    Err(ConvertError::Damaged { file: file.to_owned(), why: why.into() })
}

fn unsupported<T>(file: &str, why: impl Into<String>) -> Converted<T> {
    Err(ConvertError::Unsupported { file: file.to_owned(), why: why.into() })
}

/// Reads the files of a pipeline.
struct Source<'a>(&'a mut dyn FnMut(&str) -> Option<Vec<u8>>);

impl Source<'_> {
    fn bytes(&mut self, file: &str) -> Converted<Vec<u8>> {
        (self.0)(file).ok_or_else(|| ConvertError::Missing { file: file.to_owned() })
    }

    fn json(&mut self, file: &str) -> Converted<Json> {
        let bytes = self.bytes(file)?;
        serde_json::from_slice(&bytes).or_else(|e| damaged(file, e.to_string()))
    }

    fn msgpack(&mut self, file: &str) -> Converted<rmpv::Value> {
        msgpack::read(file, &self.bytes(file)?)
    }
}

/// The components that a pipeline needs.
const COMPONENTS: &[&str] = &["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"];

/// Makes one model file of an unpacked spaCy 3 English CNN pipeline (`en_core_web_sm`,
/// `en_core_web_md`, 3.6 to 3.8), with or without vectors.
///
/// `read` returns the bytes of a file by its path within the pipeline, such as `tok2vec/model`.
/// Pipelines of other kinds (transformers, other languages or widths) are refused with an error that
/// names the file and says why.
pub fn convert(read: &mut dyn FnMut(&str) -> Option<Vec<u8>>) -> Result<Vec<u8>, ConvertError> {
    let mut source = Source(read);
    let (name, version) = identity(&source.json("meta.json")?)?;
    let mut file = Writer::default();
    let vectors = lookups::vectors(&mut source, &mut file)?;
    let with_vectors = vectors > 0;
    let shared = thinc::load(&mut source, "tok2vec/model")?;
    let shared = network::tok2vec(&shared, "shared", with_vectors, &mut file)?;
    let entity_model = thinc::load(&mut source, "ner/model")?;
    let entity = network::tok2vec(&entity_model, "entity", with_vectors, &mut file)?;
    let tags = network::tagger(&mut source, &mut file)?;
    let parser = rules::moves(&mut source, "parser/moves", false)?;
    let tree_model = thinc::load(&mut source, "parser/model")?;
    network::steps(&tree_model, "parser", crate::layout::TREE_SLOTS, parser.len(), &mut file)?;
    let ner = rules::moves(&mut source, "ner/moves", true)?;
    network::steps(&entity_model, "ner", crate::layout::ENTITY_SLOTS, ner.len(), &mut file)?;
    lookups::norms(&mut source, &mut file)?;
    let tables = Tables {
        name,
        version,
        vectors,
        shared,
        entity,
        tags,
        parser,
        ner,
        tokenizer: rules::tokenizer(&mut source)?,
        rules: rules::ruler(&mut source)?,
        lemmas: lookups::lemmas(&mut source, &mut file)?,
    };
    file.bytes("tables", serde_json::to_vec(&tables).or_else(|e| damaged("meta.json", e.to_string()))?);
    let file = file.finish();
    // What this crate would not load is not handed out.
    match crate::Model::from_bytes(file.clone()) {
        Ok(_) => Ok(file),
        Err(e) => unsupported("config.cfg", e.to_string()),
    }
}

/// Name and version; checks language and components.
fn identity(meta: &Json) -> Converted<(String, String)> {
    let text = |key: &str| meta[key].as_str().unwrap_or_default();
    let file = "meta.json";
    if text("lang") != "en" {
        return unsupported(file, format!("the language is {:?}, only \"en\" is supported", text("lang")));
    }
    let pipeline: Vec<&str> =
        meta["pipeline"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    if let Some(other) = pipeline.iter().find(|p| p.contains("transformer")) {
        return unsupported(file, format!("the pipeline has a {other}; only CNN pipelines (sm, md) are"));
    }
    if let Some(missing) = COMPONENTS.iter().find(|c| !pipeline.contains(c)) {
        return unsupported(file, format!("the pipeline has no {missing}"));
    }
    let width = meta["vectors"]["width"].as_u64().unwrap_or(0);
    if width != 0 && width != VECTOR as u64 {
        return unsupported(file, format!("word vectors have {width} numbers instead of {VECTOR}"));
    }
    Ok((format!("en_{}", text("name")), text("version").to_owned()))
}

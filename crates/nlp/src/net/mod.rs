//! The neural part: embeddings, convolutions, and the scores of transitions.

pub(crate) mod kernel;
pub(crate) mod lanes;
pub(crate) mod machine;
pub mod matrix;
pub(crate) mod pack;
pub(crate) mod step;
pub(crate) mod tok2vec;
#[cfg(target_arch = "x86_64")]
mod x86;

//! Who speaks and who is spoken of.

use crate::{ActorId, Span};
use serde::{Deserialize, Serialize};

/// What sort of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// One human being.
    Person,
    /// An armed or informal group, a coalition.
    Group,
    /// An organisation, an agency, an outlet.
    Organisation,
    /// A state or its government.
    State,
    /// A class of people that the text does not name: "officials", "witnesses".
    Unnamed,
    /// A thing that speaks: a report, a video, a map, a poll.
    Document,
}

/// An actor of one document, or of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Actor {
    /// By kind and canonical name; for an unnamed one also its document.
    pub id: ActorId,
    /// The fullest name that the text or the lexicon gives.
    pub name: String,
    /// What sort.
    pub kind: ActorKind,
    /// Other names.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aliases: Vec<String>,
    /// Bodies that it speaks for or belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub affiliations: Vec<String>,
    /// Whether the text names it.
    pub named: bool,
}

/// An actor in short, as claims carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ActorRef {
    /// Which actor.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What sort.
    pub kind: ActorKind,
}

impl From<&Actor> for ActorRef {
    fn from(actor: &Actor) -> ActorRef {
        ActorRef { id: actor.id.clone(), name: actor.name.clone(), kind: actor.kind }
    }
}

/// How the text refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By name.
    Name,
    /// By a description: "the group", "his spokesman".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// One place in the text where an actor is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mention {
    /// The whole noun phrase without what follows a comma.
    pub span: Span,
    /// Index of its head token.
    pub head: usize,
    /// Index into the document's actors.
    pub actor: usize,
    /// How it refers.
    pub form: MentionForm,
    /// Why this actor, when it is not plain from the words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<String>,
}

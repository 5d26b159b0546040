//! One attributed statement in a document.

use crate::{ActorRef, Answer, ClaimId, DocumentId, Place, Quantity, QuestionId, Role, Span, When};
use serde::{Deserialize, Serialize};

/// Whether the content is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Quotation {
    /// All of it stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
    /// The publisher's own voice.
    None,
}

/// What the source does with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Stance {
    Asserts,
    Denies,
    DeclinesToConfirm,
    Predicts,
    Accuses,
    Promises,
    Threatens,
    Demands,
    Asks,
}

/// How sure the source is of it (FactBank).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Certainty {
    Certain,
    Probable,
    Possible,
    Unknown,
}

/// Whether the content says that something is so or that it is not so (FactBank).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[allow(missing_docs)]
pub enum Polarity {
    #[serde(rename = "+")]
    Positive,
    #[serde(rename = "-")]
    Negative,
}

/// Who is given as saying it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Source {
    /// Where the words stand.
    pub spans: Vec<Span>,
    /// The words.
    pub text: String,
    /// Who that is, as far as the text tells.
    pub actor: Option<ActorRef>,
    /// Bodies that it speaks for or belongs to, by the text or the lexicon.
    pub affiliations: Vec<String>,
    /// Whether the text names it. "Officials said": no.
    pub named: bool,
}

/// The words that attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Cue {
    /// Where they stand.
    pub spans: Vec<Span>,
    /// The words.
    pub text: String,
    /// Dictionary form of the head of the cue.
    pub lemma: String,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Content {
    /// One or more stretches, in order.
    pub spans: Vec<Span>,
    /// Their words, joined by " … ".
    pub text: String,
}

/// How or to whom it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Channel {
    /// The words: "in a statement", "told VOA's Kurdish service".
    pub text: String,
    /// Where they stand.
    pub spans: Vec<Span>,
}

/// What a link of the chain does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum LinkRole {
    Origin,
    Relay,
    Medium,
    Translator,
    Publisher,
}

/// One link from the origin to the publisher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Link {
    /// What it does.
    pub role: LinkRole,
    /// Who or what it is; nothing when the document does not say.
    pub name: Option<String>,
}

/// One attributed statement. Three stages complete it: `extract` finds the words, `ground` says
/// when, where, how many and who, `weigh` says which question it answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Claim {
    /// A hash of the document and the spans.
    pub id: ClaimId,
    /// The document that it stands in.
    pub document: DocumentId,
    /// The smallest stretch that holds source, cue and content.
    pub span: Span,
    /// The role of the passage that it stands in.
    pub passage: Role,
    /// Nothing for the publisher's own voice, and where the text leaves the source out.
    pub source: Option<Source>,
    /// From the origin to the publisher.
    pub chain: Vec<Link>,
    /// How or to whom it was said.
    pub channel: Option<Channel>,
    /// Nothing for the publisher's own voice without a hedge.
    pub cue: Option<Cue>,
    /// What is said.
    pub content: Content,
    /// Whether it is quoted.
    pub quotation: Quotation,
    /// What the source does with it.
    pub stance: Stance,
    /// How sure the source is.
    pub certainty: Certainty,
    /// Whether it says that something is so.
    pub polarity: Polarity,
    /// Said by the publisher.
    pub publisher_voice: bool,
    /// Stands inside the content of another claim.
    pub nested: bool,
    /// How sure hearsay is that somebody says this here, from 0 to 1; nothing where a rule found it.
    pub score: Option<f64>,
    /// When the source said it.
    pub claimed_time: Option<When>,
    /// When the thing said is supposed to hold or have happened.
    pub valid_time: Option<When>,
    /// Places in the content.
    pub places: Vec<Place>,
    /// Quantities in the content.
    pub quantities: Vec<Quantity>,
    /// Actors that the content speaks of.
    pub about: Vec<ActorRef>,
    /// The question that it answers.
    pub question: Option<QuestionId>,
    /// What it answers.
    pub answer: Option<Answer>,
    /// The rules that made it, innermost first.
    pub rules: Vec<String>,
    /// What could not be worked out, and why.
    pub notes: Vec<String>,
}

/// Who said what, as spans alone: one for each cue, whatever the number of statements that it makes
/// claims of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Attribution {
    /// Empty where the text leaves the source out and for the publisher's own voice.
    pub source: Vec<Span>,
    /// Empty for the publisher's own voice without a hedge.
    pub cue: Vec<Span>,
    /// Never empty; in order of the text.
    pub content: Vec<Span>,
    /// Whether it is quoted; mixed where the statements differ.
    pub quotation: Quotation,
    /// Said by the publisher.
    pub publisher_voice: bool,
    /// Stands inside the content of another attribution.
    pub nested: bool,
    /// As in [`Claim::score`].
    pub score: Option<f64>,
}

impl From<&Claim> for Attribution {
    fn from(claim: &Claim) -> Attribution {
        Attribution {
            source: claim.source_spans().to_vec(),
            cue: claim.cue_spans().to_vec(),
            content: claim.content.spans.clone(),
            quotation: claim.quotation,
            publisher_voice: claim.publisher_voice,
            nested: claim.nested,
            score: claim.score,
        }
    }
}

impl Claim {
    /// The id that the spans give. Empty `source` and `cue` for the publisher's own voice.
    pub fn id_of(document: &DocumentId, source: &[Span], cue: &[Span], content: &[Span]) -> ClaimId {
        let bytes = |spans: &[Span]| -> Vec<u8> {
            spans.iter().flat_map(|s| [s.start as u64, s.end as u64]).flat_map(u64::to_le_bytes).collect()
        };
        ClaimId::of(&[document.as_str().as_bytes(), &bytes(source), &bytes(cue), &bytes(content)])
    }

    /// The spans of the source; empty when there is none.
    pub fn source_spans(&self) -> &[Span] {
        self.source.as_ref().map_or(&[], |s| &s.spans)
    }

    /// The spans of the cue; empty when there is none.
    pub fn cue_spans(&self) -> &[Span] {
        self.cue.as_ref().map_or(&[], |c| &c.spans)
    }

    /// What is wrong with the spans: invariant 1, a claim points at bytes. Nothing, for a sound claim.
    pub fn fault(&self, text: &str) -> Option<String> {
        let fields = [
            ("source", self.source.as_ref().map(|s| (&s.spans, &s.text))),
            ("cue", self.cue.as_ref().map(|c| (&c.spans, &c.text))),
            ("content", Some((&self.content.spans, &self.content.text))),
            ("channel", self.channel.as_ref().map(|c| (&c.spans, &c.text))),
        ];
        for (name, field) in fields {
            let Some((spans, words)) = field else { continue };
            if spans.is_empty() {
                return Some(format!("{}: {name} has no span", self.id));
            }
            if let Some(bad) = spans.iter().find(|s| s.is_empty() || s.get(text).is_none()) {
                return Some(format!("{}: {name} {bad:?} is not in the text", self.id));
            }
            if *words != Span::join(spans, text) {
                return Some(format!("{}: {name} {words:?} is not what its spans hold", self.id));
            }
        }
        None
    }
}

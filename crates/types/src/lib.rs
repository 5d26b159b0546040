//! What are we talking about? The nouns of hearsay: documents and passages, claims and their
//! sources, times, places, quantities, actors, questions.
//!
//! Plain data with its JSON shape. Nothing here reads a file, asks a clock or knows a language
//! model. Every span is a pair of byte offsets into [`Document::text`].

mod actor;
mod bond;
mod claim;
mod date;
mod document;
mod event;
mod id;
mod number;
mod place;
mod quantity;
mod question;
#[cfg(feature = "schema")]
mod schema;
mod span;
mod testimony;

pub use actor::{Actor, ActorKind, ActorRef, Mention, MentionForm};
pub use bond::Bond;
pub use claim::{
    Attribution, Certainty, Channel, Claim, Content, Cue, Link, LinkRole, Polarity, Quotation, Source, Stance,
};
pub use date::{Dated, Moment, Stretch, Time, TimeType, When};
pub use document::{Document, Kind, OffsetMap, Passage, Role, Segment};
pub use event::{Alleged, Counted, Event, Harm, Toll};
pub use id::{ActorId, ClaimId, DocumentId, EventId, QuestionId, StoryId};
pub use place::{Place, PlaceKind, PlaceRole, Precision};
pub use quantity::{Change, Measure, Quantity};
pub use question::{
    Answer, AnswerValue, Given, Grade, HEARD, Question, Range, Reason, Standing, Suggestion, Tie,
};
pub use span::Span;
pub use testimony::{Asked, Days, Mode, Spot, Testimony, Voice, Who, name_key};

//! Who says what? Three modules that hand one type on, ever more complete:
//! [`extract`] finds source, cue and content; [`ground`] says when, where, how many and which actor;
//! [`weigh`] says which question a claim answers and which claims cannot all be right.
//!
//! Pure: given a document, its grammar and a [`World`], it returns a [`Sheet`]. It never fails; what
//! it could not work out stands in the notes.

pub mod extract;
pub mod ground;
mod lexicon;
pub mod weigh;

pub use lexicon::{LexiconError, Lexicons};

use ground::{actor::Actors, place::Gazetteer};
use rustc_hash::FxHashSet;
use types::{
    Attribution, Certainty, Claim, ClaimId, Document, Event, Place, Quantity, Question, Testimony, Time,
};

/// What the words of a document are read against.
pub struct World {
    /// Words and facts as data.
    pub lexicons: Lexicons,
    /// The places of the world.
    pub gazetteer: Gazetteer,
    /// From which score on an attribution counts; by default what the makers of the network advise.
    pub least_score: Option<f32>,
}

/// All that one document says.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Time expressions, in order.
    pub times: Vec<Time>,
    /// Toponyms, in order.
    pub places: Vec<Place>,
    /// Quantities, in order.
    pub quantities: Vec<Quantity>,
    /// Who is mentioned where.
    pub actors: Actors,
    /// Who said what, as spans alone.
    pub attributions: Vec<Attribution>,
    /// Attributed statements, in order.
    pub claims: Vec<Claim>,
    /// What they say to each kind of question, for weighing them with those of other documents.
    pub testimonies: Vec<Testimony>,
    /// What they answer, the contested first.
    pub questions: Vec<Question>,
    /// The main violent event.
    pub event: Option<Event>,
}

/// Reads a document whose grammar is known. `syntax` must be the analysis of
/// [`Document::statements`], so that its offsets are the document's.
pub fn read(document: &Document, syntax: &nlp::Doc, world: &World) -> Sheet {
    let lexicons = &world.lexicons;
    let published = document.published.as_ref().map(|d| d.at.date);
    let times = ground::time::find(syntax, &lexicons.time, published);
    let quantities = ground::quantity::find(syntax, &lexicons.quantity, &times);
    let places = ground::place::find(syntax, &lexicons.place, &world.gazetteer);
    let actors = ground::actor::find(document, syntax, &lexicons.actor);
    let extract::Extracted { attributions, claims } =
        extract::extract(document, syntax, &lexicons.cue, world.least_score);
    let mut sheet = Sheet { times, places, quantities, actors, attributions, claims, ..Sheet::default() };
    ground::ground(document, syntax, &lexicons.time, &mut sheet);
    sheet.event = event(document, syntax, world, &mut sheet);
    let question = &lexicons.question;
    let event = sheet.event.as_ref();
    sheet.testimonies = weigh::testimonies(document, syntax, question, &sheet.actors, &sheet.claims, event);
    sheet.questions = weigh::weigh(question, &sheet.testimonies, published, &mut sheet.claims);
    sheet.claims.retain(is_to_the_point);
    let kept: FxHashSet<&ClaimId> = sheet.claims.iter().map(|c| &c.id).collect();
    sheet.testimonies.retain(|t| kept.contains(&t.claim));
    let own = sheet.claims.iter().filter(|c| c.publisher_voice && c.score.is_none());
    sheet.attributions.extend(own.map(Attribution::from));
    sheet.attributions.sort_by_key(|a| (a.content.first().copied(), a.cue.first().copied()));
    sheet
}

/// The main violent event, told by whole sentences: they are grounded as claims are.
fn event(document: &Document, syntax: &nlp::Doc, world: &World, sheet: &mut Sheet) -> Option<Event> {
    let own = std::mem::replace(&mut sheet.claims, weigh::statements(document, syntax));
    ground::ground(document, syntax, &world.lexicons.time, sheet);
    let statements = std::mem::replace(&mut sheet.claims, own);
    weigh::event(document, syntax, world, sheet, &statements)
}

/// What the publisher states itself, plainly, is a claim only where it answers a question.
fn is_to_the_point(claim: &Claim) -> bool {
    let plain = claim.publisher_voice && claim.cue.is_none() && claim.certainty == Certainty::Certain;
    !plain || claim.question.is_some()
}

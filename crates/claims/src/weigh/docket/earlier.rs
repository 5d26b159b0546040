//! What the docket asks of whoever keeps the testimonies, and what it tells them to note.

use crate::weigh::cells::Cell;
use crate::weigh::episode::Stretch;
use crate::weigh::judge::Effect;
use crate::weigh::range::Number;
use crate::weigh::row::Prepared;
use crate::weigh::window::Reach;
use std::sync::Arc;
use types::{ClaimId, DocumentId, QuestionId, Testimony, Tie};

/// The name of a testimony: its document and its number there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// Where it stands.
    pub document: DocumentId,
    /// Its number there.
    pub at: u32,
}

impl Name {
    /// The name of this one.
    pub fn of(t: &Testimony) -> Name {
        Name { document: t.document.clone(), at: t.at }
    }
}

/// What became of a testimony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// Its voice said otherwise, or the same again, later.
    pub replaced: bool,
    /// By it its voice took an earlier answer back.
    pub revises: bool,
    /// It was taken back.
    pub gone: bool,
}

impl State {
    /// Whether it counts.
    pub fn live(&self) -> bool {
        !self.replaced && !self.gone
    }
}

/// What a keeper indexes of a testimony, beside the testimony itself, its question and its state.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// Which testimony.
    pub name: Name,
    /// Its claim.
    pub claim: ClaimId,
    /// Its question without regard to the day.
    pub base: QuestionId,
    /// The key of the voice: with `base` it says in which chain it stands.
    pub voice: String,
    /// Sorts what one voice said, byte by byte.
    pub spoken: String,
    /// Whether it stands in a chain at all.
    pub chained: bool,
    /// What it adds to the range of its question.
    pub number: Option<Number>,
    /// Where it lies.
    pub cells: Vec<Cell>,
    /// Between which days other documents' testimonies bear on it.
    pub reach: Reach,
    /// The days of its event; nothing for one that stands under the question without regard to the day.
    pub days: Option<Stretch>,
    /// It takes something back: no answer.
    pub withdraws: bool,
    /// It stands under "if": no answer, and under no question.
    pub conditional: bool,
    /// It answers what is to come.
    pub foretold: bool,
    /// It answers, and does not ask or refuse.
    pub answers: bool,
    /// The one who says it would have reason to deny it.
    pub admits: bool,
}

/// Where adding a testimony will look, so that a keeper may ask for much together beforehand.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Its question without regard to the day.
    pub base: QuestionId,
    /// See [`Earlier::near`].
    pub cells: Vec<Cell>,
    /// Likewise.
    pub reach: Reach,
    /// See [`Earlier::chain`].
    pub voice: String,
    /// Likewise; nothing where it stands in no chain.
    pub spoken: Option<String>,
    /// See [`Earlier::episodes`]; nothing where it has none.
    pub episode: Option<Stretch>,
}

/// A testimony as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// What it says.
    pub prepared: Arc<Prepared>,
    /// Under which question it stands.
    pub question: QuestionId,
    /// What became of it.
    pub state: State,
}

impl Held {
    /// What it says.
    pub fn testimony(&self) -> &Testimony {
        self.prepared.testimony()
    }
}

/// The days of an event that have a question of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// The question.
    pub question: QuestionId,
    /// First and last day, as days since 1970-01-01.
    pub days: Stretch,
}

/// Two testimonies that count together while both are live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The first; for what came of a prediction, the prediction.
    pub a: Name,
    /// The second.
    pub b: Name,
    /// How they are tied.
    pub tie: Tie,
    /// By which rule.
    pub rule: &'static str,
    /// What follows: for the questions of both; what came of a prediction only for the prediction's.
    pub effect: Effect,
}

/// What adding one testimony changes. To be noted in this order, all of it or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The new testimony.
    pub slip: Slip,
    /// Its question.
    pub question: QuestionId,
    /// Its episode as it is now, where it has one.
    pub episode: Option<Episode>,
    /// Questions that are no more: all that stood under the first stands under the second now, and the old
    /// id leads there.
    pub moved: Vec<(QuestionId, QuestionId)>,
    /// The states that changed, that of the new one included.
    pub states: Vec<(Name, State)>,
    /// Pairs that count; one that is noted already is noted again.
    pub joined: Vec<Joined>,
    /// Questions whose standing may have changed.
    pub touched: Vec<QuestionId>,
    /// How many pairs were compared.
    pub compared: usize,
}

/// What taking one testimony out changes for those that stay. To be noted as a [`Change`] is.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// The states that changed.
    pub states: Vec<(Name, State)>,
    /// Pairs that count now; one that is noted already is noted again.
    pub joined: Vec<Joined>,
    /// Questions whose standing may have changed, but for that of the testimony itself and of those that it was joined with.
    pub touched: Vec<QuestionId>,
    /// How many pairs were compared.
    pub compared: usize,
}

/// What was added before. Every list is in any order but for [`Earlier::chain`].
pub trait Earlier {
    /// Live testimonies that lie in one of these cells and whose reach meets this one, or that lie there and
    /// stand in this document.
    fn near(&self, cells: &[Cell], reach: Reach, document: &DocumentId) -> Vec<Held>;

    /// What a voice said to a question: of those that stand in the chain, the last `steps` before this place
    /// in it and the first `steps` after it, in order of [`Slip::spoken`]. The one at the place itself is left
    /// out. Live or not.
    fn chain(&self, base: &QuestionId, voice: &str, spoken: &str, steps: usize) -> (Vec<Held>, Vec<Held>);

    /// What takes something back under a question, whatever the day.
    fn withdrawals(&self, base: &QuestionId) -> Vec<Held>;

    /// What a voice said or a publisher printed under a question, whatever the day, unless it takes something
    /// back or is gone.
    fn printed(&self, base: &QuestionId, voice: &str, publisher: Option<&str>) -> Vec<Held>;

    /// All testimonies of a claim.
    fn of_claim(&self, claim: &ClaimId) -> Vec<Held>;

    /// The episodes of a question that have a day in this stretch.
    fn episodes(&self, base: &QuestionId, days: Stretch) -> Vec<Episode>;

    /// The questions of all that are joined with this testimony.
    fn partners(&self, name: &Name) -> Vec<QuestionId>;
}

//! Named entities: one action a token, from left to right (BILUO).

use crate::net::step::{SlotCache, StepModel, Steps};
use crate::parse::state::NONE;

/// What an action does; the numbers are those of model files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Biluo {
    Begin = 1,
    In = 2,
    Last = 3,
    Unit = 4,
    Out = 5,
}

impl Biluo {
    pub(crate) fn of(number: u8) -> Option<Biluo> {
        [Biluo::Begin, Biluo::In, Biluo::Last, Biluo::Unit, Biluo::Out]
            .into_iter()
            .find(|a| *a as u8 == number)
    }
}

/// Classes in order; a label is an id of the model's labels, `None` for the empty one.
pub(crate) type EntityMoves = Vec<(Biluo, Option<u16>)>;

/// Entities as (first token, one past the last, label).
pub(crate) fn recognise(
    moves: &EntityMoves,
    model: StepModel<'_>,
    tokens: &[f32],
    spaces: &[bool],
    starts: &[bool],
    cache: &mut SlotCache,
) -> Vec<(usize, usize, u16)> {
    let mut steps = Steps::new(model, tokens, cache);
    let (mut scores, mut found) = (Vec::new(), Vec::new());
    let mut open: Option<(usize, u16)> = None;
    for (i, space) in spaces.iter().enumerate() {
        let goes_on = starts.get(i + 1).is_some_and(|start| !start);
        let slots = match open {
            Some((start, _)) => [i as u32, start as u32, (i as u32).wrapping_sub(1)],
            None => [i as u32, NONE, NONE],
        };
        let hidden = steps.hidden(&slots);
        steps.scores(&hidden, &mut scores);
        let valid = |class: &(Biluo, Option<u16>)| match (open, class.0) {
            (Some((_, label)), Biluo::Last) => class.1 == Some(label),
            (Some((_, label)), Biluo::In) => goes_on && class.1 == Some(label),
            (Some(_), _) => false,
            (None, Biluo::Out) => true,
            (None, Biluo::Unit) => !space && class.1.is_some(),
            (None, Biluo::Begin) => !space && goes_on && class.1.is_some(),
            (None, _) => false,
        };
        let mut best: Option<(f32, (Biluo, Option<u16>))> = None;
        for (class, score) in moves.iter().zip(&scores) {
            if best.is_none_or(|b| *score > b.0) && valid(class) {
                best = Some((*score, *class));
            }
        }
        match best.map(|b| b.1) {
            Some((Biluo::Begin, Some(label))) => open = Some((i, label)),
            Some((Biluo::Unit, Some(label))) => found.push((i, i + 1, label)),
            Some((Biluo::Last, _)) => {
                found.extend(open.take().map(|(start, label)| (start, i + 1, label)));
            }
            _ => {}
        }
    }
    found
}

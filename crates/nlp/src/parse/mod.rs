//! The two transition systems: trees and entities.

pub(crate) mod entity;
pub(crate) mod moves;
pub(crate) mod project;
pub(crate) mod state;

use crate::net::step::{SlotCache, StepModel, Steps};
use project::Lifted;
use state::{Action, NONE, State};

/// Classes of the parser in order: action and label (an id of the model's labels).
pub(crate) struct TreeMoves {
    pub(crate) classes: Vec<(Action, u16)>,
    /// For labels `a||b`, by id.
    pub(crate) lifted: Vec<Option<Lifted>>,
    pub(crate) root: u16,
}

/// A tree: heads (a root is its own), labels, whether a sentence starts at each token.
pub(crate) struct Tree {
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u16>,
    pub(crate) starts: Vec<bool>,
}

/// Parses a document. `tokens`: 96 numbers a token.
pub(crate) fn parse(
    moves: &TreeMoves,
    model: StepModel<'_>,
    tokens: &[f32],
    n: usize,
    spaces: &dyn Fn(usize) -> bool,
    cache: &mut SlotCache,
) -> Tree {
    let mut state = State::new(n);
    let mut steps = Steps::new(model, tokens, cache);
    let mut scores = Vec::new();
    while !state.done() {
        let valid = state.valid();
        let hidden = steps.hidden(&state.slots());
        steps.scores(&hidden, &mut scores);
        let Some((action, label)) = best(&moves.classes, &scores, valid) else { break };
        state.act(action, label);
    }
    let (mut heads, mut labels) = (state.heads, state.labels);
    for (i, head) in heads.iter_mut().enumerate() {
        if *head == NONE {
            (*head, labels[i]) = (i as u32, moves.root);
        }
    }
    let lifted = |label: u16| {
        moves.lifted.get(usize::from(label))?.as_ref().map(|l| Lifted { label: l.label, head: l.head })
    };
    project::put_back(&mut heads, &mut labels, spaces, &lifted);
    let starts = project::edges(&heads).starts(&heads);
    Tree { heads, labels, starts }
}

/// The valid class with the highest score, the first of equals.
fn best(classes: &[(Action, u16)], scores: &[f32], valid: [bool; 5]) -> Option<(Action, u16)> {
    let mut best: Option<(f32, (Action, u16))> = None;
    for (class, score) in classes.iter().zip(scores) {
        if valid[class.0 as usize] && best.is_none_or(|b| *score > b.0) {
            best = Some((*score, *class));
        }
    }
    best.map(|b| b.1)
}

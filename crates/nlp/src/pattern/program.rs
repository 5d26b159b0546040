//! A tree made flat: the steps that the matcher walks, and what is known about a match beforehand.

use super::PatternError;
use super::parse::Node;
use super::set::CharSet;

/// One step.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Set(CharSet),
    /// Try the first way, then the second.
    Split(usize, usize),
    Jump(usize),
    Start,
    End,
    /// `back` characters are stepped back before the program runs (0: look ahead).
    Look {
        program: Program,
        back: usize,
        negative: bool,
    },
    Done,
}

/// Steps, ending in [`Op::Done`].
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
}

/// Programs never grow beyond this.
const MAX_OPS: usize = 20_000;

/// Fewest and most characters that a match of the node takes.
pub(super) fn width(node: &Node) -> (usize, Option<usize>) {
    match node {
        Node::Empty | Node::Start | Node::End | Node::Look { .. } => (0, Some(0)),
        Node::Set(_) => (1, Some(1)),
        Node::Concat(parts) => parts
            .iter()
            .map(width)
            .fold((0, Some(0)), |(min, max), (a, b)| (min + a, max.zip(b).map(|(m, b)| m + b))),
        Node::Either(parts) => {
            let widths = || parts.iter().map(width);
            let max = widths().map(|w| w.1).try_fold(0, |m, w| w.map(|w| m.max(w)));
            (widths().map(|w| w.0).min().unwrap_or(0), max)
        }
        Node::Repeat(part, least, most) => {
            let (min, max) = width(part);
            (min * *least as usize, max.zip(*most).map(|(m, n)| m * n as usize))
        }
    }
}

impl Program {
    pub(super) fn new(node: &Node) -> Result<Program, PatternError> {
        let mut program = Program::default();
        program.put(node)?;
        program.ops.push(Op::Done);
        Ok(program)
    }

    fn split(&mut self) -> usize {
        self.ops.push(Op::Split(self.ops.len() + 1, 0));
        self.ops.len() - 1
    }

    /// Points the second way of a split, or a jump, at the next step.
    fn land(&mut self, at: usize) {
        let here = self.ops.len();
        match &mut self.ops[at] {
            Op::Split(_, to) | Op::Jump(to) => *to = here,
            _ => {}
        }
    }

    fn put(&mut self, node: &Node) -> Result<(), PatternError> {
        if self.ops.len() > MAX_OPS {
            return Err(PatternError("the expression is too large".into()));
        }
        match node {
            Node::Empty => {}
            Node::Set(set) => self.ops.push(Op::Set(set.clone())),
            Node::Start => self.ops.push(Op::Start),
            Node::End => self.ops.push(Op::End),
            Node::Concat(parts) => parts.iter().try_for_each(|part| self.put(part))?,
            Node::Either(parts) => self.put_either(parts)?,
            Node::Repeat(part, min, max) => self.put_repeat(part, *min, *max)?,
            Node::Look { node, behind, negative } => {
                let back = match (behind, width(node)) {
                    (false, _) => 0,
                    (true, (min, Some(max))) if min == max && min > 0 => min,
                    _ => return Err(PatternError("a look behind has no fixed width".into())),
                };
                self.ops.push(Op::Look { program: Program::new(node)?, back, negative: *negative });
            }
        }
        Ok(())
    }

    fn put_either(&mut self, parts: &[Node]) -> Result<(), PatternError> {
        let mut jumps = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if i + 1 == parts.len() {
                self.put(part)?;
                break;
            }
            let split = self.split();
            self.put(part)?;
            jumps.push(self.ops.len());
            self.ops.push(Op::Jump(0));
            self.land(split);
        }
        jumps.into_iter().for_each(|jump| self.land(jump));
        Ok(())
    }

    fn put_repeat(&mut self, part: &Node, min: u32, max: Option<u32>) -> Result<(), PatternError> {
        for _ in 0..min {
            self.put(part)?;
        }
        let Some(max) = max else {
            if width(part).0 == 0 {
                return Err(PatternError("an endless repetition of what may be empty".into()));
            }
            let split = self.split();
            self.put(part)?;
            self.ops.push(Op::Jump(split));
            self.land(split);
            return Ok(());
        };
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.split());
            self.put(part)?;
        }
        splits.into_iter().for_each(|split| self.land(split));
        Ok(())
    }
}

/// What is known about one end of every match: the characters below 128 that may stand there.
/// `None` when a match may be empty.
pub(super) fn edge(node: &Node, last: bool) -> Option<u128> {
    match node {
        Node::Empty | Node::Start | Node::End | Node::Look { .. } => None,
        Node::Set(set) => Some(set.ascii()),
        Node::Concat(parts) => {
            let mut bits = 0;
            for i in 0..parts.len() {
                let part = &parts[if last { parts.len() - 1 - i } else { i }];
                bits |= edge(part, last).unwrap_or(0);
                let (min, max) = width(part);
                if min > 0 {
                    return Some(bits);
                }
                if max != Some(0) && edge(part, last).is_none() {
                    bits = u128::MAX;
                }
            }
            None
        }
        Node::Either(parts) => parts
            .iter()
            .map(|p| edge(p, last).filter(|_| width(p).0 > 0))
            .try_fold(0, |bits, p| p.map(|b| b | bits)),
        // What may be skipped still says which characters it can begin with; `width` says that it may be skipped.
        Node::Repeat(part, ..) => edge(part, last),
    }
}

/// Characters below 128 one of which every match holds; `None` when nothing is sure.
pub(super) fn required(node: &Node) -> Option<u128> {
    match node {
        Node::Set(set) => Some(set.ascii()).filter(|bits| bits.count_ones() == 1 && set.single().is_some()),
        Node::Concat(parts) => parts.iter().find_map(required),
        Node::Either(parts) => parts.iter().map(required).try_fold(0, |bits, p| p.map(|b| b | bits)),
        Node::Repeat(part, min, _) if *min > 0 => required(part),
        _ => None,
    }
}

/// Whether every match starts at the start, or ends at the end, of the text.
pub(super) fn anchored(node: &Node, last: bool) -> bool {
    match node {
        Node::Start => !last,
        Node::End => last,
        Node::Concat(parts) => {
            (if last { parts.last() } else { parts.first() }).is_some_and(|p| anchored(p, last))
        }
        Node::Either(parts) => parts.iter().all(|p| anchored(p, last)),
        _ => false,
    }
}

/// Whether a character may stand anywhere in a match.
pub(super) fn mentions(node: &Node, c: char) -> bool {
    match node {
        Node::Set(set) => set.has(c),
        Node::Concat(parts) | Node::Either(parts) => parts.iter().any(|p| mentions(p, c)),
        Node::Repeat(part, ..) => mentions(part, c),
        _ => false,
    }
}

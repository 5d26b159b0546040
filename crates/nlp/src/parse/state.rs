//! Arc-eager, non-monotonic: the state of a parse and what each action does to it.

/// No token.
pub(crate) const NONE: u32 = u32::MAX;

/// What an action does; the numbers are those of model files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Shift = 0,
    Reduce = 1,
    Left = 2,
    Right = 3,
    Break = 4,
}

impl Action {
    pub(crate) fn of(number: u8) -> Option<Action> {
        [Action::Shift, Action::Reduce, Action::Left, Action::Right, Action::Break]
            .into_iter()
            .find(|a| *a as u8 == number)
    }
}

/// See the module.
pub(crate) struct State {
    n: u32,
    stack: Vec<u32>,
    /// Items put back in front of the unseen tokens.
    rebuffer: Vec<u32>,
    next: u32,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u16>,
    /// Newest left and right child of every token, and what was the newest before each child.
    newest: [Vec<u32>; 2],
    before: Vec<u32>,
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
}

impl State {
    pub(crate) fn new(n: usize) -> State {
        let none = || vec![NONE; n];
        let mut starts = vec![false; n];
        starts.iter_mut().take(1).for_each(|s| *s = true);
        State {
            n: n as u32,
            stack: Vec::new(),
            rebuffer: Vec::new(),
            next: 0,
            heads: none(),
            labels: vec![0; n],
            newest: [none(), none()],
            before: none(),
            unshiftable: vec![false; n],
            starts,
        }
    }

    fn stack(&self, i: usize) -> u32 {
        self.stack.len().checked_sub(i + 1).map_or(NONE, |at| self.stack[at])
    }

    fn buffer(&self, i: usize) -> u32 {
        match self.rebuffer.len().checked_sub(i + 1) {
            Some(at) => self.rebuffer[at],
            None => {
                let token = self.next + (i - self.rebuffer.len()) as u32;
                if token < self.n { token } else { NONE }
            }
        }
    }

    fn left(&self) -> usize {
        (self.n - self.next) as usize + self.rebuffer.len()
    }

    fn newest(&self, side: usize, head: u32) -> u32 {
        if head == NONE { NONE } else { self.newest[side][head as usize] }
    }

    pub(crate) fn done(&self) -> bool {
        self.stack.is_empty() && self.left() == 0
    }

    /// The tokens that the model looks at.
    pub(crate) fn slots(&self) -> [u32; 8] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            self.newest(0, b0),
            self.newest(0, s0),
            self.newest(1, s0),
        ]
    }

    /// Which actions are possible, by number.
    pub(crate) fn valid(&self) -> [bool; 5] {
        let (stacked, left, b0, b1) = (!self.stack.is_empty(), self.left(), self.buffer(0), self.buffer(1));
        let start = b0 != NONE && self.starts[b0 as usize];
        let arc = stacked && left > 0 && !start;
        [
            !stacked || (left >= 2 && !start && !self.unshiftable[b0 as usize]),
            stacked,
            arc,
            arc,
            left >= 2 && b1 == b0 + 1 && !self.starts[b1 as usize],
        ]
    }

    /// Does a valid action.
    pub(crate) fn act(&mut self, action: Action, label: u16) {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        match action {
            Action::Shift => self.push(),
            Action::Reduce => {
                self.stack.pop();
                if self.heads[s0 as usize] == NONE && !self.stack.is_empty() {
                    self.unshiftable[s0 as usize] = true;
                    self.rebuffer.push(s0);
                }
            }
            Action::Left => {
                self.arc(b0, s0, label);
                self.unshiftable[b0 as usize] = false;
                self.stack.pop();
            }
            Action::Right => {
                self.arc(s0, b0, label);
                self.push();
            }
            Action::Break => self.starts[b0 as usize + 1] = true,
        }
    }

    fn push(&mut self) {
        let token = self.rebuffer.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn arc(&mut self, head: u32, child: u32, label: u16) {
        let old = self.heads[child as usize];
        if old != NONE {
            // In this system the child is always the newest of its old head.
            let newest = &mut self.newest[usize::from(old < child)][old as usize];
            if *newest == child {
                *newest = self.before[child as usize];
            }
        }
        let newest = &mut self.newest[usize::from(head < child)][head as usize];
        self.before[child as usize] = *newest;
        *newest = child;
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_sentence() {
        // Ana saw it
        let mut s = State::new(3);
        assert_eq!(s.valid(), [true, false, false, false, true]);
        s.act(Action::Shift, 0);
        s.act(Action::Left, 1);
        assert_eq!(s.slots(), [1, 2, NONE, NONE, NONE, 0, NONE, NONE]);
        s.act(Action::Shift, 0);
        s.act(Action::Right, 2);
        assert_eq!(s.slots(), [NONE, NONE, 2, 1, NONE, NONE, NONE, NONE]);
        assert_eq!(s.valid(), [false, true, false, false, false]);
        s.act(Action::Reduce, 0);
        s.act(Action::Reduce, 0);
        assert!(s.done());
        assert_eq!((s.heads, s.labels), (vec![1, NONE, 1], vec![1, 0, 2]));
    }

    #[test]
    fn reduce_puts_back_what_has_no_head() {
        let mut s = State::new(3);
        s.act(Action::Shift, 0);
        s.act(Action::Shift, 0);
        s.act(Action::Reduce, 0);
        assert_eq!(s.slots()[..3], [1, 2, 0]);
        assert!(!s.valid()[0], "what was put back is not shifted again");
        assert!(s.valid()[2], "but it may take the stack's top as a child");
    }

    #[test]
    fn a_break_keeps_arcs_from_crossing_it() {
        let mut s = State::new(2);
        s.act(Action::Shift, 0);
        assert!(!s.valid()[4], "nothing follows the next token");
        let mut s = State::new(3);
        s.act(Action::Break, 0);
        s.act(Action::Shift, 0);
        assert_eq!(s.valid(), [false, true, false, false, true]);
    }
}

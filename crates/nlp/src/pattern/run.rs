//! Matching: with steps taken back where the length of a match counts, and all ways at once where
//! only yes or no counts.

use super::program::{Op, Program};

fn at_end(text: &str, pos: usize) -> bool {
    // Python's `$` also matches before a final line feed.
    pos == text.len() || (pos + 1 == text.len() && text.ends_with('\n'))
}

fn step_back(text: &str, pos: usize, chars: usize) -> Option<usize> {
    if chars == 0 {
        return Some(pos);
    }
    text[..pos].char_indices().rev().nth(chars - 1).map(|(at, _)| at)
}

fn looks(program: &Program, back: usize, negative: bool, text: &str, pos: usize) -> bool {
    let found = step_back(text, pos, back).is_some_and(|from| match_at(program, text, from).is_some());
    found != negative
}

/// End of the match that starts here, as Python's `re` would choose it.
pub(super) fn match_at(program: &Program, text: &str, start: usize) -> Option<usize> {
    let mut retry: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut pos) = (0, start);
    loop {
        let goes_on = match &program.ops[at] {
            Op::Done => return Some(pos),
            Op::Set(set) => match text[pos..].chars().next() {
                Some(c) if set.has(c) => {
                    pos += c.len_utf8();
                    true
                }
                _ => false,
            },
            Op::Split(first, second) => {
                retry.push((*second, pos));
                at = *first;
                continue;
            }
            Op::Jump(to) => {
                at = *to;
                continue;
            }
            Op::Start => pos == 0,
            Op::End => at_end(text, pos),
            Op::Look { program, back, negative } => looks(program, *back, *negative, text, pos),
        };
        if goes_on {
            at += 1;
        } else {
            (at, pos) = retry.pop()?;
        }
    }
}

/// The ways that are alive at one place.
struct Ways {
    list: Vec<usize>,
    seen: Vec<bool>,
}

impl Ways {
    fn new(program: &Program) -> Ways {
        Ways { list: Vec::new(), seen: vec![false; program.ops.len()] }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.seen.fill(false);
    }

    /// Adds a step and all that follow without a character. True when the program is done.
    fn add(&mut self, program: &Program, from: usize, text: &str, pos: usize) -> bool {
        let mut todo = vec![from];
        while let Some(at) = todo.pop() {
            if std::mem::replace(&mut self.seen[at], true) {
                continue;
            }
            let goes_on = match &program.ops[at] {
                Op::Done => return true,
                Op::Set(_) => {
                    self.list.push(at);
                    false
                }
                Op::Split(first, second) => {
                    todo.extend([*second, *first]);
                    false
                }
                Op::Jump(to) => {
                    todo.push(*to);
                    false
                }
                Op::Start => pos == 0,
                Op::End => at_end(text, pos),
                Op::Look { program, back, negative } => looks(program, *back, *negative, text, pos),
            };
            if goes_on {
                todo.push(at + 1);
            }
        }
        false
    }
}

/// Whether a match starts at the start of the text. Takes time in proportion to the text.
pub(super) fn is_match(program: &Program, text: &str) -> bool {
    let (mut now, mut next) = (Ways::new(program), Ways::new(program));
    if now.add(program, 0, text, 0) {
        return true;
    }
    for (pos, c) in text.char_indices() {
        next.clear();
        for at in &now.list {
            let Op::Set(set) = &program.ops[*at] else { continue };
            if set.has(c) && next.add(program, at + 1, text, pos + c.len_utf8()) {
                return true;
            }
        }
        if next.list.is_empty() {
            return false;
        }
        std::mem::swap(&mut now, &mut next);
    }
    false
}

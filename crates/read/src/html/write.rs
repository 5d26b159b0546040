//! Writes paragraphs: where a blank, a line break or a blank line goes, and where each word is from.

use crate::charset::Builder;
use crate::roles::{self, Unit};
use types::{Role, Span};

/// What an open element means for the text inside.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// Whether it belongs to the content.
    pub kept: bool,
    /// Whether it, or something around it, belongs to the content.
    pub near: bool,
    pub role: Role,
    /// Whether the markup says so for sure.
    pub fixed: bool,
    pub block: bool,
    /// An item or a cell, which follows its neighbour without a blank line.
    pub tight: bool,
    /// Whether line breaks count.
    pub verbatim: bool,
    /// Inside a link.
    pub link: bool,
    pub heading: bool,
}

/// The paragraph that is being written.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    frame: Frame,
    /// Whether a word of it stands outside of links.
    plain: bool,
}

/// The page.
pub(super) const TOP: Frame = Frame {
    kept: true,
    near: false,
    role: Role::Body,
    fixed: false,
    block: true,
    tight: false,
    verbatim: false,
    link: false,
    heading: false,
};

/// The text as it grows.
#[derive(Default)]
pub(super) struct Writer {
    pub builder: Builder,
    pub units: Vec<Unit>,
    open: Option<Open>,
    /// A blank that is written before the next word, with its place in the source.
    blank: Option<Option<usize>>,
    /// Line breaks that are written before the next word.
    pub breaks: usize,
    /// Whether the last paragraph was an item or a cell.
    tight: bool,
}

impl Writer {
    /// Characters that are their own original, from byte `at` on; or that have none.
    pub fn words(&mut self, part: &str, at: Option<usize>, frame: Frame) {
        let mut start = 0;
        for (i, c) in part.char_indices() {
            if !(c.is_whitespace() || is_invisible(c)) {
                continue;
            }
            self.word(&part[start..i], at.map(|a| a + start), frame);
            start = i + c.len_utf8();
            if c == '\n' && frame.verbatim {
                self.breaks += 1;
            } else if c.is_whitespace() {
                self.blank = Some(at.map(|a| a + i).filter(|_| c == ' '));
            }
        }
        self.word(&part[start..], at.map(|a| a + start), frame);
    }

    fn word(&mut self, word: &str, at: Option<usize>, frame: Frame) {
        if word.is_empty() {
            return;
        }
        self.before(frame);
        match at {
            Some(at) => self.builder.same(word, at),
            None => self.builder.made_up(word),
        }
    }

    /// Characters that were written otherwise: an entity, a line end.
    pub fn odd(&mut self, part: &str, original: Span, frame: Frame) {
        if part.chars().all(char::is_whitespace) {
            self.blank = Some(None);
        } else if !part.chars().all(is_invisible) {
            self.before(frame);
            self.builder.other(part, original);
        }
    }

    /// Opens a paragraph, or writes the blank or line break that is due.
    fn before(&mut self, frame: Frame) {
        let (breaks, blank) = (std::mem::take(&mut self.breaks), self.blank.take());
        if breaks > 1 {
            self.end_block();
        }
        if self.open.is_none() {
            let tight = frame.tight && self.tight;
            self.tight = frame.tight;
            if !self.builder.text.is_empty() {
                self.builder.made_up(if tight { "\n" } else { "\n\n" });
            }
            self.open = Some(Open { start: self.builder.text.len(), frame, plain: false });
        } else if breaks == 1 {
            self.builder.made_up("\n");
        } else if let Some(at) = blank {
            match at {
                Some(at) => self.builder.same(" ", at),
                None => self.builder.made_up(" "),
            }
        }
        if let Some(open) = &mut self.open {
            open.plain |= !frame.link;
        }
    }

    /// Ends the open paragraph, if there is one.
    pub fn end_block(&mut self) {
        self.blank = None;
        self.breaks = 0;
        if let Some(open) = self.open.take() {
            let span = Span::new(open.start, self.builder.text.len());
            let role = open.role(span.of(&self.builder.text));
            self.units.push(Unit { span, role, fixed: open.frame.fixed });
        }
    }
}

impl Open {
    /// What its element says, unless its words say otherwise.
    fn role(&self, words: &str) -> Role {
        let sentence = roles::ends_sentence(words);
        match self.frame.role {
            // A line that is one link leads to something else.
            Role::Body | Role::List if !self.plain && !self.frame.heading && !sentence => Role::Furniture,
            // What stands about an author may be more than a name.
            Role::Byline if sentence || words.split_whitespace().count() > 20 => Role::Body,
            role => role,
        }
    }
}

/// Soft hyphens and marks without width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

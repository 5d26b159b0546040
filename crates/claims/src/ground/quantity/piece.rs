//! Words, numbers and marks, cut finer than tokens, so that "20cm", "1957-58" and "5:00 am" read
//! alike whatever the tokeniser did with them.

use nlp::Doc;
use types::Span;

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits, with a decimal point and thousands commas where they are well placed.
    Number,
    /// One character that is neither; `\n` stands for a break between paragraphs.
    Mark,
}

/// A word, a number or a mark of the text.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// The token that holds the first byte.
    pub(crate) token: usize,
    /// What it is made of.
    pub(crate) kind: Kind,
    /// Lower case; of numbers, without thousands commas.
    pub(crate) text: String,
    /// Whether it follows the piece before it without a gap.
    pub(crate) glued: bool,
    /// Whether the first letter is a capital.
    pub(crate) capital: bool,
}

/// The pieces of a text, in order.
pub(crate) fn cut(doc: &Doc) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let text = doc.text();
    let (mut at, mut last_end) = (0, usize::MAX);
    let (mut token, tokens) = (0, doc.len());
    // Pieces come in order, and so do their tokens.
    let mut token_at = |byte: usize| {
        while token + 1 < tokens && doc.end(token) <= byte {
            token += 1;
        }
        token
    };
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            let gap = text[at..].len() - text[at..].trim_start().len();
            if text[at..at + gap].matches('\n').count() > 1 {
                let (start, end) = (at, at + c.len_utf8());
                out.push(Piece {
                    start,
                    end,
                    token: token_at(start),
                    kind: Kind::Mark,
                    text: "\n".into(),
                    glued: false,
                    capital: false,
                });
            }
            at += gap;
            continue;
        }
        let (kind, len) = measure(&text[at..], &text[..at]);
        let word = &text[at..at + len];
        let lower = match kind {
            Kind::Number => word.replace(',', ""),
            _ => word.to_lowercase(),
        };
        let glued = last_end == at;
        out.push(Piece {
            start: at,
            end: at + len,
            token: token_at(at),
            kind,
            text: lower,
            glued,
            capital: c.is_uppercase(),
        });
        at += len;
        last_end = at;
    }
    out
}

/// Kind and length in bytes of the piece that `rest` begins with; never zero.
fn measure(rest: &str, before: &str) -> (Kind, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        // "16.05.2017": what follows the point of a chain has no decimals of its own.
        let chained = before.strip_suffix('.').is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()));
        let len = if chained { digits(rest.as_bytes(), 0) } else { number(rest.as_bytes(), 0) };
        return (Kind::Number, len);
    }
    let before = before.chars().next_back();
    let loose = before.is_none_or(|c| c.is_whitespace() || "($£€".contains(c));
    if first == '.' && loose && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return (Kind::Number, 1 + digits(rest.as_bytes(), 1));
    }
    if first.is_alphabetic() {
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        return (Kind::Word, len);
    }
    (Kind::Mark, first.len_utf8())
}

fn digits(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Length of a number: `12`, `1,300`, `1.5`; not the comma of `22,2019` nor the points of `1.2.3`.
fn number(bytes: &[u8], from: usize) -> usize {
    let mut end = from + digits(bytes, from);
    if end - from <= 3 {
        while bytes.get(end) == Some(&b',') && digits(bytes, end + 1) == 3 {
            end += 4;
        }
    }
    if bytes.get(end) == Some(&b'.') {
        let more = digits(bytes, end + 1);
        let again = bytes.get(end + 1 + more) == Some(&b'.')
            && bytes.get(end + 2 + more).is_some_and(u8::is_ascii_digit);
        if more > 0 && !again {
            end += 1 + more;
        }
    }
    end
}

/// A walk over pieces: every question about a place past the end is answered "nothing there".
#[derive(Clone, Copy)]
pub(crate) struct Pieces<'a>(pub(crate) &'a [Piece]);

impl<'a> Pieces<'a> {
    /// The word at a place, lower case; empty for numbers, marks and past the end.
    pub(crate) fn word(self, i: usize) -> &'a str {
        self.0.get(i).filter(|p| p.kind == Kind::Word).map_or("", |p| p.text.as_str())
    }
    /// The digits at a place; empty for anything else.
    pub(crate) fn digits(self, i: usize) -> &'a str {
        self.0.get(i).filter(|p| p.kind == Kind::Number).map_or("", |p| p.text.as_str())
    }
    /// Whether the mark at a place is this one.
    pub(crate) fn is(self, i: usize, mark: &str) -> bool {
        self.0.get(i).is_some_and(|p| p.kind == Kind::Mark && p.text == mark)
    }
    /// Whether a hyphen or a dash stands there.
    pub(crate) fn dash(self, i: usize) -> bool {
        self.0
            .get(i)
            .is_some_and(|p| p.kind == Kind::Mark && matches!(p.text.as_str(), "-" | "–" | "—" | "‑" | "−"))
    }
    /// Whether the piece follows the one before it without a gap.
    pub(crate) fn glued(self, i: usize) -> bool {
        self.0.get(i).is_some_and(|p| p.glued)
    }
    /// Whether the words from a place on are these, blank-separated; `'` stands for any apostrophe and `-`
    /// for any dash.
    pub(crate) fn words(self, i: usize, words: &str) -> bool {
        // Most places fail at the first word.
        let first = self.word(i);
        let letter = words.starts_with(char::is_alphabetic);
        if if first.is_empty() { letter } else { !words.starts_with(first) } {
            return false;
        }
        words.split(' ').enumerate().all(|(k, w)| match w {
            "'" => self.is(i + k, "'") || self.is(i + k, "’"),
            "-" => self.dash(i + k),
            _ if w.chars().all(char::is_alphabetic) => self.word(i + k) == w,
            _ => self.is(i + k, w),
        })
    }
    /// The bytes of the pieces `a..b`, or nothing where there are none.
    pub(crate) fn span(self, a: usize, b: usize) -> Option<Span> {
        let last = b.checked_sub(1)?;
        Some(Span::new(self.0.get(a)?.start, self.0.get(last)?.end)).filter(|_| a < b)
    }
}

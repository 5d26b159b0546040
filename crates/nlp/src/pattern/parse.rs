//! From the source of a Python regular expression to a tree.

use super::PatternError;
use super::set::CharSet;

/// A part of an expression.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Empty,
    Set(CharSet),
    Concat(Vec<Node>),
    /// First alternative that matches wins.
    Either(Vec<Node>),
    /// Greedy repetition, at least and at most so often.
    Repeat(Box<Node>, u32, Option<u32>),
    Start,
    End,
    /// Look ahead (`behind` false) or behind, wanted (`negative` false) or not.
    Look {
        node: Box<Node>,
        behind: bool,
        negative: bool,
    },
}

struct Parser<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    depth: u32,
}

type Parsed<T> = Result<T, PatternError>;

fn fail<T>(why: impl Into<String>) -> Parsed<T> {
    Err(PatternError(why.into()))
}

/// Largest count in a repetition: programs stay small whatever a file says.
const MAX_REPEAT: u32 = 200;
const MAX_DEPTH: u32 = 20;

/// Parses what this crate's matcher can represent and refuses the rest.
pub(super) fn parse(source: &str) -> Parsed<Node> {
    let source = source.strip_prefix("(?u)").unwrap_or(source);
    let mut parser = Parser { rest: source.chars().peekable(), depth: 0 };
    let node = parser.alternatives()?;
    if parser.rest.peek().is_some() { fail("an unopened group is closed") } else { Ok(node) }
}

impl Parser<'_> {
    fn eat(&mut self, c: char) -> bool {
        self.rest.next_if_eq(&c).is_some()
    }

    fn alternatives(&mut self) -> Parsed<Node> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return fail("groups are nested too deeply");
        }
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Either(branches) })
    }

    fn sequence(&mut self) -> Parsed<Node> {
        let mut parts = Vec::new();
        while let Some(c) = self.rest.peek().copied() {
            if c == '|' || c == ')' {
                break;
            }
            self.rest.next();
            let atom = self.atom(c)?;
            parts.push(self.repeated(atom)?);
        }
        Ok(match parts.len() {
            0 => Node::Empty,
            1 => parts.remove(0),
            _ => Node::Concat(parts),
        })
    }

    fn atom(&mut self, c: char) -> Parsed<Node> {
        Ok(match c {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Set(CharSet::of_ranges(vec![('\n', '\n')], true)),
            '[' => Node::Set(self.class()?),
            '(' => self.group()?,
            '\\' => Node::Set(self.escape()?),
            '*' | '+' | '?' => return fail(format!("nothing to repeat before {c:?}")),
            c => Node::Set(CharSet::one(c)),
        })
    }

    fn group(&mut self) -> Parsed<Node> {
        let mut look = None;
        if self.eat('?') {
            let behind = self.eat('<');
            look = match self.rest.next() {
                Some('=') => Some((behind, false)),
                Some('!') => Some((behind, true)),
                Some(':') if !behind => None,
                other => return fail(format!("a group starts with (?{}", other.unwrap_or(' '))),
            };
        }
        let node = self.alternatives()?;
        if !self.eat(')') {
            return fail("a group is not closed");
        }
        Ok(match look {
            None => node,
            Some((behind, negative)) => Node::Look { node: Box::new(node), behind, negative },
        })
    }

    fn repeated(&mut self, atom: Node) -> Parsed<Node> {
        let (min, max) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.rest.next();
                return self.counted(atom);
            }
            _ => return Ok(atom),
        };
        self.rest.next();
        self.repeat(atom, min, max)
    }

    fn counted(&mut self, atom: Node) -> Parsed<Node> {
        let min = self.number()?;
        let max = match (self.eat(','), self.rest.peek()) {
            (false, _) => Some(min.unwrap_or(0)),
            (true, _) => self.number()?,
        };
        if !self.eat('}') {
            return fail("a count is not closed");
        }
        self.repeat(atom, min.unwrap_or(0), max)
    }

    fn repeat(&mut self, atom: Node, min: u32, max: Option<u32>) -> Parsed<Node> {
        if min.max(max.unwrap_or(0)) > MAX_REPEAT || max.is_some_and(|m| m < min) {
            return fail("a repetition count is out of range");
        }
        if matches!(atom, Node::Start | Node::End | Node::Look { .. } | Node::Empty) {
            return fail("a place, not a character, is repeated");
        }
        match self.rest.peek() {
            Some('?' | '+' | '*' | '{') => fail("a lazy, possessive or double repetition"),
            _ => Ok(Node::Repeat(Box::new(atom), min, max)),
        }
    }

    fn number(&mut self) -> Parsed<Option<u32>> {
        let mut value = None;
        while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(10)) {
            self.rest.next();
            let next = value.unwrap_or(0) * 10 + digit;
            if next > MAX_REPEAT {
                return fail("a repetition count is out of range");
            }
            value = Some(next);
        }
        Ok(value)
    }

    /// After a backslash, outside of or within a class.
    fn escape(&mut self) -> Parsed<CharSet> {
        let Some(c) = self.rest.next() else { return fail("the source ends in a backslash") };
        Ok(match c {
            'w' => CharSet::of_test(crate::chars::is_word, false),
            'd' => CharSet::of_test(crate::chars::is_decimal, false),
            's' => CharSet::of_test(crate::chars::is_space, false),
            'W' => CharSet::of_test(crate::chars::is_word, true),
            'D' => CharSet::of_test(crate::chars::is_decimal, true),
            'S' => CharSet::of_test(crate::chars::is_space, true),
            'n' => CharSet::one('\n'),
            't' => CharSet::one('\t'),
            'r' => CharSet::one('\r'),
            'f' => CharSet::one('\u{c}'),
            'v' => CharSet::one('\u{b}'),
            'u' => CharSet::one(self.code_point(4)?),
            'U' => CharSet::one(self.code_point(8)?),
            'x' => CharSet::one(self.code_point(2)?),
            c if c.is_ascii_alphanumeric() => return fail(format!("the escape \\{c}")),
            c => CharSet::one(c),
        })
    }

    fn code_point(&mut self, digits: u32) -> Parsed<char> {
        let mut code = 0;
        for _ in 0..digits {
            match self.rest.next().and_then(|c| c.to_digit(16)) {
                Some(digit) => code = code * 16 + digit,
                None => return fail("a code point has too few digits"),
            }
        }
        char::from_u32(code).ok_or_else(|| PatternError(format!("U+{code:X} is no character")))
    }

    fn class(&mut self) -> Parsed<CharSet> {
        let negated = self.eat('^');
        let mut set = CharSet::default();
        let mut first = true;
        loop {
            let Some(c) = self.rest.next() else { return fail("a class is not closed") };
            if c == ']' && !first {
                break;
            }
            first = false;
            let low = if c == '\\' { self.escape()? } else { CharSet::one(c) };
            self.member(&mut set, low)?;
        }
        set.finish(negated);
        Ok(set)
    }

    /// Adds a member, or the range that starts with it.
    fn member(&mut self, set: &mut CharSet, low: CharSet) -> Parsed<()> {
        let Some(start) = low.single() else {
            set.extend(low);
            return Ok(());
        };
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.next(), Some(']') | None) {
            set.add(start, start);
            return Ok(());
        }
        self.rest.next();
        let end = match self.rest.next() {
            Some('\\') => self.escape()?.single(),
            other => other,
        };
        match end {
            Some(end) if start <= end => set.add(start, end),
            _ => return fail("a range in a class ends before it starts"),
        }
        Ok(())
    }
}

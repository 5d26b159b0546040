//! From the chosen elements to text: paragraphs with a blank line between them, lines, items.

use super::align;
use super::choose::marks;
use super::mark::Marked;
use crate::charset::Builder;
use crate::lexicon::FURNITURE;
use crate::roles::{self, Unit};
use dom_query::{Document, NodeRef};
use std::collections::HashSet;
use types::{Role, Span};

/// The text and its parts.
pub(crate) struct Walked {
    pub builder: Builder,
    pub units: Vec<Unit>,
}

/// What starts a paragraph of its own.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "thead",
    "tfoot",
    "ul",
    "caption",
    "legend",
];
/// What holds nothing of the report.
const SKIP: &[&str] = &["head", "nav", "footer", "menu", "input", "img", "label"];

/// The heading that is the page's title: of the `h1`s the one most like it, else the first. By number.
pub(crate) fn heading(tree: &Document, marked: &Marked) -> Option<u32> {
    let title = marked.metas.iter().find(|(k, _)| k == "og:title").map(|(_, v)| v.clone());
    let title = words(&title.unwrap_or_else(|| marked.title.clone()));
    let all = tree.select("h1");
    let score = |node: &NodeRef<'_>| {
        let own = words(&node.text());
        let common = own.intersection(&title).count();
        (!own.is_empty()).then(|| common * 100 / own.len())
    };
    let scored = all.nodes().iter().take(20).filter_map(|n| Some((score(n)?, *marks(n).first()?)));
    let best = scored.max_by_key(|(score, mark)| (*score, std::cmp::Reverse(*mark)))?;
    (best.0 >= 50 || title.is_empty()).then_some(best.1)
}

fn words(text: &str) -> HashSet<String> {
    roles::normal(text)
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_owned)
        .filter(|w| !w.is_empty())
        .collect()
}

/// Walks the page. `chosen`: the elements whose text counts; all, when nothing.
pub(crate) fn walk(
    tree: &Document,
    marked: &Marked,
    source: &str,
    chosen: Option<&HashSet<u32>>,
    heading: Option<u32>,
) -> Walked {
    let mut walker = Walker { marked, source, chosen, heading, ..Walker::new(marked, source) };
    let root = tree.html_root();
    walker.total = root.normalized_char_count();
    let mut node = Some(root);
    let mut frames: Vec<Frame> = Vec::new();
    while let Some(here) = node {
        let down = walker.enter(&here, &mut frames);
        node = down.then(|| here.first_child()).flatten().or_else(|| walker.next(here, down, &mut frames));
    }
    walker.end_block();
    Walked { builder: walker.builder, units: walker.units }
}

/// What an open element means for the text inside.
#[derive(Clone, Copy)]
struct Frame {
    kept: bool,
    role: Role,
    fixed: bool,
    block: bool,
    /// An item or a cell, which follows its neighbour without a blank line.
    tight: bool,
    verbatim: bool,
}

struct Walker<'a> {
    marked: &'a Marked,
    source: &'a str,
    chosen: Option<&'a HashSet<u32>>,
    heading: Option<u32>,
    /// Characters of the page.
    total: usize,
    builder: Builder,
    units: Vec<Unit>,
    /// Start of the open paragraph.
    open: Option<(usize, Frame)>,
    /// A blank that is written before the next word, with its place in the source.
    blank: Option<Option<usize>>,
    /// Line breaks that are written before the next word.
    breaks: usize,
    /// Number of the text that comes next.
    number: Option<usize>,
}

const TOP: Frame =
    Frame { kept: true, role: Role::Body, fixed: false, block: true, tight: false, verbatim: false };

impl<'a> Walker<'a> {
    fn new(marked: &'a Marked, source: &'a str) -> Walker<'a> {
        Walker {
            marked,
            source,
            chosen: None,
            heading: None,
            total: 0,
            builder: Builder::default(),
            units: Vec::new(),
            open: None,
            blank: None,
            breaks: 0,
            number: None,
        }
    }

    /// Takes a node in. Says whether to go on to its children.
    fn enter(&mut self, node: &NodeRef<'_>, frames: &mut Vec<Frame>) -> bool {
        let above = frames.last().copied().unwrap_or(TOP);
        if node.is_text() {
            let number = self.number.take();
            if above.kept {
                self.text(&node.text(), number, above);
            }
            return false;
        }
        if node.is_comment() {
            let content = node.query_or(String::new(), |n| match &n.data {
                dom_query::NodeData::Comment { contents } => contents.to_string(),
                _ => String::new(),
            });
            self.number = content.parse().ok();
            return false;
        }
        let Some(frame) = self.frame(node, above) else { return false };
        if frame.block {
            self.end_block();
        }
        if node.has_name("br") {
            self.breaks += 1;
            return false;
        }
        frames.push(frame);
        true
    }

    /// The node after this one, closing what ends here.
    fn next<'t>(&mut self, from: NodeRef<'t>, entered: bool, frames: &mut Vec<Frame>) -> Option<NodeRef<'t>> {
        let mut node = from;
        let mut leave = entered;
        loop {
            if leave && frames.pop().is_some_and(|f| f.block) {
                self.end_block();
            }
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            node = node.parent().filter(NodeRef::is_element)?;
            leave = true;
        }
    }

    /// How an element is read; nothing when it is left out.
    fn frame(&self, node: &NodeRef<'_>, above: Frame) -> Option<Frame> {
        let name = node.node_name()?;
        let name = name.as_ref();
        let numbers = marks(node);
        let heading = self.heading.is_some_and(|h| numbers.contains(&h));
        if SKIP.contains(&name) || is_hidden(node) || self.is_aside(node, name) {
            return None;
        }
        let inside = |chosen: &HashSet<u32>| numbers.iter().any(|n| chosen.contains(n));
        let kept = match self.chosen {
            Some(chosen) if !numbers.is_empty() => {
                heading || (above.fixed && above.role == Role::Headline) || inside(chosen)
            }
            _ => above.kept || heading,
        };
        let block = BLOCK.contains(&name);
        let mut frame = Frame { kept, block, tight: false, ..above };
        let class = || classes(node);
        match name {
            _ if heading => (frame.role, frame.fixed) = (Role::Headline, true),
            "figcaption" => (frame.role, frame.fixed) = (Role::Caption, true),
            "li" => (frame.role, frame.tight) = (Role::List, true),
            "td" | "th" | "dd" | "dt" => (frame.role, frame.tight) = (Role::List, true),
            "pre" => frame.verbatim = true,
            _ if above.fixed || !block => {}
            _ if class().iter().any(|c| FURNITURE.page.caption.contains(c)) => {
                (frame.role, frame.fixed) = (Role::Caption, true);
            }
            _ => {}
        }
        Some(frame)
    }

    /// Forms and asides that hold little of the page. Some pages are one big form.
    fn is_aside(&self, node: &NodeRef<'_>, name: &str) -> bool {
        let role = || {
            node.attr("role")
                .is_some_and(|r| matches!(r.as_ref(), "navigation" | "complementary" | "dialog" | "search"))
        };
        (matches!(name, "form" | "aside") || role()) && node.normalized_char_count() * 2 < self.total
    }

    fn text(&mut self, value: &str, number: Option<usize>, frame: Frame) {
        let known = number.and_then(|n| self.marked.texts.get(n)).filter(|(text, _)| text == value);
        let runs = known.map(|(text, span)| align::align(text, self.source, *span)).unwrap_or_default();
        let mut done = 0;
        for run in runs {
            let part = &value[run.value.clone()];
            match run.same {
                true => self.words(part, Some(run.original.start), frame),
                false => self.odd(part, run.original, frame),
            }
            done = run.value.end;
        }
        self.words(&value[done..], None, frame);
    }

    /// Characters that are their own original, from byte `at` on; or that have none.
    fn words(&mut self, part: &str, at: Option<usize>, frame: Frame) {
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
    fn odd(&mut self, part: &str, original: Span, frame: Frame) {
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
            let tight = frame.tight && self.units.last().is_some_and(|u| u.role == frame.role);
            if !self.builder.text.is_empty() {
                self.builder.made_up(if tight { "\n" } else { "\n\n" });
            }
            self.open = Some((self.builder.text.len(), frame));
        } else if breaks == 1 {
            self.builder.made_up("\n");
        } else if let Some(at) = blank {
            match at {
                Some(at) => self.builder.same(" ", at),
                None => self.builder.made_up(" "),
            }
        }
    }

    fn end_block(&mut self) {
        self.blank = None;
        self.breaks = 0;
        if let Some((start, frame)) = self.open.take() {
            let span = Span::new(start, self.builder.text.len());
            self.units.push(Unit { span, role: frame.role, fixed: frame.fixed });
        }
    }
}

/// Soft hyphens and marks without width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|s| s.to_ascii_lowercase().replace(' ', ""));
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|v| v.as_ref() == "true")
        || style.is_some_and(|s| s.contains("display:none") || s.contains("visibility:hidden"))
}

/// The words of an element's classes and id.
fn classes(node: &NodeRef<'_>) -> Vec<String> {
    let both = [node.attr("class"), node.attr("id")];
    let text = both.iter().flatten().map(AsRef::as_ref).collect::<Vec<&str>>().join(" ");
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|w| !w.is_empty()).collect()
}

//! From the chosen elements to text: paragraphs with a blank line between them, lines, items.

use super::align::{self, Run};
use super::choose::marks;
use super::elements::{BLOCK, SKIP};
use super::mark::Marked;
use super::write::{Frame, TOP, Writer};
use crate::charset::Builder;
use crate::lexicon::FURNITURE;
use crate::roles::{self, Unit};
use dom_query::{Document, NodeRef};
use std::collections::HashSet;
use types::Role;

/// The text and its parts.
pub(crate) struct Walked {
    pub builder: Builder,
    pub units: Vec<Unit>,
}

/// The heading that is the page's title: of the `h1`s the one most like it, unless it is the site's
/// name. By number.
pub(crate) fn heading(tree: &Document, marked: &Marked) -> Option<u32> {
    let title = words(marked.meta("og:title").unwrap_or(&marked.title));
    let site = words(marked.meta("og:site_name").or(marked.meta("application-name")).unwrap_or_default());
    let all = tree.select("h1");
    let score = |node: &NodeRef<'_>| {
        let own = words(&node.text());
        let common = own.intersection(&title).count();
        (!own.is_subset(&site)).then(|| common * 100 / own.len().max(1))
    };
    let scored = all.nodes().iter().take(20).filter_map(|n| Some((score(n)?, *marks(n).first()?)));
    let best = scored.max_by_key(|(score, mark)| (*score, std::cmp::Reverse(*mark)));
    let best = best.filter(|(score, _)| *score >= 50 || title.is_empty()).map(|(_, mark)| mark);
    best.or_else(|| titled(tree, marked))
}

/// Some other short element that says just what the page gives as its title.
fn titled(tree: &Document, marked: &Marked) -> Option<u32> {
    let titles = [marked.meta("og:title").unwrap_or_default(), &marked.title].map(roles::normal);
    let candidates = tree.select("h2, h3, [itemprop=headline], [class*=title], [class*=headline]");
    let short = |n: &&NodeRef<'_>| {
        let size = |m: &u32| marked.sizes.get(*m as usize).copied().unwrap_or_default();
        marks(n).iter().all(|m| (1..300).contains(&size(m)))
    };
    let same = |n: &&NodeRef<'_>| {
        let line = roles::normal(&n.text());
        line.split(' ').count() >= 3 && titles.iter().any(|t| t.starts_with(&line))
    };
    candidates.nodes().iter().filter(short).take(200).find(same).and_then(|n| marks(n).first().copied())
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
    let mut walker = Walker { marked, source, chosen, heading, writer: Writer::default(), number: None };
    let root = tree.html_root();
    let mut node = Some(root);
    let mut frames: Vec<Frame> = Vec::new();
    while let Some(here) = node {
        let down = walker.enter(&here, &mut frames);
        node = down.then(|| here.first_child()).flatten().or_else(|| walker.next(here, down, &mut frames));
    }
    walker.writer.end_block();
    Walked { builder: walker.writer.builder, units: walker.writer.units }
}

struct Walker<'a> {
    marked: &'a Marked,
    source: &'a str,
    chosen: Option<&'a HashSet<u32>>,
    heading: Option<u32>,
    writer: Writer,
    /// Number of the text that comes next.
    number: Option<usize>,
}

impl Walker<'_> {
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
            self.writer.end_block();
        }
        if node.has_name("br") {
            self.writer.breaks += 1;
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
                self.writer.end_block();
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
        if SKIP.contains(&name) || is_hidden(node) || self.is_aside(node, name, &numbers) {
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
        let near = kept || above.near;
        let mut frame = Frame { kept, near, block, tight: false, ..above };
        let class = || classes(node);
        match name {
            _ if heading => (frame.role, frame.fixed) = (Role::Headline, true),
            "figcaption" => (frame.role, frame.fixed) = (Role::Caption, true),
            "li" => (frame.role, frame.tight) = (Role::List, true),
            "td" | "th" | "dd" | "dt" => (frame.role, frame.tight) = (Role::List, true),
            "pre" => frame.verbatim = true,
            "a" => frame.link = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => frame.heading = true,
            _ if above.fixed || !block => {}
            _ if class().iter().any(|c| FURNITURE.page.caption.contains(c)) => {
                (frame.role, frame.fixed) = (Role::Caption, true);
            }
            _ if class().iter().any(|c| FURNITURE.page.byline.contains(c)) => frame.role = Role::Byline,
            _ => {}
        }
        // The search takes the writers' names out of the content that they stand in.
        frame.kept |= near && block && frame.role == Role::Byline;
        Some(frame)
    }

    /// Forms and asides that hold little of the page. Some pages are one big form.
    fn is_aside(&self, node: &NodeRef<'_>, name: &str, numbers: &[u32]) -> bool {
        let roles = ["navigation", "complementary", "dialog", "search"];
        let role = || node.attr("role").is_some_and(|r| roles.contains(&r.as_ref()));
        let size = |n: &u32| self.marked.sizes.get(*n as usize).copied().unwrap_or_default();
        let largest = numbers.iter().map(size).max().unwrap_or_default();
        (matches!(name, "form" | "aside") || role()) && largest * 2 < self.marked.size
    }

    fn text(&mut self, value: &str, number: Option<usize>, frame: Frame) {
        let mut done = 0;
        for run in self.origin(value, number) {
            let part = &value[run.value.clone()];
            match run.same {
                true => self.writer.words(part, Some(run.original.start), frame),
                false => self.writer.odd(part, run.original, frame),
            }
            done = run.value.end;
        }
        self.writer.words(&value[done..], None, frame);
    }

    /// Where a text is from. The parser may have added blanks to it, or taken off its first line
    /// break; anything else, and it has no origin.
    fn origin(&self, value: &str, number: Option<usize>) -> Vec<Run> {
        let Some((text, span)) = number.and_then(|n| self.marked.texts.get(n)) else { return Vec::new() };
        let mut runs = align::align(text, self.source, *span);
        if value.strip_prefix(text.as_str()).is_some_and(|rest| rest.trim().is_empty()) {
            return runs;
        }
        if text.strip_prefix('\n') != Some(value) {
            return Vec::new();
        }
        runs.retain(|run| run.value.end > 1);
        for run in &mut runs {
            if run.value.start == 0 {
                run.original.start += 1;
                run.value.start = 1;
            }
            run.value = run.value.start - 1..run.value.end - 1;
        }
        runs
    }
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

//! The part of Python's regular expressions that tokenizers and rules use, as small matchers.
//!
//! Classes, groups, alternatives, counts, `^`, `$`, look ahead and look behind of fixed width; the
//! rest is refused when a pattern is built. Alternatives at the top are told apart by their first
//! (or last) character, so that most texts are dismissed by a look into a table.

mod parse;
mod program;
mod run;
mod set;

use parse::Node;
use program::Program;

/// What this crate's matcher cannot represent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not supported: {0}")]
pub(crate) struct PatternError(String);

impl PatternError {
    /// A rule over tokens whose pattern has a shape that is not supported.
    pub(crate) fn rule(number: usize) -> PatternError {
        PatternError(format!("rule {number} spans more than two tokens"))
    }
}

/// One alternative at the top.
#[derive(Debug)]
struct Branch {
    node: Node,
    program: Program,
    /// Most characters of a match.
    width: Option<usize>,
}

/// A compiled expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    branches: Vec<Branch>,
    whole: Program,
    /// Branches that may begin (or, when all end at the end, end) with each character below 128.
    ascii: Vec<Vec<u16>>,
    all: Vec<u16>,
    at_start: bool,
    at_end: bool,
    required: Option<u128>,
}

impl Pattern {
    pub(crate) fn new(source: &str) -> Result<Pattern, PatternError> {
        let tree = parse::parse(source)?;
        let whole = Program::new(&tree)?;
        let required = program::required(&tree);
        let nodes = match tree {
            Node::Either(nodes) => nodes,
            node => vec![node],
        };
        if nodes.len() > usize::from(u16::MAX) {
            return Err(PatternError("too many alternatives".into()));
        }
        let everywhere = |last| nodes.iter().all(|n| program::anchored(n, last));
        let (at_start, at_end) = (everywhere(false), everywhere(true));
        let edges: Vec<Option<u128>> = nodes
            .iter()
            .map(|n| program::edge(n, at_end && !at_start).filter(|_| program::width(n).0 > 0))
            .collect();
        let may = |c: usize| move |e: &Option<u128>| e.is_none_or(|bits| bits >> c & 1 == 1);
        let ascii = (0..128)
            .map(|c| (0..nodes.len() as u16).filter(|b| may(c)(&edges[usize::from(*b)])).collect())
            .collect();
        let all = (0..nodes.len() as u16).collect();
        let branches = nodes
            .into_iter()
            .map(|node| Ok(Branch { program: Program::new(&node)?, width: program::width(&node).1, node }))
            .collect::<Result<_, PatternError>>()?;
        Ok(Pattern { branches, whole, ascii, all, at_start, at_end, required })
    }

    /// Fails unless every match starts at the start (or, with `last`, ends at the end) of the text.
    pub(crate) fn anchored(self, last: bool) -> Result<Pattern, PatternError> {
        match (last, self.at_start, self.at_end) {
            (false, true, _) | (true, _, true) => Ok(self),
            _ => Err(PatternError("an affix that may match in the middle".into())),
        }
    }

    /// Whether a match starts at the start of the text (`re.match`), in linear time.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let possible =
            self.required.is_none_or(|bits| text.bytes().any(|b| b.is_ascii() && bits >> b & 1 == 1));
        possible && run::is_match(&self.whole, text)
    }

    /// First match at or after a byte, as `re.finditer` would go on.
    pub(crate) fn find_at(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        if self.at_start {
            return (from == 0).then(|| self.match_at(text, 0).map(|end| (0, end))).flatten();
        }
        if self.at_end {
            return self.find_last(text).filter(|m| m.0 >= from);
        }
        let starts = text[from..].char_indices().map(|(at, _)| from + at).chain([text.len()]);
        starts.into_iter().find_map(|at| self.match_at(text, at).map(|end| (at, end)))
    }

    /// First match (`re.search`).
    pub(crate) fn find(&self, text: &str) -> Option<(usize, usize)> {
        self.find_at(text, 0)
    }

    fn candidates(&self, c: Option<char>) -> impl Iterator<Item = &Branch> {
        let list = match c {
            Some(c) if c.is_ascii() => &self.ascii[c as usize],
            _ => &self.all,
        };
        list.iter().map(|b| &self.branches[usize::from(*b)])
    }

    fn match_at(&self, text: &str, at: usize) -> Option<usize> {
        self.candidates(text[at..].chars().next()).find_map(|b| run::match_at(&b.program, text, at))
    }

    /// First match when all matches end at the end.
    fn find_last(&self, text: &str) -> Option<(usize, usize)> {
        // A final line feed stands behind what `$` matches: look at all alternatives then.
        let last = text.chars().next_back().filter(|c| *c != '\n');
        let mut best: Option<(usize, usize)> = None;
        for branch in self.candidates(last) {
            let found = branch.leftmost_to_end(text);
            if let Some(found) = found.filter(|f| best.is_none_or(|b| f.0 < b.0)) {
                best = Some(found);
            }
        }
        best
    }
}

impl Branch {
    /// Leftmost match of an alternative that ends at the end of the text.
    fn leftmost_to_end(&self, text: &str) -> Option<(usize, usize)> {
        let mut start = text.len();
        let back = text.char_indices().rev();
        for (taken, (at, c)) in back.enumerate() {
            // One more for the line feed that `$` lets stand.
            let near = self.width.is_none_or(|w| taken <= w);
            if !near || !(c == '\n' || program::mentions(&self.node, c)) {
                break;
            }
            start = at;
        }
        let starts = text[start..].char_indices().map(|(at, _)| start + at).chain([text.len()]);
        starts.into_iter().find_map(|at| run::match_at(&self.program, text, at).map(|end| (at, end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(source: &str, text: &str) -> Option<(usize, usize)> {
        Pattern::new(source).expect("pattern").find(text)
    }

    #[test]
    fn first_alternative_wins() {
        assert_eq!(find("^…|^……|^US\\$|^[a-c]", "……"), Some((0, 3)));
        assert_eq!(find("^…|^……|^US\\$|^[a-c]", "US$5"), Some((0, 3)));
        assert_eq!(find("^…|^[a-c]", "dab"), None);
    }

    #[test]
    fn a_match_to_the_end_is_the_leftmost() {
        let suffix = r"\.\.+$|'s$|(?<=[0-9])(?:m|km|km²)$|(?<=[A-Z][A-Z])\.$";
        for (text, want) in [
            ("wait....", Some((4, 8))),
            ("Ana's", Some((3, 5))),
            ("12km", Some((2, 4))),
            ("km", None),
            ("US.", Some((2, 3))),
            ("xS.", None),
            ("5km²", Some((1, 5))),
        ] {
            assert_eq!(find(suffix, text), want, "{text}");
        }
    }

    #[test]
    fn look_around_takes_no_room() {
        let infix = Pattern::new("(?<=[a-z])(?:-|--|---)(?=[a-z])|\\+(?![0-9])").expect("pattern");
        assert_eq!(infix.find("a--b"), Some((1, 3)));
        assert_eq!(infix.find_at("a-b-c", 2), Some((3, 4)));
        assert_eq!(infix.find("a-5"), None);
        assert_eq!(infix.find("+5+"), Some((2, 3)));
    }

    #[test]
    fn counts_classes_and_yes_or_no() {
        let host =
            Pattern::new(r"(?u)^(?:\w{2,}://)?(?!10\.)(?:[a-z0-9]\.)+[a-z]{2,3}(?:/\S*)?$").expect("pattern");
        for (text, want) in
            [("ab://a.b.org/x", true), ("a.b.orgs", false), ("10.ab", false), ("a.", false), ("a.com/", true)]
        {
            assert_eq!(host.is_match(text), want, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_represented_is_refused() {
        for source in
            ["(", "a)", "[a", "a**", "(?P<n>a)", r"\bx", "(?<=a+)b", "a{999}", "(a?)*", "[b-a]", "x*?"]
        {
            assert!(Pattern::new(source).is_err(), "{source}");
        }
    }

    #[test]
    fn long_runs_take_linear_time() {
        let long = ".".repeat(300_000) + "a.";
        assert_eq!(find(r"\.\.+$|(?<=[a-z])\.$", &long), Some((300_001, 300_002)));
        let word = "a:@".repeat(20_000);
        let url = Pattern::new(r"^(?:\S+(?::\S*)?@)?(?:[a-z]+\.)+[a-z]{2,}$").expect("pattern");
        assert!(!url.is_match(&(word + ".")));
    }
}

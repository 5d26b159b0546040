//! Rules over tag, label and word that set part of speech, features and some lemmas.
//!
//! All rules are matched against the predictions first; then they write in their order, so that a
//! later rule overwrites an earlier one.

use crate::pattern::{Pattern, PatternError};
use crate::strings::Strings;
use crate::tables::{Condition, Rule, TokenTest};

/// What rules see of a token.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) tag: &'a str,
    pub(crate) dep: &'a str,
    pub(crate) lower: &'a str,
    pub(crate) orth: &'a str,
    pub(crate) is_space: bool,
}

enum Check {
    In(Vec<String>, bool),
    Matches(Pattern),
}

impl Check {
    fn new(condition: &Condition) -> Result<Check, PatternError> {
        Ok(match condition {
            Condition::In(list) => Check::In(list.clone(), true),
            Condition::NotIn(list) => Check::In(list.clone(), false),
            Condition::Regex(source) => Check::Matches(Pattern::new(source)?),
        })
    }

    fn holds(&self, text: &str) -> bool {
        match self {
            Check::In(list, wanted) => list.iter().any(|l| l == text) == *wanted,
            Check::Matches(pattern) => pattern.find(text).is_some(),
        }
    }
}

struct Test {
    tag: Vec<Check>,
    dep: Vec<Check>,
    lower: Vec<Check>,
    orth: Vec<Check>,
    is_space: Option<bool>,
}

impl Test {
    fn new(test: &TokenTest) -> Result<Test, PatternError> {
        let all = |list: &[Condition]| list.iter().map(Check::new).collect::<Result<Vec<_>, _>>();
        Ok(Test {
            tag: all(&test.tag)?,
            dep: all(&test.dep)?,
            lower: all(&test.lower)?,
            orth: all(&test.orth)?,
            is_space: test.is_space,
        })
    }

    fn holds(&self, token: Seen<'_>) -> bool {
        let all = |checks: &[Check], text: &str| checks.iter().all(|c| c.holds(text));
        self.is_space.is_none_or(|want| want == token.is_space)
            && all(&self.tag, token.tag)
            && all(&self.dep, token.dep)
            && all(&self.lower, token.lower)
            && all(&self.orth, token.orth)
    }
}

/// What a rule writes, as ids of the model's labels; the lemma as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) tag: Option<u16>,
    pub(crate) pos: Option<u16>,
    pub(crate) morph: Option<u16>,
    pub(crate) dep: Option<u16>,
    pub(crate) lemma: Option<Box<str>>,
}

/// A pattern of two tokens.
struct Pair {
    rule: u16,
    first: Test,
    second: Test,
    /// Which of the two the rule writes on.
    target: usize,
}

/// The rules of a model.
pub(crate) struct Ruler {
    singles: Vec<(u16, Test)>,
    pairs: Vec<Pair>,
    writes: Vec<Written>,
}

/// Patterns of two tokens that fit a mask.
pub(crate) const MOST_PAIRS: usize = 32;

/// Rules that a token meets by itself, and the pairs that it may start or end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) rules: Box<[u16]>,
    pub(crate) starts: u32,
    pub(crate) ends: u32,
}

impl Ruler {
    /// Compiles rules; patterns that have more than two tokens, or too many of two, are an error.
    pub(crate) fn new(rules: &[Rule], strings: &mut Strings) -> Result<Ruler, PatternError> {
        let mut ruler = Ruler { singles: Vec::new(), pairs: Vec::new(), writes: Vec::new() };
        for (i, rule) in rules.iter().take(usize::from(u16::MAX)).enumerate() {
            for pattern in &rule.patterns {
                match pattern.as_slice() {
                    [test] if rule.index == 0 => ruler.singles.push((i as u16, Test::new(test)?)),
                    [first, second] if rule.index < 2 && ruler.pairs.len() < MOST_PAIRS => {
                        let (first, second) = (Test::new(first)?, Test::new(second)?);
                        ruler.pairs.push(Pair { rule: i as u16, first, second, target: rule.index });
                    }
                    _ => return Err(PatternError::rule(i)),
                }
            }
            let w = &rule.writes;
            let mut id = |text: &Option<String>| text.as_deref().map(|t| strings.id(t));
            ruler.writes.push(Written {
                tag: id(&w.tag),
                pos: id(&w.pos),
                morph: id(&w.morph),
                dep: id(&w.dep),
                lemma: w.lemma.as_deref().map(Into::into),
            });
        }
        Ok(ruler)
    }

    /// Matches one token.
    pub(crate) fn meet(&self, token: Seen<'_>) -> Met {
        let mask = |side: fn(&Pair) -> &Test| {
            let held = self.pairs.iter().enumerate().filter(|(_, p)| side(p).holds(token));
            held.fold(0, |bits, (i, _)| bits | 1u32 << i)
        };
        Met {
            rules: self.singles.iter().filter(|(_, test)| test.holds(token)).map(|(rule, _)| *rule).collect(),
            starts: mask(|p| &p.first),
            ends: mask(|p| &p.second),
        }
    }

    /// All rules for a token that stands in pairs: those with the token before it, those with the
    /// token behind it.
    pub(crate) fn rules(&self, own: &[u16], before: u32, behind: u32) -> Vec<u16> {
        let paired = |bits: u32, target| {
            let pairs = self.pairs.iter().enumerate();
            pairs.filter(move |(i, p)| bits >> i & 1 == 1 && p.target == target).map(|(_, p)| p.rule)
        };
        let mut all: Vec<u16> =
            own.iter().copied().chain(paired(before, 1)).chain(paired(behind, 0)).collect();
        all.sort_unstable();
        all
    }

    /// What rules write together.
    pub(crate) fn apply(&self, rules: &[u16]) -> Written {
        let mut all = Written::default();
        for rule in rules {
            let w = &self.writes[usize::from(*rule)];
            all.tag = w.tag.or(all.tag);
            all.pos = w.pos.or(all.pos);
            all.morph = w.morph.or(all.morph);
            all.dep = w.dep.or(all.dep);
            if w.lemma.is_some() {
                all.lemma.clone_from(&w.lemma);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Writes;

    fn is(text: &str) -> Vec<Condition> {
        vec![Condition::In(vec![text.into()])]
    }

    fn rule(patterns: Vec<Vec<TokenTest>>, index: usize, pos: &str) -> Rule {
        Rule { patterns, index, writes: Writes { pos: Some(pos.into()), ..Writes::default() } }
    }

    #[test]
    fn later_rules_overwrite_and_pairs_reach_their_target() {
        let tag = TokenTest { tag: is("VB"), ..TokenTest::default() };
        let gon = TokenTest { lower: is("gon"), ..TokenTest::default() };
        let na = TokenTest { lower: vec![Condition::Regex("^na$".into())], ..TokenTest::default() };
        let mut strings = Strings::default();
        let rules = [rule(vec![vec![tag]], 0, "VERB"), rule(vec![vec![gon, na]], 1, "PART")];
        let ruler = Ruler::new(&rules, &mut strings).expect("rules");
        let seen = |lower| Seen { tag: "VB", dep: "", lower, orth: lower, is_space: false };
        let (first, second) = (ruler.meet(seen("gon")), ruler.meet(seen("na")));
        assert_eq!((&first.rules[..], first.starts, second.ends), (&[0][..], 1, 1));
        let pair = first.starts & second.ends;
        let alone = ruler.apply(&ruler.rules(&second.rules, 0, 0));
        let paired = ruler.apply(&ruler.rules(&second.rules, pair, 0));
        assert_eq!(alone.pos, Some(strings.id("VERB")));
        assert_eq!(paired.pos, Some(strings.id("PART")));
        assert_eq!(ruler.apply(&ruler.rules(&first.rules, 0, pair)).pos, Some(strings.id("VERB")));
    }
}

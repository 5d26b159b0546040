//! Questions that may be one but are not joined: the match of their keys, part by part, with a score.

use super::case::{Case, Group};
use super::episode::{GAP, Stretch};
use super::lexicon::Lexicon;
use super::sketch::likeness;
use std::collections::BTreeMap;
use types::{Asked, Spot, Suggestion, Testimony, Who};

/// What a part of the key gives that is the same …
const SAME: f64 = 1.0;
/// … that holds the other …
const HOLDS: f64 = 0.6;
/// … that only one of them has.
const OPEN: f64 = 0.5;
/// Acts whose words are at least so alike are offered.
const ALIKE: f64 = 0.7;
/// Days further apart than this are of two events.
const APART: i32 = 7;
/// Below this nothing is offered.
const LEAST: f64 = 0.3;
/// Of so many questions of a kind at most all pairs are tried.
const MOST: usize = 2000;

/// One part of a match: what it gives, and in words what matches.
type Part = Option<(f64, String)>;

/// A question as it is matched: what one of its testimonies asks, and its days.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// Any testimony to it.
    pub testimony: &'a Testimony,
    /// First and last day of its episode, where it has some.
    pub days: Option<Stretch>,
}

impl Case<'_> {
    /// All pairs of questions of one kind whose keys match well enough, the best first.
    pub fn suggestions(&self) -> Vec<Suggestion> {
        let mut kinds: BTreeMap<(usize, &types::Mode), Vec<&Group>> = BTreeMap::new();
        for group in &self.groups {
            let row = &self.rows[group.rows[0]];
            kinds.entry((row.kind, &row.t.mode)).or_default().push(group);
        }
        let sought = |g: &Group| Sought { testimony: self.rows[g.rows[0]].t, days: g.days };
        let mut found: Vec<Suggestion> = Vec::new();
        for groups in kinds.into_values() {
            for (i, a) in groups.iter().take(MOST).enumerate() {
                found.extend(groups[i + 1..].iter().take(MOST).filter_map(|b| {
                    let (score, why) = alike(self.lexicon, &sought(a), &sought(b))?;
                    Some(Suggestion { a: a.id.clone(), b: b.id.clone(), score, why })
                }));
            }
        }
        found.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
        found
    }
}

/// How well the keys of two questions match, above 0 and at most 1, with what matches how; nothing where a part
/// of them says that they are two, or too little speaks for one.
pub fn alike(lexicon: &Lexicon, a: &Sought<'_>, b: &Sought<'_>) -> Option<(f64, Vec<String>)> {
    let (s, t) = (a.testimony, b.testimony);
    if s.kind != t.kind || s.mode != t.mode {
        return None;
    }
    let (x, y) = (&s.asked, &t.asked);
    let open = lexicon.kind_named(&s.kind).is_some_and(|k| lexicon.kinds[k].open);
    let parts = [
        if open { acts(s, t)? } else { classes(lexicon, x, y)? },
        whos(&x.who, &y.who)?,
        places(x.place.as_ref(), y.place.as_ref())?,
        days(a.days, b.days)?,
    ];
    let score: f64 = parts.iter().map(|(score, _)| score).product();
    let why = parts.into_iter().map(|(_, why)| why).filter(|w| !w.is_empty()).collect();
    (score >= LEAST).then_some((score, why))
}

/// Two acts, the same or alike. Vectors put contraries close together too.
fn acts(a: &Testimony, b: &Testimony) -> Part {
    let (x, y) = (a.class.as_deref()?, b.class.as_deref()?);
    if x == y {
        return Some((SAME, format!("both are about whether to “{x}”")));
    }
    let like = likeness(a.sense.as_deref()?, b.sense.as_deref()?).filter(|l| *l >= ALIKE)?;
    Some((like, format!("“{x}” and “{y}” are alike by their words, {like:.2}, or contrary")))
}

fn classes(lexicon: &Lexicon, a: &Asked, b: &Asked) -> Part {
    let (Some(x), Some(y)) = (&a.class, &b.class) else {
        return (a.class == b.class).then_some((SAME, String::new()));
    };
    let index = |name: &str| lexicon.class_named(name);
    let holds =
        |x: &str, y: &str| index(x).is_some_and(|x| index(y).is_some_and(|y| lexicon.class_holds(x, y)));
    if x == y {
        Some((SAME, format!("both count {x}")))
    } else if holds(x, y) || holds(y, x) {
        Some((HOLDS, format!("of {x} and {y} one class holds the other")))
    } else {
        None
    }
}

fn whos(a: &[Who], b: &[Who]) -> Part {
    let shared = a.iter().filter(|w| b.iter().any(|o| o.key == w.key)).count();
    let names = |of: &[Who]| of.iter().map(|w| w.name.as_str()).collect::<Vec<_>>().join(" and ");
    match (a.len(), b.len()) {
        (0, 0) => Some((SAME, String::new())),
        (x, y) if shared == x && shared == y => Some((SAME, format!("both are about {}", names(a)))),
        (0, _) => Some((OPEN, format!("only one says that it is about {}", names(b)))),
        (_, 0) => Some((OPEN, format!("only one says that it is about {}", names(a)))),
        _ if shared > 0 => Some((HOLDS, format!("{} and {} share an actor", names(a), names(b)))),
        _ => None,
    }
}

fn places(a: Option<&Spot>, b: Option<&Spot>) -> Part {
    match (a, b) {
        (None, None) => Some((SAME, String::new())),
        (Some(x), Some(y)) if x.same(y) => Some((SAME, format!("both are in {}", x.name))),
        (Some(x), Some(y)) if x.holds(y) => Some((HOLDS, format!("{} lies in {}", y.name, x.name))),
        (Some(x), Some(y)) if y.holds(x) => Some((HOLDS, format!("{} lies in {}", x.name, y.name))),
        (Some(_), Some(_)) => None,
        (Some(one), None) | (None, Some(one)) => Some((OPEN, format!("only one says {}", one.name))),
    }
}

/// Whether the days of two questions lie too far apart for them to be one.
pub fn apart(a: Option<Stretch>, b: Option<Stretch>) -> bool {
    days(a, b).is_none()
}

fn days(a: Option<Stretch>, b: Option<Stretch>) -> Part {
    match (a, b) {
        (None, None) => Some((SAME, String::new())),
        (Some(a), Some(b)) => {
            let gap = (b.0 - a.1).max(a.0 - b.1).max(0);
            let words = || format!("{gap} days lie between them");
            match gap {
                0..=GAP => Some((SAME, words())),
                _ if gap <= APART => Some((HOLDS, words())),
                _ => None,
            }
        }
        _ => Some((HOLDS, "only one says on which days".to_owned())),
    }
}

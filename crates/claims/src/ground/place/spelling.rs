//! Another spelling of a place that the gazetteer knows: "Orlomaar" for "Orlomar".
//!
//! Tried only where no place goes by the name as it is written and the text says where to look. Edits are
//! those by which transliterations differ, one or two of them; Levenshtein's distance is walked along the
//! gazetteer's own index (Schulz and Mihov, "Fast string correction with Levenshtein automata", 2002).

use super::atlas::{Atlas, Candidate};
use super::choose::Scored;
use super::fold_bare;
use super::geo::km;
use super::relate::Group;
use super::spot::{Found, Mention};
use types::PlaceKind;

/// A shorter name is too near too many others.
const SHORTEST: usize = 6;
/// From this length on two edits may be made.
const LONG: usize = 9;
/// A longer key is no name.
const LONGEST: usize = 28;
/// At most this many names of a text are looked for.
const TRIED: usize = 12;
/// How near to another place of the text, in kilometres.
const NEAR_KM: f64 = 100.0;
/// Places nearer to one another than this are one.
const SAME_KM: f64 = 15.0;
/// People of a town that the country alone vouches for.
const KNOWN_TOWN: u32 = 100_000;

/// Letters that transliterations add, drop and exchange freely.
const SOFT: &[u8] = b"aeiouyhw";
/// Consonants that transliterations exchange.
const PAIRS: [(u8, u8); 12] = [
    (b'k', b'q'),
    (b'c', b'k'),
    (b's', b'z'),
    (b'g', b'j'),
    (b'd', b't'),
    (b'v', b'w'),
    (b'v', b'f'),
    (b'b', b'v'),
    (b's', b'c'),
    (b'd', b'z'),
    (b'g', b'k'),
    (b'b', b'p'),
];

/// Gives names that no place goes by the place whose name is spelled nearly so, where the text says that it
/// lies there. Two such places leave the name unknown.
pub(super) fn respell<'a>(
    atlas: &Atlas<'a>,
    mentions: &[Mention<'a>],
    groups: &[Group<'a>],
    holders: &[Option<Candidate<'a>>],
    chosen: &mut [Vec<Scored<'a>>],
) {
    let known: Vec<Candidate<'a>> = chosen.iter().filter_map(|l| Some(l.first()?.candidate)).collect();
    let labelled = |g: &Group<'_>| g.mentions.iter().any(|m| mentions[*m].found == Found::Labelled);
    let unknown = |g: &usize| chosen[*g].is_empty() && labelled(&groups[*g]);
    let tried: Vec<usize> = (0..groups.len()).filter(unknown).take(TRIED).collect();
    for g in tried {
        let group = &groups[g];
        let held = group.mentions.iter().filter_map(|m| holders[*m].as_ref());
        let held: Vec<&Candidate<'a>> = held.collect();
        let bare = group.mentions.first().and_then(|m| fold_bare(&mentions[*m].name));
        let keys = std::iter::once(&group.key).chain(&bare);
        chosen[g].extend({ keys }.find_map(|key| nearest(atlas, key, group.kind, &held, &known)));
    }
}

fn nearest<'a>(
    atlas: &Atlas<'a>,
    key: &str,
    kind: Option<PlaceKind>,
    held: &[&Candidate<'a>],
    known: &[Candidate<'a>],
) -> Option<Scored<'a>> {
    if key.len() < SHORTEST || key.len() > LONGEST || known.is_empty() || !key.is_ascii() {
        return None;
    }
    let mut fits: Vec<(usize, String, Candidate<'a>)> = Vec::new();
    for (name, edits) in atlas.spelled(key, if key.len() < LONG { 1 } else { 2 }) {
        for c in atlas.candidates(&name).iter() {
            let town = matches!(c.kind, PlaceKind::Populated | PlaceKind::Admin1 | PlaceKind::Admin2);
            let of_kind =
                kind.is_none_or(|k| k == c.kind || k != PlaceKind::Populated && k != PlaceKind::Admin1);
            if town && of_kind && !c.how.is_code() {
                fits.extend(context(c, held, known).map(|why| (edits, why, *c)));
            }
        }
    }
    fits.sort_by_key(|(edits, _, c)| {
        (*edits, c.kind != PlaceKind::Populated, std::cmp::Reverse(c.population))
    });
    let (edits, why, best) = fits.first()?;
    let rival =
        |c: &Candidate<'_>| !c.inside(best) && !best.inside(c) && km(c.point(), best.point()) > SAME_KM;
    if fits.iter().any(|(_, _, c)| rival(c)) {
        return None;
    }
    let letters = if *edits == 1 { "letter" } else { "letters" };
    let name = if best.how.is_main() { "" } else { "another name of " };
    let note = format!("spelling: {edits} {letters} off {name}{}; {why}", best.name);
    Some(Scored::respelled(*best, *edits, note))
}

/// What in the text says that a place lies there. For a name that it does not go by in the first place, a
/// unit of its state must hold it.
fn context(c: &Candidate<'_>, held: &[&Candidate<'_>], known: &[Candidate<'_>]) -> Option<String> {
    let main = c.how.is_main();
    if !held.is_empty() || !main {
        let holder = held.iter().find(|h| c.inside(h) && (main || h.kind != PlaceKind::Country))?;
        return Some(format!("the text says that it lies in {}", holder.name));
    }
    let near = |k: &&Candidate<'_>| {
        let local = matches!(k.kind, PlaceKind::Populated | PlaceKind::Admin2);
        local && k.code == c.code && km(k.point(), c.point()) <= NEAR_KM
            || k.kind == PlaceKind::Admin1 && c.inside(k)
    };
    if let Some(near) = known.iter().find(near) {
        return Some(format!("near {}", near.name));
    }
    let mut states = known.iter().filter(|k| !k.code.is_empty()).map(|k| k.code);
    let first = states.next()?;
    let only = states.all(|s| s == first) && c.code == first;
    (only && c.population >= KNOWN_TOWN).then(|| "in the only country of the text".to_owned())
}

impl Atlas<'_> {
    /// Keys of names at most so many edits of transliteration off, with how many; as many letters at the head
    /// are the same.
    fn spelled(&self, key: &str, edits: usize) -> Vec<(String, usize)> {
        let walk = Walk::new(key.as_bytes(), edits);
        let mut found = self.gazetteer.spelled(&walk);
        for other in self.lexicon.keys().filter(|k| k.as_bytes().first() == key.as_bytes().first()) {
            let distance = walk.over(other.as_bytes());
            found.extend(distance.filter(|d| *d > 0).map(|d| (other.to_owned(), d)));
        }
        found.retain(|(other, _)| transliterated(key.as_bytes(), other.as_bytes()));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The keys near a key: Levenshtein's distance and the edits of transliterations, followed together letter by
/// letter, so that what leads nowhere is left at once.
pub(super) struct Walk<'k> {
    pub key: &'k [u8],
    pub edits: usize,
    /// Letters of the key that may be dropped, one bit each.
    dropped: u32,
}

/// Where a [`Walk`] stands after some letters.
#[derive(Clone)]
pub(super) struct Row {
    /// A row of Levenshtein's table: the distance of each start of the key to what was read. What lies more
    /// than the allowed edits off the diagonal is as good as infinite.
    cells: [u8; LONGEST + 1],
    read: u8,
    last: u8,
    /// Starts of the key that transliterate to what was read, one bit each; never too few.
    reached: u32,
}

/// More than any distance that counts.
const FAR: u8 = 100;

impl<'k> Walk<'k> {
    /// From a key of at most [`LONGEST`] bytes.
    pub(super) fn new(key: &'k [u8], edits: usize) -> Walk<'k> {
        let dropped = |i: &usize| SOFT.contains(&key[*i]) || key.get(i + 1) == Some(&key[*i]);
        let dropped = (0..key.len()).filter(dropped).fold(0, |bits, i| bits | 1 << i);
        Walk { key, edits, dropped }
    }

    pub(super) fn first(&self) -> Row {
        let cells = std::array::from_fn(|i| if i <= self.edits { i as u8 } else { FAR });
        Row { cells, read: 0, last: 0, reached: self.shortened(1) }
    }

    /// With what is reached by dropping letters of the key.
    fn shortened(&self, mut reached: u32) -> u32 {
        loop {
            let more = reached | (reached & self.dropped) << 1;
            if more == reached {
                return reached;
            }
            reached = more;
        }
    }

    /// After one more letter; nothing when no key that begins so is near. As many letters at the head as
    /// edits are allowed must be the key's own.
    pub(super) fn next(&self, row: &Row, letter: u8) -> Option<Row> {
        let at = usize::from(row.read);
        if at < self.edits && self.key.get(at) != Some(&letter) {
            return None;
        }
        let reached = self.reached(row, letter);
        let mut next =
            Row { cells: [FAR; LONGEST + 1], read: row.read.saturating_add(1), last: letter, reached };
        let from = (at + 1).saturating_sub(self.edits);
        let to = (at + 1 + self.edits).min(self.key.len());
        let mut least = FAR;
        for i in from..=to {
            let change = i.checked_sub(1).map(|b| row.cells[b] + u8::from(self.key[b] != letter));
            let left = i.checked_sub(1).map(|b| next.cells[b] + 1);
            let cell = (row.cells[i] + 1).min(change.unwrap_or(FAR)).min(left.unwrap_or(FAR)).min(FAR);
            next.cells[i] = cell;
            least = least.min(cell);
        }
        (reached != 0 && usize::from(least) <= self.edits).then_some(next)
    }

    fn reached(&self, row: &Row, letter: u8) -> u32 {
        let like = |own: u8| own == letter || alike(own, letter);
        let matched = (0..self.key.len()).filter(|i| row.reached & 1 << i != 0 && like(self.key[*i]));
        let matched = matched.fold(0, |bits, i| bits | 2 << i);
        // Of a doubled letter the second is the one that is added.
        let added = SOFT.contains(&letter) || row.last == letter;
        self.shortened(matched | if added { row.reached } else { 0 })
    }

    pub(super) fn distance(&self, row: &Row) -> usize {
        usize::from(row.cells[self.key.len()])
    }

    fn over(&self, other: &[u8]) -> Option<usize> {
        if self.key.len().abs_diff(other.len()) > self.edits {
            return None;
        }
        let row = other.iter().try_fold(self.first(), |row, letter| self.next(&row, *letter))?;
        Some(self.distance(&row)).filter(|d| *d <= self.edits)
    }
}

/// Whether transliterations exchange two letters.
fn alike(x: u8, y: u8) -> bool {
    SOFT.contains(&x) && SOFT.contains(&y) || PAIRS.contains(&(x, y)) || PAIRS.contains(&(y, x))
}

/// Whether two keys differ only as transliterations do: by vowels and breaths, a doubled letter, or a
/// consonant for its like.
fn transliterated(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([], rest) | (rest, []) => rest.iter().all(|l| SOFT.contains(l)),
        ([x, a @ ..], [y, b @ ..]) if x == y && transliterated(a, b) => true,
        ([x, ..], [y, ..]) => {
            let soft = |l: &u8| SOFT.contains(l);
            let doubled = |l: &[u8]| l.len() > 1 && l[0] == l[1];
            alike(*x, *y) && x != y && transliterated(&a[1..], &b[1..])
                || (soft(x) || doubled(a)) && transliterated(&a[1..], b)
                || (soft(y) || doubled(b)) && transliterated(a, &b[1..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn related(a: &str, b: &str) -> bool {
        transliterated(fold(a).as_bytes(), fold(b).as_bytes())
    }

    #[test]
    fn transliterations_differ_by_soft_letters_and_like_consonants() {
        for (a, b) in
            [("Orlomar", "Orlomaar"), ("Kessab", "Kesab"), ("Qurmin", "Kurmin"), ("Telleh", "Tella")]
        {
            assert!(related(a, b) && related(b, a), "{a} {b}");
        }
        for (a, b) in [("Orlomar", "Orlonar"), ("Tarbin", "Tarbil"), ("Merrow", "Mellow")] {
            assert!(!related(a, b), "{a} {b}");
        }
    }

    #[test]
    fn the_distance_is_levenshteins_within_one_first_letter() {
        let distance = |a: &str, b: &str| Walk::new(a.as_bytes(), 2).over(b.as_bytes());
        assert_eq!(distance("orlomar", "orlomar"), Some(0));
        assert_eq!(distance("orlomar", "orlmaar"), Some(2));
        assert_eq!(distance("orlomar", "arlomar"), None);
        assert_eq!(distance("orlomar", "oarlomar"), None);
        assert_eq!(distance("orlomar", "orl"), None);
    }
}

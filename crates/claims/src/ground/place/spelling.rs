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
pub(super) fn respell(
    atlas: &Atlas<'_>,
    mentions: &[Mention],
    groups: &[Group],
    holders: &[Option<Candidate>],
    chosen: &mut [Vec<Scored>],
) {
    let known: Vec<Candidate> = chosen.iter().filter_map(|l| Some(l.first()?.candidate.clone())).collect();
    let labelled = |g: &Group| g.mentions.iter().any(|m| mentions[*m].found == Found::Labelled);
    let unknown = |g: &usize| chosen[*g].is_empty() && labelled(&groups[*g]);
    let tried: Vec<usize> = (0..groups.len()).filter(unknown).take(TRIED).collect();
    for g in tried {
        let group = &groups[g];
        let held = group.mentions.iter().filter_map(|m| holders[*m].as_ref());
        let held: Vec<&Candidate> = held.collect();
        let bare = group.mentions.first().and_then(|m| fold_bare(&mentions[*m].name));
        let keys = std::iter::once(&group.key).chain(&bare);
        chosen[g].extend({ keys }.find_map(|key| nearest(atlas, key, group.kind, &held, &known)));
    }
}

fn nearest(
    atlas: &Atlas<'_>,
    key: &str,
    kind: Option<PlaceKind>,
    held: &[&Candidate],
    known: &[Candidate],
) -> Option<Scored> {
    if key.len() < SHORTEST || key.len() > LONGEST || known.is_empty() || !key.is_ascii() {
        return None;
    }
    let mut fits: Vec<(usize, String, Candidate)> = Vec::new();
    for (name, edits) in atlas.spelled(key, if key.len() < LONG { 1 } else { 2 }) {
        for c in atlas.candidates(&name) {
            let town = matches!(c.kind, PlaceKind::Populated | PlaceKind::Admin1 | PlaceKind::Admin2);
            let of_kind =
                kind.is_none_or(|k| k == c.kind || k != PlaceKind::Populated && k != PlaceKind::Admin1);
            if town && of_kind && !c.how.is_code() && transliterated(key.as_bytes(), name.as_bytes()) {
                fits.extend(context(&c, held, known).map(|why| (edits, why, c)));
            }
        }
    }
    fits.sort_by_key(|(edits, _, c)| {
        (*edits, c.kind != PlaceKind::Populated, std::cmp::Reverse(c.population))
    });
    let (edits, why, best) = fits.first()?;
    let rival = |c: &Candidate| !c.inside(best) && !best.inside(c) && km(c.point(), best.point()) > SAME_KM;
    if fits.iter().any(|(_, _, c)| rival(c)) {
        return None;
    }
    let letters = if *edits == 1 { "letter" } else { "letters" };
    let name = if best.how.is_main() { "" } else { "another name of " };
    let note = format!("spelling: {edits} {letters} off {name}{}; {why}", best.name);
    Some(Scored::respelled(best.clone(), *edits, note))
}

/// What in the text says that a place lies there. For a name that it does not go by in the first place, a
/// unit of its state must hold it.
fn context(c: &Candidate, held: &[&Candidate], known: &[Candidate]) -> Option<String> {
    let main = c.how.is_main();
    if !held.is_empty() || !main {
        let holder = held.iter().find(|h| c.inside(h) && (main || h.kind != PlaceKind::Country))?;
        return Some(format!("the text says that it lies in {}", holder.name));
    }
    let near = |k: &&Candidate| {
        let local = matches!(k.kind, PlaceKind::Populated | PlaceKind::Admin2);
        local && k.code == c.code && km(k.point(), c.point()) <= NEAR_KM
            || k.kind == PlaceKind::Admin1 && c.inside(k)
    };
    if let Some(near) = known.iter().find(near) {
        return Some(format!("near {}", near.name));
    }
    let mut states = known.iter().filter(|k| !k.code.is_empty()).map(|k| k.code.as_str());
    let first = states.next()?;
    let only = states.all(|s| s == first) && c.code == first;
    (only && c.population >= KNOWN_TOWN).then(|| "in the only country of the text".to_owned())
}

impl Atlas<'_> {
    /// Keys of names at most so many edits off, with how many; as many letters at the head are the same.
    fn spelled(&self, key: &str, edits: usize) -> Vec<(String, usize)> {
        let mut found = self.gazetteer.spelled(key, edits);
        for other in self.lexicon.keys().filter(|k| k.as_bytes().first() == key.as_bytes().first()) {
            let distance = Row::over(key.as_bytes(), other.as_bytes(), edits);
            found.extend(distance.filter(|d| *d > 0).map(|d| (other.to_owned(), d)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A row of Levenshtein's table: the distance of each start of the key to what was read.
#[derive(Clone)]
pub(super) struct Row {
    cells: [u8; LONGEST + 1],
    read: u8,
}

impl Row {
    pub(super) fn first() -> Row {
        Row { cells: std::array::from_fn(|i| i as u8), read: 0 }
    }

    /// After one more letter. The `firm` letters at the head must be the key's own.
    pub(super) fn next(&self, key: &[u8], letter: u8, firm: usize) -> Row {
        let mut row = self.clone();
        row.read = self.read.saturating_add(1);
        row.cells[0] = row.read;
        let at = usize::from(self.read);
        let far = if at < firm && key.get(at) != Some(&letter) { LONGEST as u8 } else { 0 };
        for (i, own) in key.iter().enumerate() {
            let change = self.cells[i] + u8::from(*own != letter);
            row.cells[i + 1] = change.min(self.cells[i + 1] + 1).min(row.cells[i] + 1).saturating_add(far);
        }
        row.cells[0] = row.cells[0].saturating_add(far);
        row
    }

    pub(super) fn distance(&self, key: &[u8]) -> usize {
        usize::from(self.cells[key.len()])
    }

    pub(super) fn least(&self, key: &[u8]) -> usize {
        self.cells[..=key.len()].iter().copied().min().map_or(usize::MAX, usize::from)
    }

    fn over(key: &[u8], other: &[u8], most: usize) -> Option<usize> {
        if key.len().abs_diff(other.len()) > most {
            return None;
        }
        let row = other.iter().fold(Row::first(), |row, letter| row.next(key, *letter, most));
        Some(row.distance(key)).filter(|d| *d <= most)
    }
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
            let like = soft(x) && soft(y) || PAIRS.contains(&(*x, *y)) || PAIRS.contains(&(*y, *x));
            like && x != y && transliterated(&a[1..], &b[1..])
                || (soft(x) || doubled(a)) && transliterated(&a[1..], b)
                || (soft(y) || doubled(b)) && transliterated(a, &b[1..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        transliterated(fold(a).as_bytes(), fold(b).as_bytes())
    }

    #[test]
    fn transliterations_differ_by_soft_letters_and_like_consonants() {
        for (a, b) in
            [("Orlomar", "Orlomaar"), ("Kessab", "Kesab"), ("Qurmin", "Kurmin"), ("Telleh", "Tella")]
        {
            assert!(alike(a, b) && alike(b, a), "{a} {b}");
        }
        for (a, b) in [("Orlomar", "Orlonar"), ("Tarbin", "Tarbil"), ("Merrow", "Mellow")] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn the_distance_is_levenshteins_within_one_first_letter() {
        let distance = |a: &str, b: &str| Row::over(a.as_bytes(), b.as_bytes(), 2);
        assert_eq!(distance("orlomar", "orlomar"), Some(0));
        assert_eq!(distance("orlomar", "orlmaar"), Some(2));
        assert_eq!(distance("orlomar", "arlomar"), None);
        assert_eq!(distance("orlomar", "oarlomar"), None);
        assert_eq!(distance("orlomar", "orl"), None);
    }
}

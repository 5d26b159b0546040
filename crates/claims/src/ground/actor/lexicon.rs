//! The words and facts that this module reads, from `lexicons/actors*.toml` and `lexicons/people.toml`.

use super::rows::{Body, Entry, File, People, Section};
use super::shape::Gender;
use crate::{LexiconError, lexicon};
use rustc_hash::{FxHashMap, FxHashSet};

const ACTORS: [(&str, &str); 4] = [
    ("actors.toml", include_str!("../../../../../lexicons/actors.toml")),
    ("actors-armed.toml", include_str!("../../../../../lexicons/actors-armed.toml")),
    ("actors-bodies.toml", include_str!("../../../../../lexicons/actors-bodies.toml")),
    ("actors-media.toml", include_str!("../../../../../lexicons/actors-media.toml")),
];
const PEOPLE: (&str, &str) = ("people.toml", include_str!("../../../../../lexicons/people.toml"));

/// What sort of thing a noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// A human being.
    Person(Option<Gender>),
    /// A body of people; index into [`Lexicon::bodies`].
    Body(usize),
    /// A thing that speaks.
    Document,
}

/// How a word of the lexicon stands for its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Name,
    People,
    Seat,
}

/// A form of an entry, filed under its first word.
struct Form {
    words: String,
    entry: usize,
    used: Use,
}

/// The words that this module reads.
#[derive(Default)]
pub struct Lexicon {
    pub(super) entries: Vec<Entry>,
    pub(super) bodies: Vec<Body>,
    forms: FxHashMap<String, Vec<Form>>,
    nouns: FxHashMap<String, Noun>,
    titles: FxHashMap<String, Option<Gender>>,
    given: FxHashMap<String, Gender>,
    abbreviations: FxHashMap<String, String>,
    sets: FxHashMap<&'static str, FxHashSet<String>>,
}

impl Lexicon {
    /// As shipped.
    ///
    /// # Errors
    /// When a file does not have its form.
    pub fn builtin() -> Result<Lexicon, LexiconError> {
        let mut lexicon = Lexicon::default();
        for (file, text) in ACTORS {
            let file: File = lexicon::parse(file, text)?;
            file.section.into_iter().for_each(|section| lexicon.take(section));
        }
        lexicon.take_people(lexicon::parse(PEOPLE.0, PEOPLE.1)?);
        Ok(lexicon)
    }

    fn take(&mut self, section: Section) {
        for mut entry in section.entries {
            entry.kind = section.kind;
            entry.sorts.extend(section.sorts.iter().cloned());
            let index = self.entries.len();
            self.file(&entry.name, index, Use::Name);
            entry.aliases.iter().for_each(|a| self.file(a, index, Use::Name));
            entry.people.iter().for_each(|a| self.file(a, index, Use::People));
            entry.seats.iter().for_each(|a| self.file(a, index, Use::Seat));
            self.entries.push(entry);
        }
    }

    /// Files a form so that the longest of those with the same first word is tried first.
    fn file(&mut self, words: &str, entry: usize, used: Use) {
        let mut keys = vec![first_word(words).to_owned()];
        // Some publishers' texts have lost their apostrophes.
        let joined = words.replacen('\'', "", 1);
        if joined.len() < words.len() && first_word(&joined) != keys[0] {
            keys.push(first_word(&joined).to_owned());
        }
        for key in keys {
            let list = self.forms.entry(key).or_default();
            let at = list.partition_point(|f| f.words.len() >= words.len());
            list.insert(at, Form { words: words.to_owned(), entry, used });
        }
    }

    fn take_people(&mut self, people: People) {
        let mut nouns = |words: &[String], noun| {
            self.nouns.extend(words.iter().map(|w| (w.clone(), noun)));
        };
        nouns(&people.documents, Noun::Document);
        people.bodies.iter().enumerate().for_each(|(i, b)| nouns(&b.words, Noun::Body(i)));
        nouns(&people.generic, Noun::Person(None));
        nouns(&people.any, Noun::Person(None));
        nouns(&people.male, Noun::Person(Some(Gender::Male)));
        nouns(&people.female, Noun::Person(Some(Gender::Female)));
        let mut titles = |words: Vec<String>, gender| {
            self.titles.extend(words.into_iter().map(|w| (w, gender)));
        };
        titles(people.titles, None);
        titles(people.male_titles, Some(Gender::Male));
        titles(people.female_titles, Some(Gender::Female));
        self.given.extend(people.male_names.into_iter().map(|n| (n, Gender::Male)));
        self.given.extend(people.female_names.into_iter().map(|n| (n, Gender::Female)));
        self.abbreviations = people.abbreviations;
        self.bodies = people.bodies;
        let mut set = |name, words: Vec<String>| self.sets.insert(name, words.into_iter().collect());
        set("generic", people.generic);
        set("qualifier", people.qualifiers);
        set("portfolio", people.portfolios);
        set("premises", people.premises);
        set("sponsor", people.sponsors);
        set("eponymous", people.eponymous);
        set("armed", people.armed);
        set("armed name", people.armed_names);
        set("outlet name", people.outlet_names);
        set("company name", people.company_names);
        set("relief name", people.relief_names);
        set("bearer", people.bearers);
        set("credit", people.credits);
        set("speech", people.speech);
        set("locative", people.locative);
    }

    /// Whether a word is in one of the plain lists of `people.toml`.
    pub(super) fn is(&self, set: &'static str, word: &str) -> bool {
        self.sets.get(set).is_some_and(|s| s.contains(word))
    }

    /// The sort of body that the last word of a name tells of: "Gazette", "Steel", "Relief".
    pub(super) fn sort_of_name(&self, last: &str) -> Option<&'static str> {
        let last = last.to_lowercase();
        [("outlet name", "outlet"), ("company name", "company"), ("relief name", "ngo")]
            .into_iter()
            .find(|(set, _)| self.is(set, &last))
            .map(|(_, sort)| sort)
    }

    /// What sort of thing a noun stands for, given its dictionary form in lower case.
    pub(super) fn noun(&self, word: &str) -> Option<Noun> {
        let word = self.abbreviations.get(word).map_or(word, String::as_str);
        self.nouns.get(word).or_else(|| self.nouns.get(word.strip_suffix('s')?)).copied()
    }

    /// The full word for a title or role: "sen." -> "senator". The word itself when it is none.
    pub(super) fn full<'a>(&'a self, word: &'a str) -> &'a str {
        self.abbreviations.get(word).map_or(word, String::as_str)
    }

    /// The gender that goes with a form of address; the outer value says whether it is one.
    pub(super) fn title(&self, word: &str) -> Option<Option<Gender>> {
        self.titles.get(word).copied()
    }

    /// The gender that most bearers of a given name have.
    pub(super) fn given(&self, name: &str) -> Option<Gender> {
        self.given.get(name).copied()
    }

    /// The entry that exactly these words name, or whose people they are.
    pub(super) fn entry(&self, words: &str) -> Option<usize> {
        let list = self.forms.get(first_word(words))?;
        list.iter().find(|f| f.words == words && f.used != Use::Seat).map(|f| f.entry)
    }

    /// The longest form that the text starts with: its length in bytes of the text, its entry, and
    /// how it stands for it. The caller checks that the text's words end there.
    pub(super) fn longest(&self, text: &str, ends: impl Fn(usize) -> bool) -> Option<(usize, usize, Use)> {
        let first = first_word(text);
        let genitive = first.strip_suffix('s').filter(|f| f.len() > 3);
        [Some(first), genitive].into_iter().flatten().find_map(|key| {
            self.forms.get(key)?.iter().find_map(|form| {
                let length = prefix(&form.words, text)?;
                // "Norlands army", where the apostrophe is lost.
                let lost = form.words.len() > 3 && text[length..].starts_with('s');
                let length = if lost && !ends(length) { length + 1 } else { length };
                ends(length).then_some((length, form.entry, form.used))
            })
        })
    }
}

/// Up to the first character that is no letter, digit or full stop; without full stops at its end.
fn first_word(text: &str) -> &str {
    let end = |c: char| !c.is_alphanumeric() && c != '.';
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let end = text[plain..].find(end).map_or(text.len(), |more| plain + more);
    text[..end].trim_end_matches('.')
}

/// Bytes of `text` that `form` takes up at its start; apostrophes and blanks of any sort are equal.
fn prefix(form: &str, text: &str) -> Option<usize> {
    let plain = |c: char| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '\u{a0}' => ' ',
        '‑' => '-',
        other => other,
    };
    let same = form.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    match (form.as_bytes().get(same), text.as_bytes().get(same)) {
        (None, _) => return Some(same),
        (Some(wanted), Some(found)) if found.is_ascii() && wanted.is_ascii() && *wanted != b'\'' => {
            return None;
        }
        _ => {}
    }
    let mut length = 0;
    let mut rest = text.chars().peekable();
    for wanted in form.chars() {
        let found = *rest.peek()?;
        if wanted == '\'' && plain(found) != '\'' {
            continue;
        }
        rest.next();
        if plain(found) != wanted {
            return None;
        }
        length += found.len_utf8();
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Noun, Use};

    #[test]
    fn every_entry_can_be_found_by_its_name() {
        let lexicon = Lexicon::builtin().unwrap();
        for (i, entry) in lexicon.entries.iter().enumerate() {
            assert_eq!(lexicon.entry(&entry.name), Some(i), "{}", entry.name);
        }
    }

    #[test]
    fn every_name_people_and_seat_finds_its_own_row() {
        let lexicon = Lexicon::builtin().unwrap();
        let found = |words: &str, used: Use| {
            let text = format!("{words} said that the road was open.");
            let ends = |length: usize| !text[length..].starts_with(char::is_alphanumeric);
            let (length, entry, how) = lexicon.longest(&text, ends)?;
            (length == words.len() && how == used).then_some(entry)
        };
        let mut lost = Vec::new();
        for (i, entry) in lexicon.entries.iter().enumerate() {
            let names = std::iter::once(&entry.name).chain(&entry.aliases).map(|n| (n, Use::Name));
            let people = entry.people.iter().map(|n| (n, Use::People));
            let forms = names.chain(people).chain(entry.seats.iter().map(|n| (n, Use::Seat)));
            let other = forms.filter(|(words, used)| found(words, *used) != Some(i));
            lost.extend(other.map(|(words, used)| format!("{}: {words} ({used:?})", entry.name)));
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
    }

    #[test]
    fn what_an_entry_belongs_to_is_known_too() {
        let lexicon = Lexicon::builtin().unwrap();
        for entry in &lexicon.entries {
            for of in &entry.of {
                assert!(lexicon.entry(of).is_some(), "{}: of {of}", entry.name);
            }
        }
    }

    #[test]
    fn the_longest_form_wins_whatever_its_apostrophe() {
        let lexicon = Lexicon::builtin().unwrap();
        let text = "People’s Protection Units";
        let (length, entry, used) = lexicon.longest(text, |_| true).unwrap();
        assert_eq!((length, used), (text.len(), Use::Name));
        assert_eq!(lexicon.entries[entry].name, "People's Protection Units");
    }

    #[test]
    fn a_title_is_read_by_its_short_form() {
        let lexicon = Lexicon::builtin().unwrap();
        assert!(matches!(lexicon.noun("sen."), Some(Noun::Person(_))));
        assert_eq!(lexicon.full("sen."), "senator");
    }
}

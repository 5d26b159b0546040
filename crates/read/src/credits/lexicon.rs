//! Names of agencies and outlets, and the phrases of credits.

use crate::lexicon::parse;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// `lexicons/wires.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agency: Vec<Agency>,
    words: Words,
    house: Vec<House>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agency {
    name: String,
    marks: Vec<String>,
    names: Vec<String>,
    domains: Vec<String>,
}

/// Phrases in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub part: Vec<String>,
    pub whole: Vec<String>,
    pub rights: Vec<String>,
    pub beside: Vec<String>,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub filling: Vec<String>,
}

/// A note that only one agency writes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct House {
    pub agency: String,
    pub starts: Vec<String>,
    pub holds: String,
}

/// The outlets of `lexicons/actors-media.toml`; what else stands there is the actors' concern.
#[derive(Debug, Deserialize)]
struct Media {
    section: Vec<Section>,
}

#[derive(Debug, Deserialize)]
struct Section {
    entries: Vec<Outlet>,
}

#[derive(Debug, Deserialize)]
struct Outlet {
    name: String,
    aliases: Vec<String>,
}

/// Names by their first word, the longest first.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, Vec<(String, String)>>);

impl Names {
    fn add(&mut self, written: &str, canonical: &str) {
        let slot = self.0.entry(first_word(written).to_owned()).or_default();
        if slot.iter().all(|(w, _)| w != written) {
            slot.push((written.to_owned(), canonical.to_owned()));
            slot.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        }
    }

    /// The names in a text, in order, without overlap: start, end, canonical name.
    pub fn find<'a>(&'a self, text: &str) -> Vec<(usize, usize, &'a str)> {
        let mut found: Vec<(usize, usize, &str)> = Vec::new();
        for (start, word) in words(text) {
            if found.last().is_some_and(|f| start < f.1) {
                continue;
            }
            let rest = &text[start..];
            let names = self.0.get(word).into_iter().flatten();
            let fits = |name: &&(String, String)| {
                let after = rest.strip_prefix(name.0.as_str());
                after.is_some_and(|a| !a.starts_with(char::is_alphanumeric))
            };
            if let Some((written, canonical)) = names.clone().find(fits) {
                found.push((start, start + written.len(), canonical));
            }
        }
        found
    }

    /// The canonical name of what is written so, as a whole.
    pub fn exact(&self, written: &str) -> Option<&str> {
        let names = self.0.get(first_word(written))?;
        names.iter().find(|(w, _)| w == written).map(|(_, canonical)| canonical.as_str())
    }
}

fn first_word(name: &str) -> &str {
    name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// The runs of letters and digits, with where they start.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(move |w| (start(w), w))
}

pub(super) struct Wires {
    /// Marks of agencies: "AP".
    pub marks: Names,
    /// Agencies as bylines and notes write them, marks among them.
    pub agencies: Names,
    /// Agencies and outlets as the text names them.
    pub sources: Names,
    pub words: Words,
    pub houses: Vec<House>,
    domains: Vec<(String, String)>,
    /// From keys of publishers to canonical names.
    publishers: HashMap<String, String>,
}

/// Where no dateline is, shorter marks and those that look like names also stand for other things.
const LONG_MARK: usize = 3;
/// The one short mark that reporters write out as a word of its own.
const SHORT_MARK: &str = "AP";

impl Wires {
    fn new(file: File, media: Media) -> Wires {
        let (mut marks, mut agencies, mut sources) = (Names::default(), Names::default(), Names::default());
        let mut domains = Vec::new();
        let mut publishers = HashMap::new();
        for agency in &file.agency {
            agency.marks.iter().for_each(|m| marks.add(m, &agency.name));
            let letters = |m: &str| !m.contains(char::is_lowercase) && m.len() >= LONG_MARK;
            let plain = |m: &&String| letters(m) || *m == SHORT_MARK;
            for written in agency.names.iter().chain(agency.marks.iter().filter(plain)) {
                agencies.add(written, &agency.name);
                agencies.add(&written.to_uppercase(), &agency.name);
                sources.add(written, &agency.name);
                publishers.insert(key(written), agency.name.clone());
            }
            domains.extend(agency.domains.iter().map(|d| (d.clone(), agency.name.clone())));
        }
        for outlet in media.section.iter().flat_map(|s| &s.entries) {
            for written in outlet.aliases.iter().chain([&outlet.name]) {
                let canonical = agencies.exact(&outlet.name).unwrap_or(&outlet.name).to_owned();
                sources.add(written, &canonical);
                publishers.entry(key(written)).or_insert(canonical);
            }
        }
        Wires { marks, agencies, sources, words: file.words, houses: file.house, domains, publishers }
    }

    /// The agency that publishes under this name or address.
    pub fn agency_of_publisher(&self, publisher: &str) -> Option<&str> {
        let host = host(publisher);
        let domain = self.domains.iter().find(|(d, _)| {
            host.strip_suffix(d.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        });
        let named = || {
            let canonical = self.publishers.get(&key(publisher))?;
            self.domains.iter().find(|(_, name)| name == canonical)
        };
        domain.or_else(named).map(|(_, name)| name.as_str())
    }
}

/// What publishers are compared by: the canonical name of an agency or outlet that the lexicons know,
/// else the name or the address without what differs from writing to writing.
pub(crate) fn house(publisher: &str) -> String {
    if let Some(agency) = WIRES.agency_of_publisher(publisher) {
        return agency.to_owned();
    }
    let key = key(publisher);
    WIRES.publishers.get(&key).cloned().unwrap_or(key)
}

fn host(publisher: &str) -> String {
    let plain = publisher.trim().to_lowercase();
    let bare = plain.rsplit("//").next().unwrap_or_default().split('/').next().unwrap_or_default();
    bare.strip_prefix("www.").unwrap_or(bare).to_owned()
}

/// Letters and digits in lower case, without "the" before them; of an address the name that was
/// registered: `edition.courier.co.example` is `courier`.
fn key(publisher: &str) -> String {
    let host = host(publisher);
    let name = if host.contains('.') && !host.contains(' ') { registered(&host) } else { host.as_str() };
    let name = name.strip_prefix("the ").unwrap_or(name);
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The label before the public suffix, told by length: `com`, `co.uk`, `com.au`.
fn registered(host: &str) -> &str {
    let labels: Vec<&str> = host.split('.').filter(|l| !l.is_empty()).collect();
    let long = labels.iter().rev().skip(1).find(|l| l.len() > 3);
    long.or(labels.first()).copied().unwrap_or(host)
}

pub(super) static WIRES: LazyLock<Wires> = LazyLock::new(|| {
    Wires::new(
        parse("wires.toml", include_str!("../../../../lexicons/wires.toml")),
        parse("actors-media.toml", include_str!("../../../../lexicons/actors-media.toml")),
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_are_one_however_they_are_written() {
        assert_eq!(house("https://www.reuters.com/world"), "Reuters");
        assert_eq!(house("AP"), house("The Associated Press"));
        assert_eq!(house("www.anecourier.com"), house("The Ane Courier"));
        assert_eq!(house("edition.anecourier.co.uk"), "anecourier");
        assert_eq!(house(""), "");
    }

    #[test]
    fn phrases_are_in_lower_case() {
        let w = &WIRES.words;
        let lists = [&w.part, &w.whole, &w.rights, &w.beside, &w.before, &w.after, &w.filling];
        assert!(lists.into_iter().flatten().all(|p| p.to_lowercase() == *p));
    }
}

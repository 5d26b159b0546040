//! Places of made-up reports in a made-up world.

use super::tiny::world;
use super::{Lexicon, find};
use nlp::{Doc, Row};
use types::{Place, PlaceKind, PlaceRole, Precision};

/// A text as the grammar might see it: capitals are proper nouns, a preposition governs the next of
/// them, and the entities are given by their words.
fn read(text: &str, entities: &[(&str, &str)]) -> Vec<Place> {
    let words = tokens(text);
    let first = |offset: usize| words.iter().position(|(s, e)| *s <= offset && offset < *e).unwrap();
    let mut found = Vec::new();
    let mut from = 0;
    for (name, label) in entities {
        let start = from + text[from..].find(name).unwrap();
        found.push((first(start), first(start + name.len() - 1) + 1, *label));
        from = start + name.len();
    }
    let word = |t: usize| &text[words[t].0..words[t].1];
    let preposition = |t: usize| matches!(word(t), "in" | "from" | "of" | "near" | "to");
    let proper = |t: usize| word(t).chars().next().is_some_and(char::is_uppercase);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (t, (start, end)) in words.iter().enumerate() {
        let governor = (0..t).rev().take(3).find(|g| preposition(*g)).filter(|_| proper(t));
        let last = t + 1 == words.len() || !proper(t + 1);
        let (head, dep) = match governor {
            Some(g) if last => (g, "pobj"),
            _ if preposition(t) && t > 0 => (t - 1, "prep"),
            _ => (t, "ROOT"),
        };
        rows.push(Row {
            start: *start,
            end: *end,
            space_after: text[*end..].starts_with(' '),
            sentence_start: t == 0 || word(t - 1) == ".",
            tag: if proper(t) { "NNP" } else { "NN" },
            pos: if proper(t) { "PROPN" } else { "NOUN" },
            morph: "",
            lemma: word(t),
            head,
            dep,
        });
    }
    find(&Doc::from_rows(text, &rows, &found), &Lexicon::builtin().unwrap(), &world())
}

fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (i, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = i + c.len_utf8();
        match words.last_mut() {
            Some((start, e))
                if *e == i && c.is_alphanumeric() && text[*start..].starts_with(char::is_alphanumeric) =>
            {
                *e = end
            }
            _ => words.push((i, end)),
        }
    }
    words
}

fn one(text: &str, name: &str, entities: &[(&str, &str)]) -> Place {
    let places = read(text, entities);
    let found = places.iter().find(|p| p.span.of(text) == name);
    found.unwrap_or_else(|| panic!("{name} not among {places:?}")).clone()
}

#[test]
fn without_company_the_larger_place_is_meant() {
    let p = one("Shots were fired in Millbrook .", "Millbrook", &[("Millbrook", "GPE")]);
    assert_eq!((p.geonames, p.resolved, p.precision), (Some(13), true, Precision::Locality));
    assert!(p.why.unwrap().contains("before Millbrook (Kestrel, Valderia)"));
}

#[test]
fn what_the_text_says_of_the_holder_decides() {
    for text in ["Shots in Millbrook , Kestrel .", "Shots in the town of Millbrook in Kestrel province ."] {
        let p = one(text, "Millbrook", &[("Millbrook", "GPE"), ("Kestrel", "GPE")]);
        assert_eq!(p.geonames, Some(12), "{text}");
        assert_eq!(p.parents, ["Kestrel", "Valderia"], "{text}");
        assert!(p.why.unwrap().contains("the text says what holds it"));
    }
}

#[test]
fn the_other_places_of_the_text_decide() {
    let text = "Police from Washburn went to Millbrook . Roads to Port Amsel were closed .";
    let p = one(text, "Millbrook", &[("Washburn", "GPE"), ("Millbrook", "GPE"), ("Port Amsel", "GPE")]);
    assert_eq!(p.geonames, Some(12));
}

#[test]
fn an_unknown_village_is_somewhere_in_what_holds_it() {
    let text = "They held the village of Xyrene in the eastern province of Kestrel .";
    let p = one(text, "Xyrene", &[("Xyrene", "GPE"), ("Kestrel", "GPE")]);
    let kestrel = one(text, "Kestrel", &[("Xyrene", "GPE"), ("Kestrel", "GPE")]);
    assert!(!p.resolved && kestrel.resolved);
    assert_eq!((p.lat, p.lon, p.radius_km), (kestrel.lat, kestrel.lon, kestrel.radius_km));
    assert_eq!((p.geonames, p.precision, p.kind), (None, Precision::Region, PlaceKind::Populated));
    assert_eq!(p.parents, ["Kestrel", "Valderia"]);
    assert_eq!(p.why.as_deref(), Some("the gazetteer does not know it; somewhere in Kestrel"));
}

#[test]
fn an_unknown_place_without_a_holder_stays_unresolved() {
    let p = one("They fled from Xyrene .", "Xyrene", &[("Xyrene", "GPE")]);
    assert_eq!((p.lat, p.precision, p.resolved), (None, Precision::Unresolved, false));
}

#[test]
fn another_spelling_counts_where_the_text_says_where_to_look() {
    let held = "Shots in the town of Millbroek in Kestrel province .";
    let p = one(held, "Millbroek", &[("Millbroek", "GPE"), ("Kestrel", "GPE")]);
    assert_eq!((p.geonames, p.resolved, p.name.as_str()), (Some(12), true, "Millbrook"));
    let why = p.why.unwrap();
    assert!(
        why.starts_with("spelling: 1 letter off Millbrook; the text says that it lies in Kestrel"),
        "{why}"
    );
    let near = "Shots in Millbroek . They fled to Washburn .";
    assert_eq!(one(near, "Millbroek", &[("Millbroek", "GPE"), ("Washburn", "GPE")]).geonames, Some(12));
    // Nothing says where, another place than Kestrel holds it, or the letters are no transliteration's.
    let alone = one("Shots in Millbroek .", "Millbroek", &[("Millbroek", "GPE")]);
    assert!(!alone.resolved && alone.lat.is_none());
    for other in ["Millbroor", "Nillbrook"] {
        let text = format!("Shots in the town of {other} in Kestrel province .");
        let p = one(&text, other, &[(other, "GPE"), ("Kestrel", "GPE")]);
        assert_eq!((p.geonames, p.resolved, p.precision), (None, false, Precision::Region), "{other}");
    }
}

#[test]
fn people_and_titles_are_no_places() {
    let text = "Anna Washburn spoke . Washburn left with Mayor Millbrook .";
    let entities = [("Anna Washburn", "PERSON"), ("Washburn", "GPE"), ("Millbrook", "GPE")];
    assert_eq!(read(text, &entities), []);
}

#[test]
fn a_name_inside_a_body_is_part_of_a_name() {
    let text = "The Port Amsel Police said so .";
    let p = one(text, "Port Amsel", &[("The Port Amsel Police", "ORG")]);
    assert_eq!((p.role, p.geonames), (PlaceRole::Name, Some(11)));
}

#[test]
fn roles_follow_the_words_around() {
    let seat = one("The Millbrook - based monitor spoke .", "Millbrook", &[("Millbrook", "GPE")]);
    assert_eq!(seat.role, PlaceRole::Seat);
    let origin = one("Fighters from Valderia came .", "Valderia", &[("Valderia", "GPE")]);
    assert_eq!((origin.role, origin.kind), (PlaceRole::Origin, PlaceKind::Country));
    let event = one("Fighting in Valderia went on .", "Valderia", &[("Valderia", "GPE")]);
    assert_eq!(event.role, PlaceRole::Event);
}

#[test]
fn the_grammar_may_miss_a_known_name() {
    assert_eq!(one("Shells fell in Port Amsel .", "Port Amsel", &[]).geonames, Some(11));
    assert_eq!(one("Rain fell on Amselhaven , Valderia .", "Valderia", &[]).geonames, Some(2));
    assert_eq!(read("A port and a mill in the brook .", &[]), []);
}

#[test]
fn seas_and_regions_come_from_the_lexicon() {
    let p = one("A ship sank in the Red Sea .", "Red Sea", &[("the Red Sea", "LOC")]);
    assert_eq!((p.kind, p.resolved), (PlaceKind::Physical, true));
}

#[test]
fn places_come_in_order_without_overlap() {
    let text = "Washburn , Millbrook and Port Amsel in Kestrel , Valderia .";
    let places = read(
        text,
        &[
            ("Washburn", "GPE"),
            ("Millbrook", "GPE"),
            ("Port Amsel", "FAC"),
            ("Kestrel", "ORG"),
            ("Valderia", "GPE"),
        ],
    );
    assert_eq!(places.len(), 5);
    assert!(places.windows(2).all(|w| w[0].span.end <= w[1].span.start));
}

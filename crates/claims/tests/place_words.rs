//! Every word of the tables that steer places has its effect: each row of `[kinds]`, `[roles]` and `[names]` of
//! `lexicons/places.toml` is put into a phrase whose grammar is given, and the place beside it must be read as
//! the table says, and otherwise with another word there.
#![allow(clippy::disallowed_methods)]

use claims::Lexicons;
use claims::ground::place::{self, Gazetteer};
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use types::{Place, PlaceKind, PlaceRole};

/// A table and the check of one of its words.
type Case<'a> = (&'a str, &'a dyn Fn(&str) -> bool);

struct World {
    words: Table,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
}

impl World {
    fn open() -> World {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let data =
            std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
        let gazetteer = Gazetteer::from_bytes(std::fs::read(data.join("gazetteer.hsg")).unwrap()).unwrap();
        let words = std::fs::read_to_string(root.join("lexicons/places.toml")).unwrap().parse().unwrap();
        World { words, lexicons: Lexicons::builtin().unwrap(), gazetteer }
    }

    /// The places of a text of tokens `word/TAG/POS/dep/head`, with blanks between them.
    fn places(&self, tokens: &str, entities: &[(usize, usize, &str)]) -> Vec<Place> {
        let tokens: Vec<Vec<&str>> = tokens.split(' ').map(|t| t.split('/').collect()).collect();
        let text = tokens.iter().map(|t| t[0]).collect::<Vec<_>>().join(" ");
        let mut start = 0;
        let rows: Vec<nlp::Row> = tokens
            .iter()
            .enumerate()
            .map(|(i, t)| {
                let (from, head) = (start, t[4].parse().unwrap());
                start += t[0].len() + 1;
                let (end, sentence_start) = (from + t[0].len(), i == 0);
                let (tag, pos, dep, lemma) = (t[1], t[2], t[3], t[0]);
                let (space_after, morph) = (true, "");
                nlp::Row { start: from, end, space_after, sentence_start, tag, pos, morph, lemma, head, dep }
            })
            .collect();
        let doc = nlp::Doc::from_rows(&text, &rows, entities);
        place::find(&doc, &self.lexicons.place, &self.gazetteer)
    }

    /// The role of the only place.
    fn role(&self, tokens: &str, entity: (usize, usize, &str)) -> Option<PlaceRole> {
        match &self.places(tokens, &[entity])[..] {
            [place] => Some(place.role),
            _ => None,
        }
    }

    /// Checks each word of each table of a section.
    fn check(&self, section: &str, cases: &[Case<'_>]) {
        let section = self.words[section].as_table().unwrap();
        let mut without: Vec<String> = Vec::new();
        for (table, words) in section {
            let Some((_, works)) = cases.iter().find(|(name, _)| name == table) else {
                without.push(format!("[{table}] has no check"));
                continue;
            };
            let words = words.as_array().unwrap().iter().filter_map(Value::as_str);
            without.extend(words.filter(|w| !works(w)).map(|w| format!("[{table}] {w}")));
        }
        assert!(without.is_empty(), "words without effect:\n{}", without.join("\n"));
    }
}

/// A name as tokens that hang on its last, which hangs on `head` by `dep`, or is the root.
fn name(words: &str, at: usize, tie: Option<(&str, usize)>) -> (String, usize) {
    let words: Vec<&str> = words.split(' ').collect();
    let last = at + words.len() - 1;
    let (dep, head) = tie.unwrap_or(("ROOT", last));
    let inner = words.iter().take(words.len() - 1).map(|w| format!("{w}/NNP/PROPN/compound/{last} "));
    (inner.collect::<String>() + &format!("{}/NNP/PROPN/{dep}/{head}", words[words.len() - 1]), last + 1)
}

#[test]
fn every_word_for_a_kind_says_it() {
    let world = World::open();
    let kind = |word: &str, kind: PlaceKind| {
        let text = format!("a/DT/DET/det/1 {word}/NN/NOUN/ROOT/1 of/IN/ADP/prep/1 Orlomar/NNP/PROPN/pobj/2");
        world.places(&text, &[(3, 4, "GPE")]).iter().any(|p| p.kind == kind)
    };
    world.check(
        "kinds",
        &[
            ("country", &|w| kind(w, PlaceKind::Country)),
            ("admin1", &|w| kind(w, PlaceKind::Admin1)),
            ("admin2", &|w| kind(w, PlaceKind::Admin2)),
            ("populated", &|w| kind(w, PlaceKind::Populated)),
            ("physical", &|w| kind(w, PlaceKind::Physical)),
            ("facility", &|w| kind(w, PlaceKind::Facility)),
        ],
    );
}

#[test]
fn every_word_for_a_role_gives_it() {
    let world = World::open();
    let after = |word: &str, preposition: &str| {
        let text = format!("{word}/NN/NOUN/ROOT/0 {preposition}/IN/ADP/prep/0 Geneva/NNP/PROPN/pobj/1");
        world.role(&text, (2, 3, "GPE"))
    };
    let hyphen = |word: &str| {
        let text = format!(
            "Iraq/NNP/PROPN/npadvmod/2 -/HYPH/PUNCT/punct/2 {word}/VBN/VERB/amod/3 men/NNS/NOUN/ROOT/3"
        );
        world.role(&text, (0, 1, "GPE"))
    };
    let from = |who: &str| {
        let text = format!("{who}/NNP/PROPN/ROOT/0 from/IN/ADP/prep/0 Iraq/NNP/PROPN/pobj/1");
        world.role(&text, (2, 3, "GPE"))
    };
    let origin = |word: &str| {
        let text = format!("they/PRP/PRON/ROOT/0 {word}/IN/ADP/prep/0 Iraq/NNP/PROPN/pobj/1");
        world.role(&text, (2, 3, "GPE")) == Some(PlaceRole::Origin)
    };
    let land =
        |word: &str| world.role(&format!("Lebanese/JJ/ADJ/amod/1 {word}/NN/NOUN/ROOT/1"), (0, 1, "NORP"));
    // A name that nobody knows.
    let unknown = |word: &str, preposition: &str| {
        let text = format!("{word}/NN/NOUN/ROOT/0 {preposition}/IN/ADP/prep/0 Tarnu/NNP/PROPN/pobj/1");
        world.places(&text, &[(2, 3, "PERSON")]).len() == 1
    };
    assert!(!unknown("believe", "in") && !unknown("hear", "from"));
    assert_eq!(after("school", "in"), Some(PlaceRole::Event));
    assert_eq!(hyphen("wide"), Some(PlaceRole::Event));
    assert_eq!(from("Roe"), Some(PlaceRole::Origin));
    assert_eq!(land("poet"), Some(PlaceRole::Origin));
    world.check(
        "roles",
        &[
            ("seat", &|w| after(w, "in") == Some(PlaceRole::Seat)),
            ("origin", &|w| after(w, "in") == Some(PlaceRole::Origin) || origin(w)),
            ("spoken", &|w| after(w, "in") == Some(PlaceRole::Seat)),
            ("behind", &|w| hyphen(w) == Some(PlaceRole::Origin)),
            ("grounds", &|w| land(w) == Some(PlaceRole::Event)),
            ("happens", &|w| unknown(w, "in")),
            ("moves", &|w| unknown(w, "from")),
            ("distance", &|w| from(w) == Some(PlaceRole::Event)),
        ],
    );
}

#[test]
fn every_word_that_makes_or_unmakes_a_name_does_so() {
    let world = World::open();
    let alone = |words: &str| {
        let (text, end) = name(words, 0, None);
        world.places(&text, &[(0, end, "GPE")])
    };
    let titled = |title: &str| {
        let text = format!("{title}/NNP/PROPN/compound/1 Geneva/NNP/PROPN/ROOT/1");
        world.places(&text, &[(1, 2, "GPE")]).is_empty()
    };
    let body = |last: &str| {
        let text = format!(
            "Rotterdam/NNP/PROPN/compound/1 {last}/NNP/PROPN/nsubj/2 left/VBD/VERB/ROOT/2 Rotterdam/NNP/PROPN/dobj/2"
        );
        world.places(&text, &[(0, 2, "PERSON"), (3, 4, "GPE")]).iter().any(|p| p.span.start > 0)
    };
    let road = |road: &str| {
        let text = format!("{road}/NNP/PROPN/ROOT/0 612/CD/NUM/nummod/0");
        world.places(&text, &[(0, 2, "FAC")]).is_empty()
    };
    let other = |words: &str| {
        let (text, end) = name(words, 0, Some(("nsubj", words.split(' ').count())));
        let text = format!("{text} spoke/VBD/VERB/ROOT/{end}");
        !world.places(&text, &[(0, end, "FAC")]).iter().any(|p| p.resolved && p.role != PlaceRole::Origin)
    };
    let unknown = |last: &str| {
        let (text, end) = name(&format!("Tarnu {last}"), 2, Some(("pobj", 1)));
        let text = format!("kill/VB/VERB/ROOT/0 in/IN/ADP/prep/0 {text}");
        world.places(&text, &[(2, end, "PERSON")]).is_empty()
    };
    let labelled = |label: &str| world.places("Iraq/NNP/PROPN/ROOT/0", &[(0, 1, label)]).is_empty();
    let tongue = |word: &str| {
        let text = format!("{word}/VB/VERB/ROOT/0 French/JJ/ADJ/dobj/0");
        world.places(&text, &[(1, 2, "NORP")]).is_empty()
    };
    let part = |part: &str| alone(&format!("{part} Iraq")).iter().any(|p| p.name == "Iraq" && p.resolved);
    // Hong Kong and New York are also what holds them: there "the city of" tells the two apart.
    let city = |city: &str| {
        let (text, end) = name(city, 2, Some(("pobj", 1)));
        let called = format!("city/NN/NOUN/ROOT/0 of/IN/ADP/prep/0 {text}");
        let called = world.places(&called, &[(2, end, "GPE")]);
        let found = alone(city).into_iter().chain(called);
        found.into_iter().any(|p| p.kind == PlaceKind::Populated && p.resolved)
    };
    let with_any_word = [
        titled("Old"),
        body("Roe"),
        road("Orlomar"),
        labelled("ORG"),
        tongue("like"),
        part("Velvet"),
        other("Geneva"),
        unknown("Velvet"),
    ];
    assert_eq!(with_any_word, [false; 8]);
    world.check(
        "names",
        &[
            ("titles", &titled),
            ("parts", &part),
            ("famous", &city),
            ("bodies", &body),
            ("roads", &road),
            ("others", &unknown),
            ("not_alone", &other),
            ("no_place", &labelled),
            ("language", &tongue),
        ],
    );
}

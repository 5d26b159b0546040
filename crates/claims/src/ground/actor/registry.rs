//! The actors of one document while it is being read.

use super::lexicon::Lexicon;
use super::shape::Gender;
use rustc_hash::{FxHashMap, FxHashSet};
use types::{Actor, ActorId, ActorKind, Document};

/// What is known of an actor so far.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) kind: ActorKind,
    pub(super) named: bool,
    pub(super) aliases: Vec<String>,
    pub(super) affiliations: Vec<String>,
    /// One human being, named or not.
    pub(super) person: bool,
    pub(super) plural: bool,
    pub(super) gender: Option<Gender>,
    /// Roles and nouns that the text gives it: "president", "vice president", "coalition".
    pub(super) roles: Vec<String>,
    /// What sort of body it is.
    pub(super) sorts: Vec<String>,
    /// Lower-case words of its names and descriptions.
    pub(super) words: FxHashSet<String>,
    /// Who backs or leads it, as "United States backed".
    pub(super) sponsors: Vec<String>,
    /// Mentions so far.
    pub(super) count: usize,
    /// Which of several actors of the document with these words.
    pub(super) ordinal: usize,
}

impl Known {
    pub(super) fn new(name: &str, kind: ActorKind, named: bool) -> Known {
        let mut known = Known {
            name: name.to_owned(),
            kind,
            named,
            aliases: Vec::new(),
            affiliations: Vec::new(),
            person: kind == ActorKind::Person,
            plural: false,
            gender: None,
            roles: Vec::new(),
            sorts: Vec::new(),
            words: FxHashSet::default(),
            sponsors: Vec::new(),
            count: 0,
            ordinal: 0,
        };
        known.describe(name);
        known
    }

    /// Remembers the words of a name or description.
    pub(super) fn describe(&mut self, words: &str) {
        let split = |c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '’' | '\'');
        self.words.extend(words.split(split).filter(|w| w.len() > 1).map(str::to_lowercase));
    }

    pub(super) fn alias(&mut self, name: &str) {
        if name.replace('’', "'") != self.name && !name.is_empty() {
            add(&mut self.aliases, name);
        }
    }

    pub(super) fn affiliate(&mut self, name: &str) {
        if name != self.name {
            add(&mut self.affiliations, name);
        }
    }

    pub(super) fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|r| r == role)
    }

    fn id(&self, document: &Document) -> ActorId {
        let kind = match self.kind {
            ActorKind::Person => "person",
            ActorKind::Group => "group",
            ActorKind::Organisation => "organisation",
            ActorKind::State => "state",
            ActorKind::Unnamed => "unnamed",
            ActorKind::Document => "document",
        };
        let (kind, name) = (kind.as_bytes(), self.name.as_bytes());
        if self.named {
            return ActorId::of(&[kind, name]);
        }
        let ordinal = self.ordinal.to_string();
        ActorId::of(&[kind, name, document.document.as_str().as_bytes(), ordinal.as_bytes()])
    }

    pub(super) fn finish(self, document: &Document) -> Actor {
        Actor {
            id: self.id(document),
            name: self.name,
            kind: self.kind,
            aliases: self.aliases,
            affiliations: self.affiliations,
            named: self.named,
        }
    }
}

/// Adds what is not there yet.
pub(super) fn add(list: &mut Vec<String>, word: &str) {
    if !list.iter().any(|w| w == word) {
        list.push(word.to_owned());
    }
}

/// All actors, with a way back from the words that name them.
#[derive(Default)]
pub(super) struct Registry {
    pub(super) known: Vec<Known>,
    keys: FxHashMap<String, usize>,
    ordinals: FxHashMap<String, usize>,
}

impl Registry {
    pub(super) fn get(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    pub(super) fn file(&mut self, key: &str, actor: usize) {
        self.keys.entry(key.to_owned()).or_insert(actor);
    }

    /// A new actor, filed under a key unless the key is taken.
    pub(super) fn add(&mut self, key: &str, known: Known) -> usize {
        let actor = self.known.len();
        self.file(key, actor);
        self.known.push(known);
        actor
    }

    /// A new actor that the text does not name; one of many when others have the same words.
    pub(super) fn add_unnamed(&mut self, key: &str, mut known: Known) -> usize {
        let ordinal = self.ordinals.entry(known.name.clone()).or_default();
        known.ordinal = *ordinal;
        *ordinal += 1;
        let actor = self.add(key, known);
        // The newest is who a later definite description means.
        self.keys.insert(key.to_owned(), actor);
        actor
    }

    /// The actor of an entry of the lexicon.
    pub(super) fn entry(&mut self, lexicon: &Lexicon, entry: usize) -> usize {
        let facts = &lexicon.entries[entry];
        let key = format!("entry {}", facts.name);
        if let Some(actor) = self.get(&key) {
            return actor;
        }
        let mut known = Known::new(&facts.name, facts.kind, true);
        known.affiliations.clone_from(&facts.of);
        known.sorts.clone_from(&facts.sorts);
        facts.aliases.iter().for_each(|a| known.describe(a));
        self.add(&key, known)
    }
}

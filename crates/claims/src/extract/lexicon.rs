//! Words that attribute, hedge and lead to a claim, from `lexicons/cues.toml`.

use crate::{LexiconError, lexicon::parse};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use types::{Certainty, Stance};

/// What stands where beside a cue. The lexicon file explains each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Frame {
    Clause,
    Quote,
    Object,
    Small,
    To,
    ObjectTo,
    Raise,
    Passive,
    Prep(String),
    ObjectPrep(String),
}

impl Frame {
    fn named(name: &str) -> Option<Frame> {
        Some(match name {
            "clause" => Frame::Clause,
            "quote" => Frame::Quote,
            "object" => Frame::Object,
            "small" => Frame::Small,
            "to" => Frame::To,
            "object+to" => Frame::ObjectTo,
            "raise" => Frame::Raise,
            "passive" => Frame::Passive,
            _ => match (name.strip_prefix("prep:"), name.strip_prefix("object+")) {
                (Some(p), _) => Frame::Prep(p.to_owned()),
                (_, Some(p)) => Frame::ObjectPrep(p.to_owned()),
                _ => return None,
            },
        })
    }
}

/// What a word means where its frames fit.
#[derive(Debug)]
pub(crate) struct Sense {
    pub(crate) class: String,
    pub(crate) stance: Stance,
    pub(crate) certainty: Certainty,
    pub(crate) frames: Vec<Frame>,
    /// Whether the word is a cue by its frames alone; if not, it only says what a found cue means.
    pub(crate) finds: bool,
}

#[derive(Deserialize)]
struct File {
    verbs: Vec<Group>,
    nouns: Vec<Group>,
    adjectives: Vec<Group>,
    other: Other,
    hedges: Hedges,
    intent: Intent,
    labels: Labels,
    chain: Chain,
    channel: Channel,
    publisher: Publisher,
    figures: Figures,
}

#[derive(Deserialize)]
struct Group {
    #[serde(default)]
    class: String,
    #[serde(default = "asserts")]
    stance: Stance,
    #[serde(default = "certain")]
    certainty: Certainty,
    #[serde(default)]
    frames: Vec<String>,
    #[serde(default = "yes")]
    finds: bool,
    words: String,
}

#[derive(Deserialize)]
struct Other {
    never: String,
    withhold: String,
    evade: String,
    moved: String,
    decline: String,
    light: String,
    negations: String,
    anonymity: String,
    evidence: String,
    lies: String,
}

#[derive(Deserialize)]
struct Hedges {
    possible: String,
    probable: String,
    possible_predicates: String,
    probable_predicates: String,
    unknown_predicates: String,
    plain_predicates: String,
    noun: String,
    sure: String,
    nearly: String,
    known: String,
    abilities: String,
    undone: String,
    empty_negations: String,
}

#[derive(Deserialize)]
struct Intent {
    powerless: String,
    polite: String,
    polite_verbs: String,
}

#[derive(Deserialize)]
struct Labels {
    before: String,
}

#[derive(Deserialize)]
struct Chain {
    translator: String,
    translating: String,
    quoting: String,
    citing: String,
    origins: String,
}

#[derive(Deserialize)]
struct Channel {
    speaking: String,
    told: String,
    prepositions: String,
    nouns: String,
}

#[derive(Deserialize)]
struct Figures {
    put: String,
    moved: String,
    nouns: String,
    speakers: String,
}

/// Words that give a number. The lexicon file explains each.
#[derive(Debug)]
pub(crate) struct FigureWords {
    pub(crate) put: Words,
    pub(crate) moved: Words,
    pub(crate) nouns: Words,
    pub(crate) speakers: Words,
}

#[derive(Deserialize)]
struct Publisher {
    verbs: String,
}

fn asserts() -> Stance {
    Stance::Asserts
}

fn yes() -> bool {
    true
}

fn certain() -> Certainty {
    Certainty::Certain
}

/// A set of dictionary forms.
pub(crate) type Words = FxHashSet<String>;

fn words(list: &str) -> Words {
    list.split_whitespace().map(str::to_owned).collect()
}

/// Words that lower the certainty of what is said. The lexicon file explains each.
#[derive(Debug)]
pub(crate) struct HedgeWords {
    pub(crate) possible: Words,
    pub(crate) probable: Words,
    pub(crate) possible_predicates: Words,
    pub(crate) probable_predicates: Words,
    pub(crate) unknown_predicates: Words,
    pub(crate) plain_predicates: Words,
    pub(crate) noun: Words,
    pub(crate) sure: Words,
    pub(crate) nearly: Words,
    pub(crate) known: Words,
    pub(crate) abilities: Words,
    pub(crate) undone: Words,
    pub(crate) empty_negations: Words,
}

impl Hedges {
    fn words(&self) -> HedgeWords {
        HedgeWords {
            possible: words(&self.possible),
            probable: words(&self.probable),
            possible_predicates: words(&self.possible_predicates),
            probable_predicates: words(&self.probable_predicates),
            unknown_predicates: words(&self.unknown_predicates),
            plain_predicates: words(&self.plain_predicates),
            noun: words(&self.noun),
            sure: words(&self.sure),
            nearly: words(&self.nearly),
            known: words(&self.known),
            abilities: words(&self.abilities),
            undone: words(&self.undone),
            empty_negations: words(&self.empty_negations),
        }
    }
}

/// The words that [`super::extract`] reads.
pub struct Lexicon {
    senses: Vec<Sense>,
    verbs: FxHashMap<String, Vec<usize>>,
    nouns: FxHashMap<String, usize>,
    adjectives: FxHashMap<String, usize>,
    pub(crate) never: Words,
    pub(crate) withhold: Words,
    pub(crate) evade: Words,
    pub(crate) moved: Words,
    pub(crate) decline: Words,
    pub(crate) light: Words,
    pub(crate) negations: Words,
    pub(crate) anonymity: Words,
    pub(crate) evidence: Words,
    pub(crate) lies: Words,
    pub(crate) hedges: HedgeWords,
    pub(crate) powerless: Words,
    pub(crate) polite: Words,
    pub(crate) polite_verbs: Words,
    pub(crate) labels: Words,
    pub(crate) translator: Words,
    pub(crate) translating: Words,
    pub(crate) quoting: Words,
    pub(crate) citing: Words,
    pub(crate) origins: Words,
    pub(crate) speaking: Words,
    pub(crate) told: Words,
    pub(crate) channel_prepositions: Words,
    pub(crate) channel_nouns: Words,
    pub(crate) publisher_verbs: Words,
    pub(crate) figures: FigureWords,
    /// What "according to" and an unlisted verb with a quotation mean.
    pub(crate) plain: Sense,
}

impl Lexicon {
    /// As shipped.
    ///
    /// # Errors
    /// When the file does not have its form, or names a frame that does not exist.
    pub fn builtin() -> Result<Lexicon, LexiconError> {
        Lexicon::parse(include_str!("../../../../lexicons/cues.toml"))
    }

    fn parse(text: &str) -> Result<Lexicon, LexiconError> {
        let file: File = parse("cues.toml", text)?;
        let mut senses = Vec::new();
        let mut verbs: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for group in file.verbs {
            group
                .words
                .split_whitespace()
                .for_each(|w| verbs.entry(w.into()).or_default().push(senses.len()));
            senses.push(group.sense()?);
        }
        let mut single = |groups: Vec<Group>| -> Result<FxHashMap<String, usize>, LexiconError> {
            let mut map = FxHashMap::default();
            for group in groups {
                map.extend(group.words.split_whitespace().map(|w| (w.to_owned(), senses.len())));
                senses.push(group.sense()?);
            }
            Ok(map)
        };
        let (nouns, adjectives) = (single(file.nouns)?, single(file.adjectives)?);
        Ok(Lexicon {
            senses,
            verbs,
            nouns,
            adjectives,
            never: words(&file.other.never),
            withhold: words(&file.other.withhold),
            evade: words(&file.other.evade),
            moved: words(&file.other.moved),
            decline: words(&file.other.decline),
            light: words(&file.other.light),
            negations: words(&file.other.negations),
            anonymity: words(&file.other.anonymity),
            evidence: words(&file.other.evidence),
            lies: words(&file.other.lies),
            hedges: file.hedges.words(),
            powerless: words(&file.intent.powerless),
            polite: words(&file.intent.polite),
            polite_verbs: words(&file.intent.polite_verbs),
            labels: words(&file.labels.before),
            translator: words(&file.chain.translator),
            translating: words(&file.chain.translating),
            quoting: words(&file.chain.quoting),
            citing: words(&file.chain.citing),
            origins: words(&file.chain.origins),
            speaking: words(&file.channel.speaking),
            told: words(&file.channel.told),
            channel_prepositions: words(&file.channel.prepositions),
            channel_nouns: words(&file.channel.nouns),
            publisher_verbs: words(&file.publisher.verbs),
            figures: FigureWords {
                put: words(&file.figures.put),
                moved: words(&file.figures.moved),
                nouns: words(&file.figures.nouns),
                speakers: words(&file.figures.speakers),
            },
            plain: Sense {
                class: "report".into(),
                stance: asserts(),
                certainty: certain(),
                frames: Vec::new(),
                finds: true,
            },
        })
    }

    /// What makes a verb a cue by its frames, in order of the file.
    pub(crate) fn verb(&self, lemma: &str) -> impl Iterator<Item = &Sense> {
        self.senses(lemma).filter(|s| s.finds)
    }

    /// What a verb may mean as a cue, in order of the file.
    pub(crate) fn senses(&self, lemma: &str) -> impl Iterator<Item = &Sense> {
        self.verbs.get(lemma).into_iter().flatten().map(|i| &self.senses[*i])
    }

    /// Whether a noun or adjective with a clause of its own is a cue by that.
    pub(crate) fn finds(sense: Option<&Sense>) -> bool {
        sense.is_some_and(|s| s.finds)
    }

    /// What a noun with a clause of its own means.
    pub(crate) fn noun(&self, lemma: &str) -> Option<&Sense> {
        self.nouns.get(lemma).map(|i| &self.senses[*i])
    }

    /// What an adjective with a clause of its own means.
    pub(crate) fn adjective(&self, lemma: &str) -> Option<&Sense> {
        self.adjectives.get(lemma).map(|i| &self.senses[*i])
    }
}

impl Group {
    fn sense(self) -> Result<Sense, LexiconError> {
        let frame = |name: &String| {
            Frame::named(name).ok_or_else(|| LexiconError {
                file: "cues.toml",
                message: format!("class {:?}: there is no frame {name:?}", self.class),
            })
        };
        let frames = self.frames.iter().map(frame).collect::<Result<_, _>>()?;
        Ok(Sense {
            class: self.class,
            stance: self.stance,
            certainty: self.certainty,
            frames,
            finds: self.finds,
        })
    }
}

//! Hand-made claims, one a sentence, with the parse written beside the words.

mod acts;
mod counts;
mod reading;
mod states;
mod voices;

use super::{Lexicon, suggestions, testimonies, weigh};
use crate::ground::actor::Actors;
use types::*;

pub(super) const KILLED: &str = "12|12|NUM|CD|nummod|1 civilians|civilian|NOUN|NNS|nsubjpass|3 were|be|AUX|VBD|auxpass|3 killed|kill|VERB|VBN|ROOT|3 in|in|ADP|IN|prep|3 Orlo|Orlo|PROPN|NNP|pobj|4 .|.|PUNCT|.|punct|3";
pub(super) const PEOPLE_KILLED: &str = "12|12|NUM|CD|nummod|1 people|people|NOUN|NNS|nsubjpass|3 were|be|AUX|VBD|auxpass|3 killed|kill|VERB|VBN|ROOT|3 in|in|ADP|IN|prep|3 Orlo|Orlo|PROPN|NNP|pobj|4 .|.|PUNCT|.|punct|3";
pub(super) const NONE_KILLED: &str = "No|no|DET|DT|det|1 civilians|civilian|NOUN|NNS|nsubjpass|3 were|be|AUX|VBD|auxpass|3 killed|kill|VERB|VBN|ROOT|3 in|in|ADP|IN|prep|3 Orlo|Orlo|PROPN|NNP|pobj|4 .|.|PUNCT|.|punct|3";
pub(super) const ARMY_KILLED: &str = "The|the|DET|DT|det|1 army|army|NOUN|NN|nsubj|2 killed|kill|VERB|VBD|ROOT|2 12|12|NUM|CD|nummod|4 civilians|civilian|NOUN|NNS|dobj|2 in|in|ADP|IN|prep|2 Orlo|Orlo|PROPN|NNP|pobj|5 .|.|PUNCT|.|punct|2";
pub(super) const KILLED_AND_WOUNDED: &str = "12|12|NUM|CD|nummod|1 civilians|civilian|NOUN|NNS|nsubjpass|3 were|be|AUX|VBD|auxpass|3 killed|kill|VERB|VBN|ROOT|3 and|and|CCONJ|CC|cc|3 30|30|NUM|CD|nsubj|6 wounded|wound|VERB|VBN|conj|3 in|in|ADP|IN|prep|6 Orlo|Orlo|PROPN|NNP|pobj|7 .|.|PUNCT|.|punct|6";
pub(super) const TOLL: &str = "The|the|DET|DT|det|2 death|death|NOUN|NN|compound|2 toll|toll|NOUN|NN|nsubj|5 in|in|ADP|IN|prep|2 Orlo|Orlo|PROPN|NNP|pobj|3 rose|rise|VERB|VBD|ROOT|5 to|to|ADP|IN|prep|5 12|12|NUM|CD|pobj|6 .|.|PUNCT|.|punct|5";
pub(super) const SURRENDERED: &str = "12|12|NUM|CD|nummod|1 rebels|rebel|NOUN|NNS|nsubj|2 surrendered|surrender|VERB|VBD|ROOT|2 in|in|ADP|IN|prep|2 Orlo|Orlo|PROPN|NNP|pobj|3 .|.|PUNCT|.|punct|2";
pub(super) const DEFEATED: &str = "The|the|DET|DT|det|1 rebels|rebel|NOUN|NNS|nsubjpass|3 were|be|AUX|VBD|auxpass|3 defeated|defeat|VERB|VBN|ROOT|3 .|.|PUNCT|.|punct|3";
pub(super) const NOT_DEFEATED: &str = "The|the|DET|DT|det|1 rebels|rebel|NOUN|NNS|nsubjpass|4 were|be|AUX|VBD|auxpass|4 not|not|PART|RB|neg|4 defeated|defeat|VERB|VBN|ROOT|4 .|.|PUNCT|.|punct|4";
pub(super) const HOLD: &str = "The|the|DET|DT|det|1 rebels|rebel|NOUN|NNS|nsubj|2 hold|hold|VERB|VBP|ROOT|2 the|the|DET|DT|det|4 town|town|NOUN|NN|dobj|2 of|of|ADP|IN|prep|4 Orlo|Orlo|PROPN|NNP|pobj|5 .|.|PUNCT|.|punct|2";
pub(super) const HOLD_NONE: &str = "The|the|DET|DT|det|1 rebels|rebel|NOUN|NNS|nsubj|2 hold|hold|VERB|VBP|ROOT|2 no|no|DET|DT|det|4 territory|territory|NOUN|NN|dobj|2 in|in|ADP|IN|prep|2 Orlo|Orlo|PROPN|NNP|pobj|5 .|.|PUNCT|.|punct|2";
pub(super) const FIGHTING: &str = "The|the|DET|DT|det|1 army|army|NOUN|NN|nsubj|3 is|be|AUX|VBZ|aux|3 fighting|fight|VERB|VBG|ROOT|3 the|the|DET|DT|det|5 rebels|rebel|NOUN|NNS|dobj|3 in|in|ADP|IN|prep|3 Orlo|Orlo|PROPN|NNP|pobj|6 .|.|PUNCT|.|punct|3";
pub(super) const MILITIA_DID: &str = "The|the|DET|DT|det|1 militia|militia|NOUN|NN|nsubj|2 carried|carry|VERB|VBD|ROOT|2 out|out|ADP|RP|prt|2 the|the|DET|DT|det|5 attack|attack|NOUN|NN|dobj|2 in|in|ADP|IN|prep|5 Orlo|Orlo|PROPN|NNP|pobj|6 .|.|PUNCT|.|punct|2";
pub(super) const ARMY_DID: &str = "The|the|DET|DT|det|1 army|army|NOUN|NN|nsubj|2 carried|carry|VERB|VBD|ROOT|2 out|out|ADP|RP|prt|2 the|the|DET|DT|det|5 attack|attack|NOUN|NN|dobj|2 in|in|ADP|IN|prep|5 Orlo|Orlo|PROPN|NNP|pobj|6 .|.|PUNCT|.|punct|2";
pub(super) const THE_CLAIM: &str = "the|the|DET|DT|det|1 claim|claim|NOUN|NN|ROOT|1";
pub(super) const IT: &str = "it|it|PRON|PRP|ROOT|0";
pub(super) const IF: &str = "The|the|DET|DT|det|1 army|army|NOUN|NN|nsubjpass|4 will|will|AUX|MD|aux|4 be|be|AUX|VB|auxpass|4 defeated|defeat|VERB|VBN|ROOT|4 if|if|SCONJ|IN|mark|9 the|the|DET|DT|det|7 rebels|rebel|NOUN|NNS|nsubjpass|9 are|be|AUX|VBP|auxpass|9 defeated|defeat|VERB|VBN|advcl|4 .|.|PUNCT|.|punct|4";
pub(super) const MOST_LIBERATED: &str = "Most|Most|ADJ|JJS|nsubjpass|6 of|of|ADP|IN|prep|0 the|the|DET|DT|det|4 rebel|rebel|NOUN|NN|compound|4 territory|territory|NOUN|NN|pobj|1 was|be|AUX|VBD|auxpass|6 liberated|liberate|VERB|VBN|ROOT|6 .|.|PUNCT|.|punct|6";
pub(super) const HOPED: &str = "Officials|official|NOUN|NNS|nsubj|1 hope|hope|VERB|VBP|ROOT|1 that|that|SCONJ|IN|mark|6 the|the|DET|DT|det|4 rebels|rebel|NOUN|NNS|nsubjpass|6 were|be|AUX|VBD|auxpass|6 defeated|defeat|VERB|VBN|ccomp|1 .|.|PUNCT|.|punct|1";
pub(super) const REST: &str = "those|those|PRON|DT|nsubjpass|6 who|who|PRON|WP|nsubjpass|4 were|be|AUX|VBD|auxpass|4 not|not|PART|RB|neg|4 killed|kill|VERB|VBN|relcl|0 were|be|AUX|VBD|auxpass|6 captured|capture|VERB|VBN|ROOT|6";

/// One claim to be: its sentence and what is not the default.
#[derive(Clone)]
pub(super) struct Said {
    parse: &'static str,
    source: Option<&'static str>,
    affiliations: Vec<&'static str>,
    kind: ActorKind,
    stance: Stance,
    certainty: Certainty,
    counts: Vec<(f64, f64, Measure)>,
    place: Option<(&'static str, PlaceKind, Vec<&'static str>)>,
    on: Option<&'static str>,
    valid: Option<(&'static str, &'static str)>,
    relay: Option<&'static str>,
    cue: &'static str,
}

/// A claim of this source in Orlo, a town of Tavir in Karsia; nothing for the publisher's own voice.
pub(super) fn said(source: &'static str, parse: &'static str) -> Said {
    Said {
        parse,
        source: Some(source).filter(|s| !s.is_empty()),
        affiliations: Vec::new(),
        kind: ActorKind::Person,
        stance: Stance::Asserts,
        certainty: Certainty::Certain,
        counts: Vec::new(),
        place: parse.contains("Orlo").then(|| ("Orlo", PlaceKind::Populated, vec!["Tavir", "Karsia"])),
        on: None,
        valid: None,
        relay: None,
        cue: "say",
    }
}

impl Said {
    pub fn of(self, body: &'static str) -> Said {
        Said { affiliations: vec![body], ..self }
    }
    pub fn kind(self, kind: ActorKind) -> Said {
        Said { kind, ..self }
    }
    pub fn stance(self, stance: Stance) -> Said {
        Said { stance, ..self }
    }
    pub fn possible(self) -> Said {
        Said { certainty: Certainty::Possible, ..self }
    }
    pub fn count(mut self, low: f64, high: f64, measure: Measure) -> Said {
        self.counts.push((low, high, measure));
        self
    }
    pub fn exactly(self, n: f64) -> Said {
        self.count(n, n, Measure::Count)
    }
    pub fn at(self, name: &'static str, kind: PlaceKind, parents: &[&'static str]) -> Said {
        Said { place: Some((name, kind, parents.to_vec())), ..self }
    }
    pub fn nowhere(self) -> Said {
        Said { place: None, ..self }
    }
    pub fn on(self, day: &'static str) -> Said {
        Said { on: Some(day), ..self }
    }
    pub fn valid(self, from: &'static str, to: &'static str) -> Said {
        Said { valid: Some((from, to)), ..self }
    }
    pub fn relay(self, name: &'static str) -> Said {
        Said { relay: Some(name), ..self }
    }
    pub fn cue(self, lemma: &'static str) -> Said {
        Said { cue: lemma, ..self }
    }
}

/// What came out: the claims with their answers, and the questions.
pub(super) struct Out {
    pub claims: Vec<Claim>,
    pub questions: Vec<Question>,
    pub testimonies: Vec<Testimony>,
}

impl Out {
    /// The only question of this kind.
    pub fn of(&self, kind: &str) -> &Question {
        let mut of_kind = self.questions.iter().filter(|q| q.kind == kind);
        let first =
            of_kind.next().unwrap_or_else(|| panic!("no question of kind {kind}: {:?}", self.questions));
        assert!(of_kind.next().is_none(), "two of kind {kind}: {:#?}", self.questions);
        first
    }
    pub fn standing(&self, kind: &str) -> (Standing, Grade) {
        let question = self.of(kind);
        (question.standing, question.grade)
    }
    pub fn rules(&self, kind: &str) -> Vec<(&str, Tie)> {
        self.of(kind).why.iter().map(|w| (w.rule.as_str(), w.tie)).collect()
    }
}

/// Weighs claims that stand one a line in a report of 10 May 2031.
pub(super) fn weighed(all: &[Said]) -> Out {
    let (mut text, mut rows, mut starts): (String, Vec<nlp::Row>, Vec<(usize, usize)>) = Default::default();
    for one in all {
        let (first, from) = (rows.len(), text.len());
        for (i, token) in one.parse.split(' ').enumerate() {
            let f: Vec<&'static str> = token.split('|').collect();
            let start = text.len();
            text += f[0];
            rows.push(nlp::Row {
                start,
                end: text.len(),
                space_after: true,
                sentence_start: i == 0,
                lemma: f[1],
                pos: f[2],
                tag: f[3],
                dep: f[4],
                head: first + f[5].parse::<usize>().unwrap(),
                morph: "",
            });
            text += " ";
        }
        starts.push((from, text.len() - 1));
    }
    let syntax = nlp::Doc::from_rows(&text, &rows, &[]);
    let document = document(&text);
    let mut claims: Vec<Claim> =
        all.iter().zip(&starts).map(|(s, (a, b))| claim(s, &document, Span::new(*a, *b))).collect();
    let lexicon = Lexicon::builtin().unwrap();
    let told = testimonies(&document, &syntax, &lexicon, &Actors::default(), &claims, None);
    let day = document.published.as_ref().map(|p| p.at.date);
    let questions = weigh(&lexicon, &told, day, &mut claims);
    Out { claims, questions, testimonies: told }
}

pub(in crate::weigh) fn document(text: &str) -> Document {
    Document {
        id: "test".into(),
        document: DocumentId::of(&[text.as_bytes()]),
        sha256: String::new(),
        kind: Kind::Text,
        original: None,
        text: text.into(),
        passages: Vec::new(),
        map: OffsetMap::Same,
        title: None,
        byline: None,
        publisher: Some("The Orlo Gazette".into()),
        url: None,
        published: Some(Dated { at: "2031-05-10".parse().unwrap(), basis: "given".into() }),
        modified: None,
        language: None,
        notes: Vec::new(),
    }
}

fn when(from: &str, to: &str) -> When {
    When { from: from.parse().ok(), to: to.parse().ok(), stretch: None, basis: "given".into() }
}

fn claim(said: &Said, document: &Document, span: Span) -> Claim {
    let words = span.of(&document.text);
    let mut numbers = words.match_indices(|c: char| c.is_ascii_digit()).map(|(i, _)| span.start + i);
    let mut past = 0;
    let quantities = said
        .counts
        .iter()
        .map(|(low, high, measure)| {
            let at = numbers.find(|n| *n >= past).unwrap_or(span.start);
            past = at + 2;
            Quantity {
                span: Span::new(at, at + 1),
                value: low.to_string(),
                change: Change::Equal,
                low: Some(*low),
                high: Some(*high).filter(|h| h.is_finite()),
                unit: Some("person".into()),
                of: None,
                measure: *measure,
            }
        })
        .collect();
    let place = said.place.clone().map(|(name, kind, parents)| {
        let at = span.start + words.find("Orlo").unwrap_or(0);
        Place {
            span: Span::new(at, at + 1),
            name: name.into(),
            geonames: None,
            lat: None,
            lon: None,
            radius_km: None,
            kind,
            parents: parents.into_iter().map(String::from).collect(),
            role: PlaceRole::Event,
            precision: Precision::Locality,
            resolved: true,
            why: None,
        }
    });
    let source = said.source.map(|name| Source {
        spans: vec![span],
        text: name.into(),
        actor: Some(ActorRef { id: ActorId::of(&[name.as_bytes()]), name: name.into(), kind: said.kind }),
        affiliations: said.affiliations.iter().map(|a| (*a).to_owned()).collect(),
        named: true,
    });
    let mut chain = vec![Link { role: LinkRole::Publisher, name: document.publisher.clone() }];
    chain.extend(said.relay.map(|name| Link { role: LinkRole::Relay, name: Some(name.into()) }));
    Claim {
        id: Claim::id_of(&document.document, &[], &[], &[span]),
        document: document.document.clone(),
        span,
        passage: Role::Body,
        publisher_voice: source.is_none(),
        cue: source.is_some().then(|| Cue {
            spans: vec![span],
            text: said.cue.into(),
            lemma: said.cue.into(),
        }),
        source,
        chain,
        channel: None,
        content: Content { spans: vec![span], text: words.into() },
        quotation: Quotation::Indirect,
        stance: said.stance,
        certainty: said.certainty,
        polarity: Polarity::Positive,
        nested: false,
        score: None,
        claimed_time: said.on.map(|d| when(d, d)),
        valid_time: said.valid.map(|(a, b)| when(a, b)),
        places: place.into_iter().collect(),
        quantities,
        about: Vec::new(),
        question: None,
        answer: None,
        rules: Vec::new(),
        notes: Vec::new(),
    }
}

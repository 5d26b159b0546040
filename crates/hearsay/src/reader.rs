//! The reader: model, gazetteer and lexicons, opened once, and what they make of a document.

use crate::Problem;
use claims::{Sheet, World};
use show::{Annotation, Layers, NamedEntity, Parts, Report, Setting, Token};
use std::path::Path;
use std::time::{Duration, Instant};
use types::{Document, Span};

/// Texts longer than this are refused, as by spaCy: the grammar is worked out over the whole of a
/// text at once, in memory of about a kilobyte a character.
pub const LONGEST_TEXT: usize = 1_000_000;

/// How long one document may take, unless [`Reader::within`] says otherwise. Work grows with the text, and
/// the longest takes seconds: who needs two minutes has a text that nobody foresaw, or a very busy machine.
pub const LONGEST_TIME: Duration = Duration::from_secs(120);

/// A document with a longer sentence, in tokens, is not read for claims. The longest of 2,000 news articles
/// had 531.
pub const LONGEST_SENTENCE: usize = 2_500;

/// Why there is no reader.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum OpenError {
    #[error(transparent)]
    Data(#[from] crate::data::DataError),
    #[error(transparent)]
    Lexicon(#[from] claims::LexiconError),
}

/// Reads documents. Opening maps the model and the gazetteer into memory; both are shared by all
/// threads and loaded by the system page by page, as they are used.
pub struct Reader {
    model: nlp::Model,
    world: World,
    limit: Duration,
    versions: Versions,
}

/// What made a reading: the same document, read with the same, says the same.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Versions {
    /// hearsay's own version.
    pub engine: String,
    /// Model and gazetteer: the first digits of the SHA-256 of their files, or `unknown` where set-up left
    /// no record of them.
    pub model: String,
    /// See [`claims::Lexicons::version`].
    pub lexicons: String,
}

impl Versions {
    fn of(folder: &Path) -> Versions {
        let manifest = crate::setup::Manifest::read(folder);
        let digits = |file| manifest.get(file).map_or("unknown", |p| p.sha256.get(..12).unwrap_or("unknown"));
        Versions {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            model: format!("{} {}", digits(crate::data::MODEL), digits(crate::data::GAZETTEER)),
            lexicons: claims::Lexicons::version(),
        }
    }
}

/// A document and all that was found in it.
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Its grammar; nothing when the document is not in English.
    pub syntax: Option<nlp::Doc>,
    /// What it says; empty when the document is not in English.
    pub sheet: Sheet,
    passed_over: Option<String>,
}

impl Reader {
    /// Opens what set-up put into a data folder.
    ///
    /// # Errors
    /// When the model or the gazetteer is missing or damaged; the message says to run set-up.
    pub fn open(folder: &Path) -> Result<Reader, OpenError> {
        let model = crate::data::open_model(folder)?;
        let gazetteer = crate::data::open_gazetteer(folder)?;
        let world = World { lexicons: claims::Lexicons::builtin()?, gazetteer, least_score: None };
        Ok(Reader { model, world, limit: LONGEST_TIME, versions: Versions::of(folder) })
    }

    /// What its readings are made with.
    pub fn versions(&self) -> &Versions {
        &self.versions
    }

    /// The words and facts that it reads with.
    pub fn lexicons(&self) -> &claims::Lexicons {
        &self.world.lexicons
    }

    /// The same reader with another limit on the time that one document may take. The clock is looked at
    /// between the grammar and what is made of it.
    pub fn within(self, limit: Duration) -> Reader {
        Reader { limit, ..self }
    }

    /// The same reader with another score from which on an attribution counts, 0 to 1.
    pub fn from_score(mut self, least: f32) -> Reader {
        self.world.least_score = Some(least);
        self
    }

    /// What one document says. A text in another language than English has no claims, and a note
    /// says so.
    ///
    /// # Errors
    /// When the text is longer than [`LONGEST_TEXT`], or takes longer than the limit.
    pub fn read(&self, mut document: Document) -> Result<Reading, Problem> {
        let length = document.text.chars().count();
        if length > LONGEST_TEXT {
            return Err(too_long(&document, length));
        }
        if let Some(language) = document.language.as_deref().filter(|l| *l != "en") {
            let note = format!("the language is {language:?}: hearsay reads claims in English only");
            document.notes.push(note.clone());
            return Ok(Reading { passed_over: Some(note), ..Reading::unread(document) });
        }
        let started = Instant::now();
        let syntax = self.model.annotate(&document.statements());
        if started.elapsed() > self.limit {
            return Err(too_slow(&document, self.limit));
        }
        if let Some(note) = no_prose(&syntax) {
            document.notes.push(note.clone());
            return Ok(Reading {
                syntax: Some(syntax),
                passed_over: Some(note),
                ..Reading::unread(document)
            });
        }
        let sheet = claims::read(&document, &syntax, &self.world);
        if cfg!(debug_assertions) {
            let fault = crate::check::fault(&document, &syntax, &sheet);
            assert!(fault.is_none(), "{}: {}", document.id, fault.unwrap_or_default());
        }
        Ok(Reading { document, syntax: Some(syntax), sheet, passed_over: None })
    }
}

/// Why nobody states anything here, where a sentence is longer than any that people write: lists and
/// tables run together, or words without end. The work of the claims grows faster than a sentence does.
fn no_prose(syntax: &nlp::Doc) -> Option<String> {
    let longest = (0..syntax.sentences()).map(|s| syntax.sentence(s).len()).max()?;
    (longest > LONGEST_SENTENCE)
        .then(|| format!("a sentence of {longest} words is no prose: the document was not read for claims"))
}

fn too_long(document: &Document, length: usize) -> Problem {
    let message = format!("its text has {length} characters; the most is {LONGEST_TEXT}");
    Problem::new(&document.id, message).remedy("give it in parts")
}

fn too_slow(document: &Document, limit: Duration) -> Problem {
    let message = format!("it takes longer than the limit of {} s", limit.as_secs());
    Problem::new(&document.id, message).remedy("give it in parts, or allow more with --max-seconds")
}

impl Reading {
    /// A document of which only the text is wanted.
    pub fn unread(document: Document) -> Reading {
        Reading { document, syntax: None, sheet: Sheet::default(), passed_over: None }
    }

    /// The layers of `hearsay annotate`.
    pub fn annotation(&self, layers: &Layers) -> Annotation<'_> {
        let (tokens, entities) =
            self.syntax.as_ref().map_or_else(Default::default, |s| (tokens(s), entities(s)));
        let sheet = &self.sheet;
        let parts = Parts {
            tokens,
            entities,
            times: &sheet.times,
            places: &sheet.places,
            quantities: &sheet.quantities,
            attributions: &sheet.attributions,
            claims: &sheet.claims,
            event: sheet.event.as_ref(),
        };
        Annotation::new(&self.document, parts, layers)
    }

    /// The claim sheet of `hearsay read`, as a table for a person.
    pub fn sheet(&self, setting: Setting) -> String {
        show::sheet(&self.document, &self.sheet.claims, &self.sheet.questions, setting)
    }

    /// Why the document was not read for claims, where that is so.
    pub fn passed_over(&self) -> Option<&str> {
        self.passed_over.as_deref()
    }

    /// The object of `hearsay read`.
    pub fn report(&self) -> Report<'_> {
        Report::new(&self.document, &self.sheet.claims, &self.sheet.questions)
    }
}

fn tokens(syntax: &nlp::Doc) -> Vec<Token<'_>> {
    let first = |t: usize| t == 0 || syntax.sentence_of(t) != syntax.sentence_of(t - 1);
    let token = |t: usize| Token {
        span: Span::new(syntax.start(t), syntax.end(t)),
        text: syntax.word(t),
        lemma: syntax.lemma(t),
        tag: syntax.tag(t),
        pos: syntax.pos(t),
        head: syntax.head(t),
        dep: syntax.dep(t),
        sentence_start: first(t),
    };
    (0..syntax.len()).map(token).collect()
}

fn entities(syntax: &nlp::Doc) -> Vec<NamedEntity<'_>> {
    let named = |e: &nlp::Entity| NamedEntity {
        span: Span::new(syntax.start(e.start), syntax.end(e.end - 1)),
        label: syntax.label(e),
    };
    syntax.entities().iter().map(named).collect()
}

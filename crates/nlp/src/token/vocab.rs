//! Words that were met: their features, their forms, the pieces of chunks. A cache of one worker,
//! emptied between documents when it has grown.

use super::affix::Piece;
use super::phrase::Phrases;
use crate::lexeme::Lexeme;
use rustc_hash::FxHashMap;

/// A word with the norm that it has here: exceptions give norms of their own (`n't`: `not`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) lexeme: u32,
    pub(crate) norm: u64,
}

/// Longer chunks are cut anew each time.
const CHUNK_BYTES: usize = 64;

/// See the module.
#[derive(Default)]
pub(crate) struct Vocab {
    lexemes: Vec<Lexeme>,
    phrase_starts: Vec<bool>,
    by_text: FxHashMap<Box<str>, u32>,
    forms: Vec<Form>,
    by_form: FxHashMap<(u32, u64), u32>,
    chunks: FxHashMap<Box<str>, (u32, u32)>,
    /// Forms and lengths of the pieces of chunks.
    pieces: Vec<(u32, u32)>,
    fresh: Vec<(u32, u32)>,
}

impl Vocab {
    /// Words that are known.
    pub(crate) fn len(&self) -> usize {
        self.lexemes.len()
    }
    pub(crate) fn forms(&self) -> usize {
        self.forms.len()
    }
    pub(crate) fn get(&self, form: u32) -> Form {
        self.forms[form as usize]
    }
    pub(crate) fn lexeme(&self, form: u32) -> &Lexeme {
        &self.lexemes[self.forms[form as usize].lexeme as usize]
    }
    pub(crate) fn by_lexeme(&self, lexeme: u32) -> &Lexeme {
        &self.lexemes[lexeme as usize]
    }
    pub(crate) fn text(&self, form: u32) -> &str {
        &self.lexeme(form).text
    }
    pub(crate) fn starts_phrase(&self, form: u32) -> bool {
        self.phrase_starts[self.forms[form as usize].lexeme as usize]
    }

    /// Forms and lengths in bytes of a chunk that was met before.
    pub(crate) fn chunk(&self, chunk: &str) -> Option<&[(u32, u32)]> {
        let (start, end) = *self.chunks.get(chunk)?;
        Some(&self.pieces[start as usize..end as usize])
    }

    /// Takes in a chunk and its pieces.
    pub(crate) fn learn(
        &mut self,
        chunk: &str,
        pieces: &[Piece],
        phrases: &Phrases,
        norm: &dyn Fn(u64) -> Option<u64>,
    ) -> &[(u32, u32)] {
        let mut fresh = std::mem::take(&mut self.fresh);
        fresh.clear();
        fresh.extend(pieces.iter().map(|p| {
            let form = self.form(&chunk[p.start..p.end], p.norm, phrases, norm);
            (form, (p.end - p.start) as u32)
        }));
        if chunk.len() <= CHUNK_BYTES {
            let start = self.pieces.len() as u32;
            self.pieces.extend_from_slice(&fresh);
            self.chunks.insert(chunk.into(), (start, self.pieces.len() as u32));
        }
        self.fresh = fresh;
        &self.fresh
    }

    /// The form of a word with a norm of its own or the word's.
    pub(crate) fn form(
        &mut self,
        text: &str,
        own: Option<u64>,
        phrases: &Phrases,
        norm: &dyn Fn(u64) -> Option<u64>,
    ) -> u32 {
        let lexeme = match self.by_text.get(text) {
            Some(lexeme) => *lexeme,
            None => {
                let id = self.lexemes.len() as u32;
                self.lexemes.push(Lexeme::new(text, norm));
                self.phrase_starts.push(phrases.starts(text));
                self.by_text.insert(text.into(), id);
                id
            }
        };
        let norm = own.unwrap_or(self.lexemes[lexeme as usize].norm);
        let forms = &mut self.forms;
        *self.by_form.entry((lexeme, norm)).or_insert_with(|| {
            forms.push(Form { lexeme, norm });
            forms.len() as u32 - 1
        })
    }
}

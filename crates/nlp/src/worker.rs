//! One thread's way through a text, with its caches.

use crate::chars;
use crate::doc::{Doc, Entity, Token as DocToken};
use crate::model::Model;
use crate::net::kernel::{Layer, Rows, linear};
use crate::net::pack::WIDTH;
use crate::net::step::{SlotCache, StepModel};
use crate::net::tok2vec::{Features, Products, Tok2Vec};
use crate::parse::{self, Tree, entity};
use crate::ruler::{Met, Seen, Written};
use crate::token::Token;
use crate::token::vocab::Vocab;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Words that the caches may know when a document starts; they are emptied beyond that.
const MOST_WORDS: usize = 50_000;
/// Mixed rows (384 bytes each) that one network keeps.
const MOST_MIXED: usize = 16_384;
/// Tokens whose mixed rows are looked up together.
const BLOCK: usize = 512;

const NONE: u32 = u32::MAX;

/// Mixed rows by key: (form, blank) for the shared network, form for the entity recogniser's.
#[derive(Default)]
struct Mixed {
    row: Vec<u32>,
    rows: Vec<f32>,
}

/// What a word with a tag and a label becomes when no rule of two tokens meets it.
struct Outcome {
    met: Met,
    tag: u16,
    pos: u16,
    morph: u16,
    dep: u16,
    lemma: u32,
}

/// Caches and buffers of a worker.
#[derive(Default)]
pub(crate) struct State {
    vocab: Vocab,
    shared: Mixed,
    entity: Mixed,
    shared_products: Products,
    entity_products: Products,
    outcomes: FxHashMap<(u32, u16, u16), Outcome>,
    lemmas: Vec<Arc<str>>,
    lemma_ids: FxHashMap<Arc<str>, u32>,
    slots: SlotCache,
    tokens: Vec<Token>,
    entity_rows: Vec<f32>,
}

/// Analyses documents, one after the other, on one thread. What it remembers of earlier documents
/// makes it fast and never changes a result.
pub struct Worker<'m> {
    model: &'m Model,
    shared: Tok2Vec<'m>,
    entity: Tok2Vec<'m>,
    tagger: Layer<'m>,
    parser: StepModel<'m>,
    ner: StepModel<'m>,
    state: State,
}

impl<'m> Worker<'m> {
    pub(crate) fn with(model: &'m Model, state: State) -> Worker<'m> {
        Worker {
            model,
            shared: model.shared_net(),
            entity: model.entity_net(),
            tagger: model.tagger(),
            parser: model.parser(),
            ner: model.ner(),
            state,
        }
    }

    pub(crate) fn into_state(self) -> State {
        self.state
    }

    /// Analyses a text, as [`Model::annotate`] does.
    pub fn annotate(&mut self, text: &str) -> Doc {
        let (model, state) = (self.model, &mut self.state);
        if state.vocab.len() > MOST_WORDS || state.outcomes.len() > 4 * MOST_WORDS {
            *state = State::default();
        }
        let mut tokens = std::mem::take(&mut state.tokens);
        tokens.clear();
        model.tokenizer.run(text, &mut state.vocab, &|orth| model.norm_of(orth), &mut tokens);
        let n = tokens.len();

        let mut tensor = Vec::new();
        let vocab = &state.vocab;
        let keys: Vec<u32> = tokens.iter().map(|t| t.form * 2 + u32::from(t.spacy)).collect();
        self.shared.convolve(&keys, &mut state.shared_products, &mut tensor, |rows| {
            state.shared.fill(&self.shared, model, vocab, &tokens, &keys, rows);
        });
        let tags = tag(self.tagger, &tensor, &model.tags);
        let is_space = |i: usize| vocab.lexeme(tokens[i].form).is_space;
        let spaces: Vec<bool> = (0..n).map(is_space).collect();
        let tree = parse::parse(&model.tree_moves, self.parser, &tensor, n, &|i| spaces[i], &mut state.slots);

        let mut rows = std::mem::take(&mut state.entity_rows);
        let keys: Vec<u32> = tokens.iter().map(|t| t.form).collect();
        self.entity.convolve(&keys, &mut state.entity_products, &mut rows, |rows| {
            state.entity.fill(&self.entity, model, vocab, &tokens, &keys, rows);
        });
        let found =
            entity::recognise(&model.entity_moves, self.ner, &rows, &spaces, &tree.starts, &mut state.slots);
        state.entity_rows = rows;
        let entities =
            found.into_iter().map(|(start, end, label)| Entity { start, end, label }).collect::<Vec<_>>();

        let (doc_tokens, lemmas) = self.finish(&tokens, &tags, &tree, &spaces);
        self.state.tokens = tokens;
        let strings = model.strings.clone();
        let doc = Doc::assemble(text.to_owned(), doc_tokens, entities, strings, lemmas, tensor);
        Doc { pipeline: Some(model.pipeline.clone()), ..doc }
    }

    /// Rules and lemmas.
    fn finish(
        &mut self,
        tokens: &[Token],
        tags: &[u16],
        tree: &Tree,
        spaces: &[bool],
    ) -> (Vec<DocToken>, Vec<Arc<str>>) {
        let key = |state: &State, i: usize| (state.vocab.get(tokens[i].form).lexeme, tags[i], tree.labels[i]);
        let mut lemmas = DocLemmas::default();
        let mut out = Vec::with_capacity(tokens.len());
        let (mut sentence, mut before) = (0, 0);
        for (i, token) in tokens.iter().enumerate() {
            self.learn(key(&self.state, i));
            let starts = self.outcome(key(&self.state, i)).map_or(0, |o| o.met.starts);
            let mut pair_behind = 0;
            if starts != 0 && i + 1 < tokens.len() {
                self.learn(key(&self.state, i + 1));
                pair_behind = starts & self.outcome(key(&self.state, i + 1)).map_or(0, |o| o.met.ends);
            }
            let paired =
                (before | pair_behind != 0).then(|| self.paired(key(&self.state, i), before, pair_behind));
            before = pair_behind;
            sentence += u32::from(i > 0 && tree.starts[i]);
            let own = self.outcome(key(&self.state, i));
            let Some(o) = paired.as_ref().or(own) else { continue };
            out.push(DocToken {
                start: token.start,
                end: token.end,
                lemma: lemmas.id(o.lemma, &self.state.lemmas),
                head: tree.heads[i],
                tag: o.tag,
                pos: o.pos,
                morph: o.morph,
                dep: o.dep,
                entity: NONE,
                sentence,
                space_after: token.spacy,
                is_space: spaces[i],
            });
        }
        (out, lemmas.list)
    }

    fn outcome(&self, key: (u32, u16, u16)) -> Option<&Outcome> {
        self.state.outcomes.get(&key)
    }

    /// Works out what becomes of a word with a tag and a label.
    fn learn(&mut self, key: (u32, u16, u16)) {
        if self.state.outcomes.contains_key(&key) {
            return;
        }
        let model = self.model;
        let lexeme = self.state.vocab.by_lexeme(key.0);
        let label = |id: u16| &*model.strings[usize::from(id)];
        let lower = chars::lower(&lexeme.text);
        let seen = Seen {
            tag: label(key.1),
            dep: label(key.2),
            lower: &lower,
            orth: &lexeme.text,
            is_space: lexeme.is_space,
        };
        let met = model.ruler.meet(seen);
        let written = model.ruler.apply(&met.rules);
        let outcome = self.become_of(key, met, written);
        self.state.outcomes.insert(key, outcome);
    }

    /// The same for a token that a rule of two tokens meets.
    fn paired(&mut self, key: (u32, u16, u16), before: u32, behind: u32) -> Outcome {
        let met = self.outcome(key).map(|o| o.met.clone()).unwrap_or_default();
        let rules = self.model.ruler.rules(&met.rules, before, behind);
        self.become_of(key, met, self.model.ruler.apply(&rules))
    }

    fn become_of(&mut self, key: (u32, u16, u16), met: Met, written: Written) -> Outcome {
        let model = self.model;
        let label = |id: u16| &*model.strings[usize::from(id)];
        let (pos, morph) = (written.pos.unwrap_or(0), written.morph.unwrap_or(0));
        let state = &mut self.state;
        let lemma: Arc<str> = match written.lemma {
            Some(lemma) => lemma.into(),
            None => model.lemma(&state.vocab.by_lexeme(key.0).text, label(pos), label(morph)).into(),
        };
        let lemma = *state.lemma_ids.entry(lemma).or_insert_with_key(|lemma| {
            state.lemmas.push(lemma.clone());
            state.lemmas.len() as u32 - 1
        });
        Outcome {
            met,
            tag: written.tag.unwrap_or(key.1),
            pos,
            morph,
            dep: written.dep.unwrap_or(key.2),
            lemma,
        }
    }
}

/// Lemmas of one document, numbered as they come.
#[derive(Default)]
struct DocLemmas {
    ids: Vec<u32>,
    list: Vec<Arc<str>>,
}

impl DocLemmas {
    fn id(&mut self, lemma: u32, all: &[Arc<str>]) -> u32 {
        if self.ids.len() < all.len() {
            self.ids.resize(all.len(), NONE);
        }
        let id = &mut self.ids[lemma as usize];
        if *id == NONE {
            *id = self.list.len() as u32;
            self.list.push(all[lemma as usize].clone());
        }
        *id
    }
}

/// The best tag of every token, the first of equals.
fn tag(layer: Layer<'_>, tokens: &[f32], tags: &[u16]) -> Vec<u16> {
    let stride = layer.bias.len();
    let mut scores = vec![0.0; BLOCK * stride];
    let mut out = Vec::with_capacity(tokens.len() / WIDTH);
    for block in tokens.chunks(BLOCK * WIDTH) {
        let count = block.len() / WIDTH;
        linear(layer, Rows { data: block, stride: WIDTH, inputs: WIDTH, count }, &mut scores, stride);
        for row in scores.chunks_exact(stride).take(count) {
            let mut best = 0;
            for i in 1..tags.len() {
                if row[i] > row[best] {
                    best = i;
                }
            }
            out.push(tags.get(best).copied().unwrap_or(0));
        }
    }
    out
}

impl Mixed {
    /// Writes the mixed row of every token; rows that are not known yet are computed together.
    fn fill(
        &mut self,
        net: &Tok2Vec<'_>,
        model: &Model,
        vocab: &Vocab,
        tokens: &[Token],
        keys: &[u32],
        out: &mut [f32],
    ) {
        // Two keys a form at most.
        self.row.resize((vocab.forms() * 2).max(self.row.len()), NONE);
        let mut words = Vec::new();
        let blocks = tokens.chunks(BLOCK).zip(keys.chunks(BLOCK)).zip(out.chunks_mut(BLOCK * WIDTH));
        for ((block, keys), out) in blocks {
            if self.rows.len() > MOST_MIXED * WIDTH {
                self.row.fill(NONE);
                self.rows.clear();
            }
            words.clear();
            let known = self.rows.len() / WIDTH;
            for (token, key) in block.iter().zip(keys) {
                let row = &mut self.row[*key as usize];
                if *row == NONE {
                    *row = (known + words.len()) as u32;
                    words.push(features(model, vocab, token));
                }
            }
            net.mix(&words, &mut self.rows);
            for (key, out) in keys.iter().zip(out.chunks_exact_mut(WIDTH)) {
                let row = self.row[*key as usize] as usize;
                out.copy_from_slice(&self.rows[row * WIDTH..][..WIDTH]);
            }
        }
    }
}

fn features<'m>(model: &'m Model, vocab: &Vocab, token: &Token) -> Features<'m> {
    let lexeme = vocab.lexeme(token.form);
    Features {
        norm: vocab.get(token.form).norm,
        prefix: lexeme.prefix,
        suffix: lexeme.suffix,
        shape: lexeme.shape,
        spacy: token.spacy,
        is_space: lexeme.is_space,
        vector: model.vector_of(lexeme.orth),
    }
}

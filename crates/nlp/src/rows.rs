//! A [`Doc`] from annotations that somebody else made: another parser, or a test.

use crate::doc::{Doc, Entity, Token};
use std::collections::HashMap;
use std::sync::Arc;

/// One token's annotations.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether a blank follows that is no token.
    pub space_after: bool,
    /// Whether a sentence starts here.
    pub sentence_start: bool,
    /// Fine tag.
    pub tag: &'a str,
    /// Coarse part of speech.
    pub pos: &'a str,
    /// Morphological features.
    pub morph: &'a str,
    /// Dictionary form.
    pub lemma: &'a str,
    /// Index of the head; its own index for a root.
    pub head: usize,
    /// Dependency label.
    pub dep: &'a str,
}

#[derive(Default)]
struct Strings<'a> {
    list: Vec<Box<str>>,
    index: HashMap<&'a str, u32>,
}

impl<'a> Strings<'a> {
    fn id(&mut self, text: &'a str) -> u32 {
        *self.index.entry(text).or_insert_with(|| {
            self.list.push(text.into());
            self.list.len() as u32 - 1
        })
    }
}

impl Doc {
    /// A document from rows in order of the text and entities as (first token, one past the last
    /// token, label) in order, without overlap.
    ///
    /// # Panics
    /// When an offset, a head or an entity lies outside, or there are more than 65,535 labels.
    pub fn from_rows(text: &str, rows: &[Row<'_>], entities: &[(usize, usize, &str)]) -> Doc {
        let (mut labels, mut lemmas) = (Strings::default(), Strings::default());
        let mut label = |text| u16::try_from(labels.id(text)).expect("too many labels");
        let mut sentence = 0;
        let mut tokens: Vec<Token> = Vec::with_capacity(rows.len());
        for (i, r) in rows.iter().enumerate() {
            assert!(r.head < rows.len(), "token {i}: head {} is outside", r.head);
            sentence += u32::from(i > 0 && r.sentence_start);
            tokens.push(Token {
                start: r.start as u32,
                end: r.end as u32,
                lemma: lemmas.id(r.lemma),
                head: r.head as u32,
                tag: label(r.tag),
                pos: label(r.pos),
                morph: label(r.morph),
                dep: label(r.dep),
                entity: u32::MAX,
                sentence,
                space_after: r.space_after,
                is_space: text[r.start..r.end].chars().all(crate::chars::is_space),
            });
        }
        let entities: Vec<Entity> = entities
            .iter()
            .map(|(start, end, l)| Entity { start: *start, end: *end, label: label(l) })
            .collect();
        let lemmas = lemmas.list.into_iter().map(Arc::from).collect();
        Doc::assemble(text.to_owned(), tokens, entities, labels.list.into(), lemmas, Vec::new())
    }

    /// Fills what follows from the tokens: sentences, children, edges, the entity of each token.
    pub(crate) fn assemble(
        text: String,
        mut tokens: Vec<Token>,
        entities: Vec<Entity>,
        strings: Arc<[Box<str>]>,
        lemmas: Vec<Arc<str>>,
        tensor: Vec<f32>,
    ) -> Doc {
        for (i, entity) in entities.iter().enumerate() {
            tokens[entity.start..entity.end].iter_mut().for_each(|t| t.entity = i as u32);
        }
        let n = tokens.len();
        let mut sentences: Vec<u32> = (0..n)
            .filter(|i| *i == 0 || tokens[*i].sentence != tokens[i - 1].sentence)
            .map(|i| i as u32)
            .collect();
        sentences.push(n as u32);
        let (child_start, children) = children(&tokens);
        let edges = edges(&tokens, &child_start, &children);
        Doc {
            text,
            tokens,
            entities,
            sentences,
            children,
            child_start,
            edges,
            strings,
            lemmas,
            tensor,
            pipeline: None,
        }
    }
}

/// Children of every token, ascending, by counting sort.
fn children(tokens: &[Token]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0u32; tokens.len() + 1];
    let arcs = || tokens.iter().enumerate().filter(|(i, t)| t.head as usize != *i);
    arcs().for_each(|(_, t)| start[t.head as usize + 1] += 1);
    (0..tokens.len()).for_each(|i| start[i + 1] += start[i]);
    let (mut next, mut list) = (start.clone(), vec![0; arcs().count()]);
    for (i, t) in arcs() {
        let slot = &mut next[t.head as usize];
        list[*slot as usize] = i as u32;
        *slot += 1;
    }
    (start, list)
}

/// First and last token of every subtree: every token widens its head, the lowest first.
fn edges(tokens: &[Token], child_start: &[u32], children: &[u32]) -> Vec<(u32, u32)> {
    let mut edges: Vec<(u32, u32)> = (0..tokens.len() as u32).map(|i| (i, i)).collect();
    // From the roots down; tokens in a ring, which only bad rows have, are never reached.
    let mut order: Vec<u32> = (0..tokens.len() as u32).filter(|i| tokens[*i as usize].head == *i).collect();
    let mut at = 0;
    while let Some(token) = order.get(at).map(|t| *t as usize) {
        order.extend_from_slice(&children[child_start[token] as usize..child_start[token + 1] as usize]);
        at += 1;
    }
    for token in order.into_iter().rev() {
        let ((a, b), head) = (edges[token as usize], tokens[token as usize].head as usize);
        edges[head] = (edges[head].0.min(a), edges[head].1.max(b));
    }
    edges
}

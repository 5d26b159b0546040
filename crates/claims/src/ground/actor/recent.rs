//! Who was mentioned lately, and who of them a pronoun or a description most likely means.

use super::registry::Registry;
use super::shape::Text;

/// One mention as later words look back at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recent {
    /// Nothing for several people joined with "and".
    pub(super) actor: Option<usize>,
    pub(super) head: usize,
    sentence: usize,
    role: i32,
    quoted: bool,
    speaks: bool,
    verb: Option<usize>,
    /// The first of several that are joined with "and".
    joined: usize,
}

/// No look back goes over more mentions than this, which keeps reading linear.
const FAR: usize = 160;
/// What a mention is worth by how many sentences ago it was.
const NEAR: [i32; 6] = [100, 86, 66, 48, 36, 26];

/// Two that are joined with "and" compete equally unless they differ by this much.
const JOINED: i32 = 21;

/// The mentions so far, in order.
#[derive(Default)]
pub(super) struct Memory {
    list: Vec<Recent>,
}

/// Who looks back.
pub(super) struct Seeker {
    pub(super) token: usize,
    pub(super) sentence: usize,
    pub(super) quoted: bool,
    pub(super) speaks: bool,
    verb: Option<usize>,
    possessive: bool,
    /// For "their" in "fighters and their families": the fighters.
    beside: Option<usize>,
    /// Subjects of the verbs of speech above, nearest first; whether a quotation lies between.
    pub(super) speakers: Vec<(usize, bool)>,
    /// Actors that cannot be meant: named in what the seeker is said to say.
    pub(super) barred: Vec<usize>,
}

impl Seeker {
    pub(super) fn new(text: &Text, token: usize) -> Seeker {
        let possessive = text.doc.dep(token) == "poss";
        let verb = if possessive { None } else { clause(text, token) };
        Seeker {
            token,
            sentence: text.sentence(token),
            quoted: text.quoted[token],
            speaks: text.speaks(token),
            verb,
            possessive,
            beside: possessive.then(|| text.joined_to(text.doc.head(token))),
            speakers: text.speakers(token),
            barred: Vec::new(),
        }
    }
}

/// The verb whose argument a phrase is, also through a preposition.
fn clause(text: &Text, token: usize) -> Option<usize> {
    let joined = text.joined_to(token);
    let head = text.doc.head(joined);
    match text.doc.dep(joined) {
        "nsubj" | "nsubjpass" | "dobj" | "dative" => Some(head),
        "pobj" if matches!(text.doc.dep(head), "prep" | "agent" | "dative") => {
            let verb = text.doc.head(head);
            matches!(text.doc.pos(verb), "VERB" | "AUX").then_some(verb)
        }
        _ => None,
    }
}

/// Whether the clause of a subject is itself what somebody says.
fn embedded(text: &Text, subject: usize) -> bool {
    let verb = text.doc.head(subject);
    text.doc.dep(verb) == "ccomp" && text.is_speech(text.doc.head(verb)) && !text.quoted[verb]
}

impl Memory {
    pub(super) fn push(&mut self, text: &Text, head: usize, actor: Option<usize>) {
        let joined = text.joined_to(head);
        let speaks = text.speaks(head);
        let role = match text.doc.dep(joined) {
            _ if speaks && embedded(text, joined) => 20,
            _ if speaks => 30,
            "nsubj" | "nsubjpass" => {
                let main = matches!(text.doc.dep(text.doc.head(joined)), "ROOT" | "ccomp" | "conj");
                if main { 22 } else { 16 }
            }
            "ROOT" | "appos" => 8,
            "dobj" | "dative" => 6,
            "poss" => 4,
            "compound" | "amod" | "nmod" | "npadvmod" => -25,
            _ => 0,
        };
        self.list.push(Recent {
            actor,
            head,
            sentence: text.sentence(head),
            role,
            quoted: text.quoted[head],
            speaks,
            verb: clause(text, head),
            joined,
        });
    }

    /// Mentions at most `sentences` back, newest first.
    pub(super) fn back(&self, sentence: usize, sentences: usize) -> impl Iterator<Item = &Recent> {
        let from = sentence.saturating_sub(sentences);
        self.list.iter().rev().take(FAR).take_while(move |r| r.sentence >= from)
    }

    /// Another actor that was named beside this one, joined with "and", and the head of its mention.
    pub(super) fn joined_with(&self, sentence: usize, actor: usize) -> Option<(usize, usize)> {
        let last = self.back(sentence, 5).find(|r| r.actor == Some(actor))?;
        let other = |r: &&Recent| r.joined == last.joined && r.actor.is_some_and(|a| a != actor);
        self.back(sentence, 5).find(other).and_then(|r| Some((r.head, r.actor?)))
    }

    /// The actor that is worth most to the seeker among those that fit. Nothing when the best is
    /// several people at once, when two are worth the same, or when nobody is near.
    pub(super) fn best(
        &self,
        seeker: &Seeker,
        registry: &Registry,
        sentences: usize,
        fits: impl Fn(Option<usize>) -> Option<i32>,
    ) -> Option<usize> {
        let mut ranked: Vec<(i32, Option<usize>, usize)> = Vec::new();
        for recent in self.back(seeker.sentence, sentences.min(NEAR.len() - 1)) {
            if recent.actor.is_some_and(|a| seeker.barred.contains(&a)) {
                continue;
            }
            let Some(extra) = fits(recent.actor) else { continue };
            let Some(worth) = worth(recent, seeker) else { continue };
            let count = recent.actor.map_or(0, |a| registry.known[a].count.min(6) as i32 * 2);
            let total = worth + extra + count;
            match ranked.iter_mut().find(|(_, a, _)| *a == recent.actor) {
                Some(entry) if entry.0 >= total => {}
                Some(entry) => *entry = (total, recent.actor, recent.joined),
                None => ranked.push((total, recent.actor, recent.joined)),
            }
        }
        let best = ranked.iter().max_by_key(|(w, ..)| *w)?;
        // "Jane Roe and Ann Poe left. She said …": whoever is named beside another is no likelier.
        let beside = |w: i32, joined: usize| joined == best.2 && best.0 - w < JOINED;
        let tied =
            ranked.iter().filter(|(w, a, j)| *w == best.0 || a.is_some() && beside(*w, *j)).count() > 1;
        if tied || best.0 < 50 { None } else { best.1 }
    }
}

/// What a mention is worth to a seeker; nothing when it cannot be meant.
fn worth(recent: &Recent, seeker: &Seeker) -> Option<i32> {
    let same_clause = seeker.verb.is_some() && recent.verb == seeker.verb;
    if same_clause || recent.head == seeker.token {
        return None;
    }
    let mut worth = NEAR[(seeker.sentence - recent.sentence.min(seeker.sentence)).min(5)] + recent.role;
    if recent.quoted && !seeker.quoted {
        worth -= 35;
    }
    if seeker.speaks && recent.speaks && !recent.quoted && seeker.sentence <= recent.sentence + 1 {
        worth += 15;
    }
    match seeker.speakers.iter().find(|(s, _)| *s == recent.head) {
        // Nobody speaks of himself as "he" inside quotation marks.
        Some((_, true)) => return None,
        Some((_, false)) => worth += 20,
        None => {}
    }
    if seeker.beside == Some(recent.head) {
        worth += 40;
    }
    if seeker.possessive && recent.verb.is_some() && recent.sentence == seeker.sentence {
        worth += 4;
    }
    Some(worth)
}

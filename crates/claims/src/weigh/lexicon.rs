//! The kinds of question as data: `lexicons/questions/*.toml`, one file a pack.
//!
//! A pack declares classes of nouns (`[[class]]`), kinds of question (`[[kind]]`) with the words that
//! bring them up (`[[kind.trigger]]`), and which answers to different kinds exclude one another
//! (`[[relation]]`). Adding a kind touches no code.

use super::act::{self, Acts, Sense};
use super::kind::{AnswerType, Class, EventPart, Kind, Relation, Words};
use crate::LexiconError;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use types::Harm;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    #[serde(default)]
    class: Vec<Class>,
    #[serde(default)]
    kind: Vec<Kind>,
    #[serde(default)]
    relation: Vec<Relation>,
    #[serde(default)]
    words: Option<Words>,
    #[serde(default)]
    acts: Option<Acts>,
    #[serde(default)]
    sense: Vec<Sense>,
}

/// Kinds of question and the words that bring them up.
#[derive(Default)]
pub struct Lexicon {
    pub(super) kinds: Vec<Kind>,
    pub(super) classes: Vec<Class>,
    pub(super) relations: Vec<Relation>,
    pub(super) words: Words,
    pub(super) acts: Acts,
    /// The verb that stands for each verb of a sense, and whether it says the contrary.
    pub(super) senses: FxHashMap<String, (String, bool)>,
    /// From the last lemma of a trigger's words to (kind, trigger, words).
    pub(super) index: FxHashMap<String, Vec<(usize, usize, usize)>>,
    class_of: FxHashMap<String, usize>,
    kind_of: FxHashMap<String, usize>,
}

const PACKS: [(&str, &str); 9] = [
    ("questions/words.toml", include_str!("../../../../lexicons/questions/words.toml")),
    ("questions/acts.toml", include_str!("../../../../lexicons/questions/acts.toml")),
    ("questions/conflict.toml", include_str!("../../../../lexicons/questions/conflict.toml")),
    ("questions/politics.toml", include_str!("../../../../lexicons/questions/politics.toml")),
    ("questions/disaster.toml", include_str!("../../../../lexicons/questions/disaster.toml")),
    ("questions/accident.toml", include_str!("../../../../lexicons/questions/accident.toml")),
    ("questions/protest.toml", include_str!("../../../../lexicons/questions/protest.toml")),
    ("questions/election.toml", include_str!("../../../../lexicons/questions/election.toml")),
    ("questions/outbreak.toml", include_str!("../../../../lexicons/questions/outbreak.toml")),
];

impl Lexicon {
    /// As shipped.
    ///
    /// # Errors
    /// When a file does not have its form, or names a class, status or kind that there is not.
    pub fn builtin() -> Result<Lexicon, LexiconError> {
        Lexicon::of(&PACKS)
    }

    /// From packs: file name and text. A kind that stands in two packs joins its triggers.
    ///
    /// # Errors
    /// As for [`Lexicon::builtin`].
    pub(super) fn of(packs: &[(&'static str, &str)]) -> Result<Lexicon, LexiconError> {
        let mut lexicon = Lexicon::default();
        for (file, text) in packs {
            let pack: Pack = crate::lexicon::parse(file, text)?;
            lexicon.classes.extend(pack.class);
            lexicon.relations.extend(pack.relation);
            if let Some(words) = pack.words {
                lexicon.words = words;
            }
            if let Some(acts) = pack.acts {
                lexicon.acts = acts;
            }
            lexicon.senses.extend(act::senses(&pack.sense));
            for kind in pack.kind {
                match lexicon.kinds.iter_mut().find(|k| k.name == kind.name) {
                    Some(known) => known.trigger.extend(kind.trigger),
                    None => lexicon.kinds.push(kind),
                }
            }
        }
        lexicon.check()?;
        lexicon.fill();
        Ok(lexicon)
    }

    fn fill(&mut self) {
        for (k, kind) in self.kinds.iter().enumerate() {
            self.kind_of.insert(kind.name.clone(), k);
            for (t, trigger) in kind.trigger.iter().enumerate() {
                for (w, words) in trigger.words.iter().enumerate() {
                    let last = words.rsplit(' ').next().unwrap_or_default();
                    self.index.entry(last.to_owned()).or_default().push((k, t, w));
                }
            }
        }
        for (c, class) in self.classes.iter().enumerate() {
            for word in &class.words {
                self.class_of.entry(word.clone()).or_insert(c);
            }
        }
    }

    fn check(&self) -> Result<(), LexiconError> {
        let fault = |message: String| Err(LexiconError { file: "questions", message });
        let class = |name: &str| self.classes.iter().any(|c| c.name == name);
        if let Some(c) = self.classes.iter().find(|c| c.parent.as_deref().is_some_and(|p| !class(p))) {
            return fault(format!("class {}: its parent is unknown", c.name));
        }
        for kind in &self.kinds {
            for says in kind.trigger.iter().filter_map(|t| t.says.as_deref()) {
                let known = match kind.answer {
                    AnswerType::Status => kind.status(says).is_some(),
                    _ => matches!(says, "yes" | "no"),
                };
                if !known {
                    return fault(format!("kind {}: no answer {says:?}", kind.name));
                }
            }
            let mut wanted = kind.trigger.iter().flat_map(|t| t.who_is.iter().chain(&t.class));
            if let Some(bad) = wanted.find(|c| !class(c)) {
                return fault(format!("kind {}: no class {bad:?}", kind.name));
            }
            let mut named = kind.status.iter().flat_map(|s| s.with.iter().chain(&s.not).chain(&s.partly));
            if let Some(bad) = named.find(|s| kind.status(s).is_none()) {
                return fault(format!("kind {}: no status {bad:?}", kind.name));
            }
        }
        for side in self.relations.iter().flat_map(|r| [&r.a, &r.b]) {
            let (kind, answer) = side.split_once(':').unwrap_or((side, ""));
            let known = self.kinds.iter().find(|k| k.name == kind).is_some_and(|k| match k.answer {
                AnswerType::Status => k.status(answer).is_some(),
                _ => matches!(answer, "yes" | "no"),
            });
            if !known {
                return fault(format!("relation: no {side:?}"));
            }
        }
        Ok(())
    }

    /// What a kind of question counts of a violent event; nothing for other kinds.
    pub fn harm(&self, kind: &str) -> Option<Harm> {
        match self.kinds.get(*self.kind_of.get(kind)?)?.event? {
            EventPart::Killed => Some(Harm::Killed),
            EventPart::Wounded => Some(Harm::Wounded),
            EventPart::Act => None,
        }
    }

    /// The class of a noun by its lemma.
    pub(super) fn class_of(&self, lemma: &str) -> Option<usize> {
        self.class_of.get(lemma).copied().or_else(|| self.class_of.get(&lemma.to_lowercase()).copied())
    }

    /// The kind of what stands outside of all kinds.
    pub(super) fn open_kind(&self) -> Option<usize> {
        self.kinds.iter().position(|k| k.open)
    }

    /// A kind by its name.
    pub(super) fn kind_named(&self, name: &str) -> Option<usize> {
        self.kind_of.get(name).copied()
    }

    /// A class by its name.
    pub(super) fn class_named(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|c| c.name == name)
    }

    /// Whether `outer` is `inner` or holds it.
    pub(super) fn class_holds(&self, outer: usize, inner: usize) -> bool {
        let mut at = Some(inner);
        // A chain of parents is never longer than the list: the bound guards against a circle.
        for _ in 0..=self.classes.len() {
            match at {
                Some(c) if c == outer => return true,
                Some(c) => at = self.classes[c].parent.as_deref().and_then(|p| self.class_named(p)),
                None => return false,
            }
        }
        false
    }

    /// Whether a noun of this class belongs to one of the classes named.
    pub(super) fn is_one_of(&self, class: usize, names: &[String]) -> bool {
        names.iter().filter_map(|n| self.class_named(n)).any(|outer| self.class_holds(outer, class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packs_that_ship_can_be_read_and_hang_together() {
        let lexicon = Lexicon::builtin().unwrap();
        assert!(lexicon.kinds.len() > 20);
        let killed = lexicon.kinds.iter().find(|k| k.name == "killed").unwrap();
        assert!(killed.grows);
    }

    #[test]
    fn a_class_is_inside_itself_and_its_parents() {
        let lexicon = Lexicon::builtin().unwrap();
        let (people, children) = (lexicon.class_named("people").unwrap(), lexicon.class_of("child").unwrap());
        assert!(lexicon.class_holds(people, children) && lexicon.class_holds(people, people));
        assert!(!lexicon.class_holds(children, people));
    }

    #[test]
    fn a_pack_that_names_what_there_is_not_is_refused() {
        for text in [
            "[[kind]]\nname='x'\nanswer='status'\ntext=''\nkey=[]\n[[kind.trigger]]\nwords=['w']\nsays='y'",
            "[[relation]]\na='x:yes'\nb='y:no'\nbecause=''",
            "[[class]]\nname='x'\nin='y'",
        ] {
            assert!(Lexicon::of(&[("test", text)]).is_err(), "{text}");
        }
    }
}

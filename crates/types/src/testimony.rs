//! All that weighing needs to know of a claim: what it says to one kind of question, who says so, when.

use crate::{AnswerValue, ClaimId, DocumentId, Measure, Moment, When};
use serde::{Deserialize, Serialize};

/// An actor as a question uses it: by canonical name in lower case, so that the same body is the same in
/// any document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Who {
    /// [`name_key`] of the canonical name.
    pub key: String,
    /// As it is printed.
    pub name: String,
}

impl Who {
    /// The actor of this name.
    pub fn named(name: &str) -> Who {
        let name = bare(name);
        Who { key: name_key(name), name: name.to_owned() }
    }
}

fn bare(name: &str) -> &str {
    let name = name.trim();
    let cut = ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|a| name.strip_prefix(a));
    cut.unwrap_or(name)
}

/// A name for comparing: without article and case, "the rebels" as "rebel".
pub fn name_key(name: &str) -> String {
    let mut key = bare(name).to_lowercase();
    if key.len() > 4 && key.ends_with('s') && !key.ends_with("ss") {
        key.pop();
    }
    key
}

/// A place as a question uses it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// Canonical name when the gazetteer knows it, else the words.
    pub name: String,
    /// GeoNames id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub geonames: Option<u32>,
    /// Names of what holds it, nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parents: Vec<String>,
    /// A country or larger: too wide to say which event is meant.
    #[serde(skip_serializing_if = "no", default)]
    pub wide: bool,
}

impl Spot {
    /// Whether both are one place: by id where both have one, else by name.
    pub fn same(&self, other: &Spot) -> bool {
        match (self.geonames, other.geonames) {
            (Some(a), Some(b)) => a == b,
            _ => self.name.eq_ignore_ascii_case(&other.name),
        }
    }

    /// Whether this place holds the other and is not the same.
    pub fn holds(&self, other: &Spot) -> bool {
        !self.same(other) && other.parents.iter().any(|p| p.eq_ignore_ascii_case(&self.name))
    }
}

/// Whether an answer is given of what is, or of what is to come.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Says so.
    #[default]
    Says,
    /// Predicts, promises or threatens it, by this time when one is given.
    Foretells(Option<Moment>),
}

/// A stretch of time without its basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Days {
    /// First moment, inclusive; open when the text gives none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<Moment>,
    /// Last moment, inclusive; open when the text gives none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<Moment>,
    /// True on some day of it, not on every day.
    #[serde(skip_serializing_if = "no", default)]
    pub within: bool,
}

impl From<&When> for Days {
    fn from(when: &When) -> Days {
        Days { from: when.from, to: when.to, within: when.stretch == Some(crate::Stretch::Within) }
    }
}

/// Whose voice a claim is: the one who says it first, and all whose voice it is with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Voice {
    /// For people.
    pub label: String,
    /// The key of the label: the same voice has the same key in any document.
    pub own: String,
    /// Keys of all names of the one who says it first and of the bodies that it speaks for; sorted.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub names: Vec<String>,
    /// Keys of those who pass it on, without the publisher; sorted.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub relays: Vec<String>,
    /// The bodies that it speaks for, by key and as they are written; sorted.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub bodies: Vec<(String, String)>,
    /// The text does not name it: another mention of the same words may be somebody else.
    #[serde(skip_serializing_if = "no", default)]
    pub unnamed: bool,
    /// The publisher's own voice.
    #[serde(skip_serializing_if = "no", default)]
    pub publisher: bool,
    /// The text leaves the source out: it may be anybody.
    #[serde(skip_serializing_if = "no", default)]
    pub missing: bool,
}

/// Which question is asked: what tells one question of a kind from another. Of several claims of one
/// document that mean one question, the vaguer take over the key of the fullest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Asked {
    /// The class that is counted, by name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<String>,
    /// The actors that it is about, in order of their keys.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub who: Vec<Who>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Spot>,
}

/// What one claim says to one kind of question, detached from the grammar: all that weighing needs.
///
/// Its JSON leaves out what is empty. Kinds, classes and statuses are kept by name, so that a testimony
/// outlives the order of the lexicon; one whose kind the lexicon no longer knows is left out of weighing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Testimony {
    /// Which claim.
    pub claim: ClaimId,
    /// Where it stands.
    pub document: DocumentId,
    /// Its number among the testimonies of its document, in order of the text. With `document` it names
    /// the testimony.
    pub at: u32,
    /// The kind of question, as the lexicon names it.
    pub kind: String,
    /// Which question.
    pub asked: Asked,
    /// The class counted, by name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<String>,
    /// For what no kind of question knows: its words by the vectors of the model, 128 bits in hexadecimal. Of two
    /// the share of bits that differ says how far apart they are.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sense: Option<String>,
    /// Who it is about, in order of the names.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub who: Vec<Who>,
    /// Who does it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub agent: Vec<Who>,
    /// Where, in the claim's own words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Spot>,
    /// What it answers.
    pub value: AnswerValue,
    /// How a number relates to others.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measure: Option<Measure>,
    /// Of what is or of what is to come.
    #[serde(skip_serializing_if = "says", default)]
    pub mode: Mode,
    /// It stands under "if": no answer, but what a prediction of the same claim hangs on.
    #[serde(skip_serializing_if = "no", default)]
    pub conditional: bool,
    /// The source is not sure enough for it to contest anything.
    #[serde(skip_serializing_if = "no", default)]
    pub hedged: bool,
    /// The number is a round one: "about", "some".
    #[serde(skip_serializing_if = "no", default)]
    pub about: bool,
    /// The words set it apart from what was told before: "another attack".
    #[serde(skip_serializing_if = "no", default)]
    pub apart: bool,
    /// It is how far the source's own count has come: "raised its count to 31".
    #[serde(skip_serializing_if = "no", default)]
    pub running: bool,
    /// It denies what another testimony of the document says: the number of that one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub denies: Option<u32>,
    /// The number that it says is wrong, from low to high; open ends are `null`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub denied: Option<(Option<f64>, Option<f64>)>,
    /// It takes back what the same voice, or the same publisher, said before: no answer of its own.
    #[serde(skip_serializing_if = "no", default)]
    pub withdraws: bool,
    /// The claim of the same document that takes it back.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub withdrawn: Option<ClaimId>,
    /// Who says so.
    pub voice: Voice,
    /// When the source said it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claimed: Option<Days>,
    /// When what is said is supposed to hold or have happened, by its own words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub valid: Option<Days>,
    /// When the event happened to which the document as a whole puts it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub event: Option<Days>,
    /// When the document was published.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published: Option<Moment>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub publisher: Option<String>,
    /// The address of the document.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the shape that serde asks for
fn no(flag: &bool) -> bool {
    !flag
}

fn says(mode: &Mode) -> bool {
    *mode == Mode::Says
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_takes_no_room_and_comes_back() {
        let testimony = Testimony {
            claim: ClaimId::of(&[b"a"]),
            document: DocumentId::of(&[b"b"]),
            at: 3,
            kind: "killed".into(),
            asked: Asked { class: Some("people".into()), ..Asked::default() },
            class: None,
            sense: None,
            who: Vec::new(),
            agent: Vec::new(),
            place: None,
            value: AnswerValue::Interval { low: Some(12.0), high: None },
            measure: None,
            mode: Mode::Foretells("2031-05-04".parse().ok()),
            conditional: false,
            hedged: false,
            about: false,
            apart: false,
            running: false,
            denies: None,
            denied: Some((Some(2.0), None)),
            withdraws: false,
            withdrawn: None,
            voice: Voice { label: "the mayor".into(), own: "mayor".into(), ..Voice::default() },
            claimed: None,
            valid: None,
            event: None,
            published: "2031-05-04T10:30".parse().ok(),
            publisher: None,
            url: None,
        };
        let json = serde_json::to_string(&testimony).unwrap();
        assert!(!json.contains("hedged") && !json.contains("agent"), "{json}");
        assert_eq!(serde_json::from_str::<Testimony>(&json).unwrap(), testimony);
    }
}

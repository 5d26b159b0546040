//! The sources, by name.

use super::super::{Ask, Case, CaseError, frame};
use ledger::{NameRow, Reader, Seq, Sort};
use serde::Serialize;
use show::ledger::Frame;

/// Claims of one source that are counted here.
const MOST: u32 = 1_000;

/// A source in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourceLine {
    /// As it was first written.
    pub name: String,
    /// Its claims; 1,000 stands for that or more.
    pub claims: u64,
}

/// A page of sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourcesPage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// How many there are; nothing where they were not counted.
    pub total: Option<u64>,
    /// Where the next page begins; nothing after the last.
    pub next: Option<String>,
    /// By name.
    pub sources: Vec<SourceLine>,
}

impl Case {
    /// Sources whose name begins with the words; all, where there are none. `after` is `next` of the page
    /// before.
    ///
    /// # Errors
    /// When `after` is none that was handed out; those of the ledger.
    pub fn sources(
        &mut self,
        words: Option<&str>,
        limit: u32,
        after: Option<&str>,
        ask: &Ask,
    ) -> Result<SourcesPage, CaseError> {
        let limit = limit.max(1);
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            if let Some(words) = words.filter(|w| !w.trim().is_empty()) {
                let names = reader.names(Sort::Origin, words, limit)?;
                let sources = lines(reader, names, as_of)?;
                return Ok(SourcesPage { frame, total: None, next: None, sources });
            }
            let (key, words) = place(after)?;
            let mut names = reader.names_after(Sort::Origin, (&words, key), limit + 1)?;
            let more = names.len() > limit as usize;
            names.truncate(limit as usize);
            let next = names.last().filter(|_| more).map(|(words, n)| format!("{}.{words}", n.key));
            let sources = lines(reader, names.into_iter().map(|(_, n)| n).collect(), as_of)?;
            Ok(SourcesPage { frame, total: None, next, sources })
        })
    }
}

/// What names are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Places of questions.
    Place,
    /// Actors of questions.
    Actor,
    /// Sources of claims.
    Source,
}

impl std::str::FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Named, String> {
        match text {
            "place" => Ok(Named::Place),
            "actor" => Ok(Named::Actor),
            "source" => Ok(Named::Source),
            _ => Err(format!("{text:?} cannot be looked for: ask for place, actor or source")),
        }
    }
}

impl Case {
    /// Names of the ledger that are these words, then those that begin with them: accents, script and case do not
    /// matter. Only names that something was filed under by then.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn suggest(
        &mut self,
        named: Named,
        words: &str,
        limit: u32,
        ask: &Ask,
    ) -> Result<Vec<String>, CaseError> {
        let sort = match named {
            Named::Place => Sort::Place,
            Named::Actor => Sort::Actor,
            Named::Source => Sort::Origin,
        };
        self.ledger.read(|reader| {
            let (as_of, _) = frame(reader, ask)?;
            let mut found = Vec::new();
            for name in reader.names(sort, words, limit)? {
                if !found.contains(&name.shown) && reader.marked_count(sort, name.key, as_of, 1)? > 0 {
                    found.push(name.shown);
                }
            }
            Ok(found)
        })
    }
}

/// The key and the words of the last name of the page before.
fn place(after: Option<&str>) -> Result<(i64, String), CaseError> {
    let Some(after) = after else { return Ok((i64::MIN, String::new())) };
    let parts = after.split_once('.').and_then(|(key, words)| Some((key.parse().ok()?, words.to_owned())));
    parts.ok_or_else(|| CaseError::Wrong(format!("{after:?} is no place in this list")))
}

/// Names that had said something by then.
fn lines(reader: &mut Reader<'_>, names: Vec<NameRow>, as_of: Seq) -> Result<Vec<SourceLine>, CaseError> {
    let mut lines = Vec::new();
    for name in names {
        let claims = reader.marked_count(Sort::Origin, name.key, as_of, MOST)?;
        if claims > 0 {
            lines.push(SourceLine { name: name.shown, claims: u64::try_from(claims).unwrap_or_default() });
        }
    }
    Ok(lines)
}

//! From inputs to documents.

use crate::inputs::reason;
use crate::{Input, Problem, Work};
use std::io::Read;
use std::ops::ControlFlow;
use types::{Dated, Document, DocumentId, Kind, Moment, OffsetMap, Passage, Role, Span};

/// What a bare text lacks, given by the person who runs the command.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// When it was published.
    pub published: Option<Moment>,
    /// Who published it.
    pub publisher: Option<String>,
}

/// Hands over the documents behind the inputs, in order, until `push` breaks off. One input is open
/// at a time.
pub fn documents(
    inputs: impl Iterator<Item = Result<Input, Problem>>,
    given: &Given,
    push: &mut dyn FnMut(Work) -> ControlFlow<()>,
) {
    for input in inputs {
        let pushed = match input {
            Ok(input) => from_input(&input, given).into_iter().try_for_each(&mut *push),
            Err(problem) => push(Err(problem)),
        };
        if pushed.is_break() {
            return;
        }
    }
}

/// The one document in `bytes`, or the first of several.
///
/// # Errors
/// When there is none.
pub fn document(name: &str, bytes: &[u8], given: &Given) -> Work {
    let missing = || Err(Problem::new(name, "holds no document"));
    interim(name, bytes, given).into_iter().next().unwrap_or_else(missing)
}

fn from_input(input: &Input, given: &Given) -> Vec<Work> {
    let (name, bytes) = match input {
        Input::File(path) => (path.display().to_string(), std::fs::read(path)),
        Input::Standard => {
            let mut bytes = Vec::new();
            ("-".to_owned(), std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes))
        }
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(e) => return vec![Err(Problem::new(name, reason(&e)))],
    };
    interim(&name, &bytes, given)
}

// Until `read` reads: a text, or rows of JSON.
fn interim(name: &str, bytes: &[u8], given: &Given) -> Vec<Work> {
    let text = String::from_utf8_lossy(bytes);
    if !text.starts_with('{') {
        return vec![Ok(plain(name, text.into_owned(), None, given))];
    }
    let rows = text.lines().map(serde_json::from_str::<serde_json::Value>);
    rows.map(|row| {
        let row = row.map_err(|e| Problem::new(name, e.to_string()))?;
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        Ok(plain(row["id"].as_str().unwrap_or(name), text, row["published"].as_str(), given))
    })
    .collect()
}

fn plain(id: &str, text: String, published: Option<&str>, given: &Given) -> Document {
    let at = published.and_then(|p| p.get(..10)?.parse().ok()).or(given.published);
    Document {
        id: id.into(),
        document: DocumentId::of(&[text.as_bytes()]),
        sha256: String::new(),
        kind: Kind::Text,
        passages: vec![Passage { span: Span::new(0, text.len()), role: Role::Body }],
        text,
        map: OffsetMap::Same,
        title: None,
        byline: None,
        publisher: given.publisher.clone(),
        url: None,
        published: at.map(|at| Dated { at, basis: "given".into() }),
        modified: None,
        language: None,
        notes: Vec::new(),
    }
}

//! Runs the cases in `corpus/read/*.md`: a heading names the case, a fenced block is the input, a
//! second fenced block says what is expected, one `role: text` a line. A fence's word is the kind:
//! `text`, `html` or `json` for the input, `expect` for what is expected. Beside roles, a line may
//! begin with `title=`, `byline=`, `publisher=`, `url=`, `published=`, `basis=`, `modified=`,
//! `language=` or `note=`; those are checked only where a case has them. A line break inside a
//! passage is written ` | `.

#![allow(clippy::disallowed_methods)]

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;
use types::Document;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/read");
    let mut trials = Vec::new();
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).map(|d| d.flatten().map(|f| f.path()).collect()).unwrap_or_default();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "md")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).unwrap_or_default();
        trials.extend(
            cases(&text)
                .into_iter()
                .map(|case| Trial::test(format!("{name}: {}", case.title), move || case.check())),
        );
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// One case of a file.
struct Case {
    title: String,
    input: String,
    expected: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        match (&fence, line.strip_prefix("```")) {
            (None, Some(word)) => fence = Some(word.trim().to_owned()),
            (Some(_), Some(_)) => fence = None,
            (Some(word), None) => {
                if let Some(case) = cases.last_mut() {
                    let block = if word == "expect" { &mut case.expected } else { &mut case.input };
                    block.push_str(line);
                    block.push('\n');
                }
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    cases.push(Case {
                        title: title.to_owned(),
                        input: String::new(),
                        expected: String::new(),
                    });
                }
            }
        }
    }
    cases
}

impl Case {
    fn check(&self) -> Result<(), Failed> {
        let mut lines = Vec::new();
        let read =
            read::read("case", self.input.as_bytes(), &read::Hints::default(), &read::Limits::default());
        for document in read {
            lines.extend(self.shown(&document.map_err(|e| e.to_string())?));
        }
        let got = lines.join("\n");
        let expected = self.expected.trim_end();
        if got == expected {
            return Ok(());
        }
        Err(format!("expected:\n{expected}\n\ngot:\n{got}\n").into())
    }

    /// The document as lines of the expectation: what it tells of itself as far as the case asks,
    /// then its passages.
    fn shown(&self, document: &Document) -> Vec<String> {
        let dated = |d: &Option<types::Dated>| d.as_ref().map(|d| d.at.to_string());
        let facts = [
            ("title", document.title.clone()),
            ("byline", document.byline.clone()),
            ("publisher", document.publisher.clone()),
            ("url", document.url.clone()),
            ("published", dated(&document.published)),
            ("basis", document.published.as_ref().map(|d| d.basis.clone())),
            ("modified", dated(&document.modified)),
            ("language", document.language.clone()),
        ];
        let asked = |key: &str| self.expected.lines().any(|l| l.starts_with(&format!("{key}=")));
        let shown = facts.into_iter().filter(|(key, _)| asked(key));
        let mut lines: Vec<String> =
            shown.map(|(k, v)| format!("{k}= {}", v.unwrap_or("none".to_owned()))).collect();
        if asked("note") {
            lines.extend(document.notes.iter().map(|n| format!("note= {n}")));
        }
        lines.extend(document.passages.iter().map(|p| {
            let role = format!("{:?}", p.role).to_lowercase();
            format!("{role}: {}", p.span.of(&document.text).replace('\n', " | "))
        }));
        lines
    }
}

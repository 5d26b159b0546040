//! The form of a case.

use std::ops::Range;
use types::Moment;

/// What a case expects of one kind.
pub struct Block {
    /// `claims`, `grounds`, `questions` or `want`.
    pub kind: String,
    /// The lines between the fences.
    pub lines: Vec<String>,
    /// Bytes of the file between the fences.
    pub place: Range<usize>,
}

/// One section of a file.
pub struct Case {
    pub title: String,
    /// Line of the title, from 1.
    pub line: usize,
    pub published: Option<Moment>,
    pub publisher: Option<String>,
    pub text: String,
    pub blocks: Vec<Block>,
}

/// The cases of a file. What stands outside of fences is for people, but for the title and the lines
/// `published:` and `publisher:`.
///
/// # Errors
/// A fence that is not closed, of an unknown kind or before the first title, a bad date, a case
/// without text or without a block.
pub fn parse(file: &str) -> Result<Vec<Case>, String> {
    let (mut cases, mut place, mut open) = (Vec::<Case>::new(), 0, None::<Block>);
    for (number, full) in file.split_inclusive('\n').enumerate() {
        let line = full.trim_end_matches(['\n', '\r']);
        let at = |message: &str| format!("line {}: {message}", number + 1);
        let start = place;
        place += full.len();
        if let Some(mut block) = open.take() {
            if line == "```" {
                block.place.end = start;
                close(cases.last_mut(), block).map_err(|m| at(&m))?;
            } else {
                block.lines.push(line.to_owned());
                open = Some(block);
            }
        } else if let Some(kind) = line.strip_prefix("```") {
            open = Some(Block { kind: kind.trim().to_owned(), lines: Vec::new(), place: place..place });
        } else if let Some(title) = line.strip_prefix("## ") {
            cases.push(new(title, number + 1));
        } else if let Some(case) = cases.last_mut() {
            if let Some(date) = line.strip_prefix("published:") {
                case.published = Some(date.trim().parse().map_err(|m: String| at(&m))?);
            }
            case.publisher =
                line.strip_prefix("publisher:").map(|p| p.trim().into()).or(case.publisher.take());
        }
    }
    if let Some(block) = open {
        return Err(format!("the fence of {:?} is not closed", block.kind));
    }
    match cases.iter().find(|c| c.text.is_empty() || c.blocks.is_empty()) {
        Some(case) => Err(format!("line {}: the case has no text or expects nothing", case.line)),
        None => Ok(cases),
    }
}

fn new(title: &str, line: usize) -> Case {
    let title = title.trim().to_owned();
    Case { title, line, published: None, publisher: None, text: String::new(), blocks: Vec::new() }
}

fn close(case: Option<&mut Case>, block: Block) -> Result<(), String> {
    let case = case.ok_or("a fence before the first title")?;
    match block.kind.as_str() {
        "text" => case.text = block.lines.join("\n"),
        "claims" | "grounds" | "questions" | "event" | "want" => case.blocks.push(block),
        other => return Err(format!("no such kind of block: {other:?}")),
    }
    Ok(())
}

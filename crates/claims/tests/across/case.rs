//! The form of a case.

use std::ops::Range;
use types::{Bond, Moment};

/// One report of a case.
#[derive(Default)]
pub struct Report {
    pub publisher: Option<String>,
    pub published: Option<Moment>,
    pub url: Option<String>,
    pub text: String,
}

/// One section of a file.
#[derive(Default)]
pub struct Case {
    pub title: String,
    /// Line of the title, from 1.
    pub line: usize,
    pub day: Option<jiff::civil::Date>,
    /// Two reports by number, from 1, and what binds them.
    pub bonds: Vec<(usize, usize, Bond)>,
    pub reports: Vec<Report>,
    pub questions: Vec<String>,
    /// Bytes of the file between the fences of the questions.
    pub place: Range<usize>,
}

/// The cases of a file. What stands outside of fences is for people, but for the title and the lines `day:`,
/// `copies:` and `credits:`.
///
/// # Errors
/// A line that has not its form, a fence that is not closed or of an unknown kind, a case without reports.
pub fn parse(file: &str) -> Result<Vec<Case>, String> {
    let (mut cases, mut place) = (Vec::<Case>::new(), 0);
    let mut open: Option<(String, Vec<String>, usize)> = None;
    for (number, full) in file.split_inclusive('\n').enumerate() {
        let line = full.trim_end_matches(['\n', '\r']);
        let start = place;
        place += full.len();
        let at = |message: String| format!("line {}: {message}", number + 1);
        if let Some((kind, mut lines, from)) = open.take() {
            if line == "```" {
                let case = cases.last_mut().ok_or_else(|| at("a fence before the first title".into()))?;
                close(case, &kind, lines, from..start).map_err(at)?;
            } else {
                lines.push(line.to_owned());
                open = Some((kind, lines, from));
            }
        } else if let Some(kind) = line.strip_prefix("```") {
            open = Some((kind.trim().to_owned(), Vec::new(), place));
        } else if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.trim().to_owned(), line: number + 1, ..Case::default() });
        } else if let Some(case) = cases.last_mut() {
            head(case, line).map_err(at)?;
        }
    }
    match (open, cases.iter().find(|c| c.reports.is_empty())) {
        (Some((kind, ..)), _) => Err(format!("the fence of {kind:?} is not closed")),
        (None, Some(case)) => Err(format!("line {}: the case has no report", case.line)),
        (None, None) => Ok(cases),
    }
}

fn head(case: &mut Case, line: &str) -> Result<(), String> {
    let number = |w: Option<&str>| w.and_then(|w| w.parse().ok()).ok_or("two numbers are wanted".to_owned());
    if let Some(day) = line.strip_prefix("day:") {
        case.day = Some(day.trim().parse().map_err(|e| format!("{e}"))?);
    } else if let Some(pair) = line.strip_prefix("copies:") {
        let mut words = pair.split_whitespace();
        let pair = (number(words.next())?, number(words.next())?);
        case.bonds.push((pair.0, pair.1, Bond::Copy { share: 90 }));
    } else if let Some(pair) = line.strip_prefix("credits:") {
        let mut words = pair.split_whitespace();
        let pair = (number(words.next())?, number(words.next())?);
        let credited = words.collect::<Vec<_>>().join(" ");
        case.bonds.push((pair.0, pair.1, Bond::Credits { credited }));
    }
    Ok(())
}

fn close(case: &mut Case, kind: &str, lines: Vec<String>, place: Range<usize>) -> Result<(), String> {
    match kind {
        "document" => case.reports.push(report(&lines)?),
        "questions" => (case.questions, case.place) = (lines, place),
        other => return Err(format!("no such kind of block: {other:?}")),
    }
    Ok(())
}

fn report(lines: &[String]) -> Result<Report, String> {
    let mut report = Report::default();
    let blank = lines.iter().position(String::is_empty).ok_or("a blank line ends the head of a report")?;
    for line in &lines[..blank] {
        let (name, value) = line.split_once(':').ok_or_else(|| format!("no value: {line:?}"))?;
        let value = value.trim();
        match name {
            "publisher" => report.publisher = Some(value.to_owned()),
            "published" => report.published = Some(value.parse()?),
            "url" => report.url = Some(value.to_owned()),
            other => return Err(format!("no such line: {other:?}")),
        }
    }
    report.text = lines[blank + 1..].join("\n");
    Ok(report)
}

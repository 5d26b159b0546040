//! The day of publication of a text that comes without one.

use super::scan::{Found, scan};
use crate::lexicon::DATES;
use jiff::{ToSpan, civil::Date};
use types::{Dated, Moment, Passage, Role};

/// What the text tells of its dates.
#[derive(Debug, Default)]
pub(crate) struct Inferred {
    pub published: Option<Dated>,
    pub modified: Option<Dated>,
    pub note: Option<String>,
}

/// A date and the role of the passage that it stands in.
struct Placed<'a> {
    found: Found,
    words: &'a str,
    role: Role,
    /// How many passages of the body began before its own.
    depth: usize,
    /// Whether the body begins with it, or with a word that announces it.
    leads: bool,
}

/// How far into the body a day of publication may stand.
const LEAD: usize = 3;

/// Works the day of publication out, from the surest sign to the least:
/// a line that says so; a full date in the dateline or at the very start; a day of the lead whose year follows from other
/// dates and fits its day of the week. Otherwise nothing, with a note.
pub(crate) fn infer(text: &str, passages: &[Passage]) -> Inferred {
    let dates = placed(text, passages);
    let mut out = labelled(text, passages);
    if out.published.is_none() {
        out.published = from_dateline(&dates).or_else(|| from_start(&dates)).or_else(|| from_lead(&dates));
    }
    if out.published.is_none() {
        out.note = Some(unknown(&dates));
    }
    out
}

fn placed<'a>(text: &'a str, passages: &[Passage]) -> Vec<Placed<'a>> {
    let mut out = Vec::new();
    let mut depth = 0;
    for passage in passages.iter().filter(|p| p.role != Role::Furniture) {
        depth += usize::from(passage.role == Role::Body);
        let words = passage.span.of(text);
        let dates = scan(words);
        out.extend(dates.into_iter().map(|found| Placed {
            words: found.span.of(words),
            found,
            role: passage.role,
            depth,
            leads: passage.role == Role::Body && depth == 1 && announced(&words[..found.span.start]),
        }));
    }
    out
}

/// Whether nothing, or only a word such as "Published:", stands before a date.
fn announced(before: &str) -> bool {
    let label = before.trim_matches(|c: char| c.is_whitespace() || c == ':').to_lowercase();
    label.is_empty() || DATES.published.contains(&label)
}

/// "Published: 4 May 2031", a line that is a date and little else, or a date behind the writer's name.
fn labelled(text: &str, passages: &[Passage]) -> Inferred {
    let mut out = Inferred::default();
    for passage in passages.iter().filter(|p| matches!(p.role, Role::Dateline | Role::Byline)) {
        let line = passage.span.of(text);
        let lower = line.to_lowercase();
        let Some(date) = scan(line).iter().find_map(Found::full) else { continue };
        let dated = Dated { at: Moment::day(date), basis: format!("worked out from the line \"{line}\"") };
        let modified = DATES.modified.iter().any(|w| lower.starts_with(w.as_str()));
        let slot = if modified { &mut out.modified } else { &mut out.published };
        slot.get_or_insert(dated);
    }
    out
}

fn from_dateline(dates: &[Placed<'_>]) -> Option<Dated> {
    let line = dates.iter().find(|d| d.role == Role::Dateline)?;
    if let Some(date) = line.found.full() {
        return Some(dated(date, format!("worked out from the dateline \"{}\"", line.words)));
    }
    let (date, year) = with_year(line, dates)?;
    Some(dated(date, format!("worked out from the dateline \"{}\" and the year of \"{year}\"", line.words)))
}

/// A full date that is the first thing in the text, or the first after "Published".
fn from_start(dates: &[Placed<'_>]) -> Option<Dated> {
    let first = dates.first().filter(|d| d.leads)?;
    let custom = if first.found.by_custom { ", read as day, month and year" } else { "" };
    let basis = format!("worked out from \"{}\", with which the text begins{custom}", first.words);
    Some(dated(first.found.in_year(first.found.year?)?, basis))
}

/// A day of the lead with its day of the week.
fn from_lead(dates: &[Placed<'_>]) -> Option<Dated> {
    let lead = dates.iter().filter(|d| d.role == Role::Body && d.depth <= LEAD && d.found.weekday.is_some());
    for day in lead {
        let whole = day.found.full().map(|date| (date, None));
        let Some((date, year)) = whole.or_else(|| with_year(day, dates).map(|(d, y)| (d, Some(y)))) else {
            continue;
        };
        let mut basis = format!("worked out from \"{}\" at the beginning", day.words);
        if let Some(year) = year {
            basis += &format!(" and the year of \"{year}\"");
        }
        // A picture cannot be younger than the page that shows it.
        return Some(match latest_caption(dates).filter(|(c, _)| *c > date && *c <= days(date, 14)) {
            Some((caption, words)) => dated(caption, format!("{basis}, but a caption is of \"{words}\"")),
            None => dated(date, basis),
        });
    }
    None
}

/// The date in the year of another date of the text, and that date's words. The day of the week must
/// fit; without one, the text must have a single year.
fn with_year<'a>(day: &Placed<'_>, dates: &[Placed<'a>]) -> Option<(Date, &'a str)> {
    let years = dates.iter().filter_map(|d| d.found.year.map(|y| (y, d.words)));
    if day.found.weekday.is_some() {
        // Same year first; news of January may only name December.
        let mut years: Vec<(i16, &str)> = years.collect();
        years.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
        let near = |by: i16| years.iter().find_map(|(y, w)| day.found.in_year(y + by).map(|d| (d, *w)));
        return near(0).or_else(|| near(1));
    }
    let mut years = years;
    let (year, words) = years.next()?;
    if years.any(|(y, _)| y != year) {
        return None;
    }
    Some((day.found.in_year(year)?, words))
}

fn latest_caption<'a>(dates: &[Placed<'a>]) -> Option<(Date, &'a str)> {
    let captions = dates.iter().filter(|d| d.role == Role::Caption);
    captions.filter_map(|d| d.found.full().map(|date| (date, d.words))).max_by_key(|(date, _)| *date)
}

fn days(date: Date, count: i64) -> Date {
    date.checked_add(count.days()).unwrap_or(date)
}

fn dated(date: Date, basis: String) -> Dated {
    Dated { at: Moment::day(date), basis }
}

fn unknown(dates: &[Placed<'_>]) -> String {
    let bound = latest_caption(dates).map_or(String::new(), |(date, words)| {
        format!("; not before {date}, since a caption is of \"{words}\"")
    });
    format!("the day of publication is unknown{bound}")
}

#[cfg(test)]
mod tests {
    use super::infer;
    use types::{Passage, Role, Span};

    fn of(parts: &[(Role, &str)]) -> (Option<String>, String) {
        let mut text = String::new();
        let mut passages = Vec::new();
        for (role, words) in parts {
            let start = text.len();
            text += words;
            passages.push(Passage { span: Span::new(start, text.len()), role: *role });
            text += "\n\n";
        }
        let out = infer(&text, &passages);
        let why = out.published.as_ref().map(|d| d.basis.clone()).or(out.note).unwrap_or_default();
        (out.published.map(|d| d.at.to_string()), why)
    }

    #[test]
    fn a_line_that_says_so_is_believed() {
        let (date, why) =
            of(&[(Role::Dateline, "Published: 4 May 2031"), (Role::Body, "The bridge is closed.")]);
        assert_eq!(date.as_deref(), Some("2031-05-04"));
        assert_eq!(why, "worked out from the line \"Published: 4 May 2031\"");
    }

    #[test]
    fn a_day_of_the_lead_takes_the_year_that_fits_its_weekday() {
        let (date, why) = of(&[
            (Role::Body, "The bridge was closed on Monday, March 3, the council said."),
            (Role::Caption, "The bridge on March 2, 2031. (AFP)"),
        ]);
        assert_eq!(date.as_deref(), Some("2031-03-03"));
        assert_eq!(
            why,
            "worked out from \"Monday, March 3\" at the beginning and the year of \"March 2, 2031\""
        );
        // 3 March 2031 is a Monday, not a Friday.
        let (date, why) = of(&[
            (Role::Body, "The bridge was closed on Friday, March 3, the council said."),
            (Role::Caption, "The bridge on March 2, 2031. (AFP)"),
        ]);
        assert_eq!(date, None);
        assert_eq!(
            why,
            "the day of publication is unknown; not before 2031-03-02, since a caption is of \"March 2, 2031\""
        );
    }

    #[test]
    fn a_text_may_begin_with_its_date() {
        let (date, why) = of(&[(Role::Body, "4 May 2031 The bridge was closed on 2 May 2031.")]);
        assert_eq!(date.as_deref(), Some("2031-05-04"));
        assert_eq!(why, "worked out from \"4 May 2031\", with which the text begins");
        let (date, _) = of(&[(Role::Body, "Posted on May 4 2031 by Ida Writer The bridge was closed.")]);
        assert_eq!(date.as_deref(), Some("2031-05-04"));
        let (date, why) = of(&[(Role::Body, "04-05-2031 Bridge closed. The bridge was closed.")]);
        assert_eq!(date.as_deref(), Some("2031-05-04"));
        assert!(why.ends_with("begins, read as day, month and year"), "{why}");
        assert_eq!(of(&[(Role::Body, "On 4 May 2031 the bridge was closed.")]).0, None);
    }

    #[test]
    fn nothing_to_go_by_is_nothing() {
        let (date, why) = of(&[(Role::Body, "The bridge was closed on Monday.")]);
        assert_eq!((date, why.as_str()), (None, "the day of publication is unknown"));
    }
}

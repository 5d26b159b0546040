//! What stands before the report: headline, byline, dateline.

use super::words::{count, cut, ends_sentence, normal, title_share};
use super::{Unit, is_open};
use crate::{dates, lexicon::FURNITURE};
use types::{Role, Span};

/// The first line, when it is written as a headline is and more follows.
pub(super) fn headline(text: &str, units: &mut [Unit]) {
    let Some(i) = units.iter().position(|u| u.role == Role::Body) else { return };
    let more = units[i + 1..].iter().any(|u| count(u.span.of(text), 8) == 8);
    if more && is_open(&units[i]) && is_headline(units[i].span.of(text)) {
        units[i].role = Role::Headline;
    }
}

fn is_headline(line: &str) -> bool {
    let words = count(line, 26);
    if !(2..=25).contains(&words) || line.len() > 250 || line.ends_with([':', ',', ';', '-', '—']) {
        return false;
    }
    let titled = title_share(line).is_some_and(|share| share >= 0.75);
    let open = !ends_sentence(line) || line.trim_end().ends_with(['?', '!']);
    (open || titled) && names(line).is_none() && date_line(line).is_none() && dateline(line).is_none()
}

/// Marks bylines near the top and the bottom, and lines of dates near the top.
pub(super) fn bylines(text: &str, units: &mut [Unit]) {
    let length = units.len();
    for (i, unit) in units.iter_mut().enumerate() {
        let edge = i < 6 || i + 4 > length;
        if !is_open(unit) || length < 2 {
            continue;
        }
        let line = unit.span.of(text);
        let credit = count(line, 40) < 40 && {
            let normal = normal(cut(line, 60));
            FURNITURE.byline.credits.iter().any(|c| normal.starts_with(c.as_str()))
        };
        if credit || (edge && names(line).is_some()) {
            unit.role = Role::Byline;
        } else if i < 6 && date_line(line).is_some() {
            // At the bottom stand the dates of corrections.
            unit.role = Role::Dateline;
        }
    }
}

/// The names of a byline: "By Ida Writer and Omar Reader, Ane Courier". A date may follow.
pub(crate) fn names(line: &str) -> Option<String> {
    let found = dates::scan(line);
    let date = found.iter().find(|d| d.year.is_some() || d.weekday.is_some());
    let line = date.map_or(line, |d| before_date(&line[..d.span.start]));
    if count(line, 15) > 14 || (ends_sentence(line) && date.is_none()) {
        return None;
    }
    let normal = normal(line);
    let start = FURNITURE.byline.starts.iter().find(|s| normal.starts_with(s.as_str()))?;
    let rest: Vec<&str> = line.split_whitespace().skip(start.split_whitespace().count()).collect();
    let name = |w: &&str| {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
        let other = bare.is_empty() || bare.starts_with(|c: char| c.is_ascii_digit());
        other || bare.starts_with(char::is_uppercase) || FURNITURE.byline.particles.contains(bare)
    };
    let capital = rest.first().is_some_and(|w| w.starts_with(char::is_uppercase));
    let undated = dates::scan(line).is_empty();
    (capital && undated && rest.iter().all(name)).then(|| rest.join(" "))
}

/// Without the mark or the word that leads over to the date.
fn before_date(line: &str) -> &str {
    let line = line.trim_end();
    let line = line.strip_suffix(" on").or(line.strip_suffix(" Published")).unwrap_or(line);
    line.trim_end_matches(|c: char| c.is_whitespace() || "-–—|·•,:".contains(c))
}

/// A line that is a date and little else: "Published: 4 May 2031, 18:05".
fn date_line(line: &str) -> Option<Span> {
    if count(line, 20) > 16 || ends_sentence(line) && count(line, 13) > 8 {
        return None;
    }
    let found = dates::scan(line);
    let date = found.first().filter(|d| d.year.is_some() || d.weekday.is_some())?;
    let mut rest = String::new();
    let mut from = 0;
    for other in &found {
        rest += line.get(from..other.span.start)?;
        from = other.span.end;
    }
    rest += &line[from..];
    let words = rest.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 3).count();
    (words <= 2).then_some(date.span)
}

/// Splits "PORT SANE, 4 May (Agency) — " off the first paragraphs.
pub(super) fn datelines(text: &str, units: Vec<Unit>) -> Vec<Unit> {
    let mut out = Vec::with_capacity(units.len() + 1);
    let mut seen = 0;
    for unit in units {
        let body = unit.role == Role::Body;
        seen += usize::from(body);
        let line = unit.span.of(text);
        match dateline(line).filter(|_| body && seen <= 4) {
            Some(end) => {
                let middle = unit.span.start + end;
                let rest = super::super::text::trimmed(text, Span::new(middle, unit.span.end));
                let head = super::super::text::trimmed(text, Span::new(unit.span.start, middle));
                out.push(Unit { span: head, role: Role::Dateline, ..unit });
                out.push(Unit { span: rest, ..unit });
            }
            None => out.push(unit),
        }
    }
    out
}

/// The end of an agency's name in brackets at the very start: "(Agency)".
fn agency_in_front(line: &str) -> Option<usize> {
    let close = line.strip_prefix('(')?.find(')')?;
    let known = FURNITURE.caption.agencies.contains(&normal(&line[1..1 + close]));
    known.then_some(close + 2)
}

/// Where the dateline of a paragraph ends, its dash included.
fn dateline(line: &str) -> Option<usize> {
    let head = cut(line, 100);
    dashed(line, head).or_else(|| {
        let end = agency_in_front(head)?;
        line[end..].trim_start().starts_with(|c: char| c.is_uppercase() || c == '“').then_some(end)
    })
}

fn dashed(line: &str, head: &str) -> Option<usize> {
    let (at, dash) = [" — ", " – ", " -- ", " - ", "— ", ") —", " —"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, *dash)))
        .min_by_key(|(at, dash)| (*at, usize::MAX - dash.len()))?;
    let at = at + usize::from(dash.starts_with(')'));
    let end = at + dash.trim_start_matches(')').len();
    let (place, rest) = (&line[..at], line[end..].trim_start());
    let starts = rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"“'‘".contains(c));
    (starts && count(rest, 4) == 4 && is_place_and_date(place)).then_some(end)
}

fn is_place_and_date(head: &str) -> bool {
    if agency_in_front(head).is_some_and(|end| head[end..].trim().is_empty()) {
        return true;
    }
    let agency = head.trim_end().ends_with(')') && head.contains('(');
    let name = head.split([',', '(']).next().unwrap_or_default().trim();
    if count(name, 6) > 5 || !name.starts_with(char::is_uppercase) || count(head, 13) > 12 {
        return false;
    }
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() >= 4 && letters().all(char::is_uppercase);
    let dated = head.contains(',') && !dates::scan(head).is_empty();
    let particles = |w: &str| !w.starts_with(char::is_lowercase) || FURNITURE.byline.particles.contains(w);
    let named = name.split_whitespace().all(particles);
    let file = normal(name).starts_with("file");
    !file && named && (agency || capitals || dated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_at_their_dash() {
        let of = |line: &str| dateline(line).map(|end| line[..end].trim().to_owned());
        let line = "PORT SANE, 4 May 2031 (Agency) - The bridge was closed on Sunday.";
        assert_eq!(of(line).as_deref(), Some("PORT SANE, 4 May 2031 (Agency) -"));
        assert_eq!(of("PORT SANE — “It is closed,” the mayor said.").as_deref(), Some("PORT SANE —"));
        assert_eq!(
            of("Port Sane (Agency) -- Police closed the bridge.").as_deref(),
            Some("Port Sane (Agency) --")
        );
        assert_eq!(of("(Reuters) - Police closed the bridge.").as_deref(), Some("(Reuters) -"));
        assert_eq!(of("(AP) Police closed the bridge.").as_deref(), Some("(AP)"));
        assert_eq!(of("(Police closed the bridge.)"), None);
        assert_eq!(of("UNO - The council - said on Monday that it met."), None);
        assert_eq!(of("The mayor — a former harbour pilot — said the bridge was closed."), None);
    }

    #[test]
    fn bylines_are_names() {
        assert_eq!(
            names("By Ida Writer and Omar de Reader, Ane Courier").as_deref(),
            Some("Ida Writer and Omar de Reader, Ane Courier")
        );
        assert_eq!(names("By Monday the bridge was open again"), None);
        assert_eq!(names("By nightfall they had left"), None);
    }

    #[test]
    fn headlines_are_short_and_break_off() {
        assert!(is_headline("Storm closes bridge in Port Sane"));
        assert!(is_headline("Only One Bridge In Port Sane Is Open."));
        assert!(!is_headline("The storm closed the bridge in Port Sane."));
        assert!(!is_headline("PUBLISHED 4 May 2031"));
    }
}

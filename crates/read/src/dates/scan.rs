//! Dates written in words.

use crate::lexicon::DATES;
use jiff::civil::{Date, Weekday};
use types::Span;

/// A day of a month, with whatever else stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub span: Span,
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    pub weekday: Option<Weekday>,
    /// Whether day and month could be the other way round ("03-04-2031"). Between hyphens or dots the day
    /// comes first nearly everywhere.
    pub by_custom: bool,
}

impl Found {
    /// The date, when the year is there, the order is certain, and the day of the week, if given, is
    /// that date's.
    pub fn full(&self) -> Option<Date> {
        self.in_year(self.year?).filter(|_| !self.by_custom)
    }

    /// The date in a year, when it exists and falls on the day of the week that the text gives.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        let date = Date::new(year, self.month, self.day).ok()?;
        self.weekday.is_none_or(|w| w == date.weekday()).then_some(date)
    }
}

/// A run of letters or of digits.
#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// All days of months in the text, in order: "March 3, 2031", "3 March", "Monday, March 3",
/// "2031-03-03", "3.3.2031", "13-3-2031". What could be day or month ("3/4/2031") is passed over.
pub(crate) fn scan(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match at(text, &tokens, i) {
            Some((mut date, used)) => {
                with_weekday(text, &tokens, i, &mut date);
                found.push(date);
                i += used;
            }
            None => i += 1,
        }
    }
    found
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let same: fn(char) -> bool = match c {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => char::is_alphabetic,
            _ => continue,
        };
        let mut end = start + c.len_utf8();
        while let Some((i, c)) = chars.next_if(|(_, c)| same(*c)) {
            end = i + c.len_utf8();
        }
        out.push(Token { text: &text[start..end], start });
    }
    out
}

/// The date that begins with token `i`, and how many tokens it has.
fn at(text: &str, tokens: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    numeric(text, tokens, i).or_else(|| month_first(text, tokens, i)).or_else(|| day_first(text, tokens, i))
}

fn numeric(text: &str, tokens: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    let [a, b, c] = tokens.get(i..i + 3)? else { return None };
    let mark = gap(text, a, b);
    if mark != gap(text, b, c) || !matches!(mark, "-" | "/" | ".") {
        return None;
    }
    let number = |t: &Token<'_>| t.text.parse::<i16>().ok();
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let by_custom = mark == "-" && a.text.len() <= 2 && x <= 12 && y <= 12 && x != y;
    let (year, month, day) = match (a.text.len(), c.text.len(), mark) {
        (4, 1..=2, "-" | "/" | ".") => (x, y, z),
        (1..=2, 4, "." | "-") if y <= 12 => (z, y, x),
        (1..=2, 4, _) if y <= 12 && (x > 12 || x == y) => (z, y, x),
        (1..=2, 4, _) if y > 12 => (z, x, y),
        _ => return None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = found(Span::new(a.start, c.end()), Some(year), month, day)?;
    Some((Found { by_custom, ..date }, 3))
}

/// "March 3", "Mar. 3rd, 2031".
fn month_first(text: &str, tokens: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    let [name, number] = tokens.get(i..i + 2)? else { return None };
    let (month, day) = (month(name.text)?, day(number.text)?);
    if !matches!(gap(text, name, number), " " | ". " | "\u{a0}") {
        return None;
    }
    let ordinal =
        usize::from(tokens.get(i + 2).is_some_and(|t| is_ordinal(t.text) && t.start == number.end()));
    let last = tokens.get(i + 1 + ordinal)?;
    let (year, end) = year_after(text, last, tokens.get(i + 2 + ordinal));
    let span = Span::new(name.start, end);
    found(span, year, month, day).map(|f| (f, 2 + ordinal + usize::from(year.is_some())))
}

/// "3 March", "3rd of March 2031".
fn day_first(text: &str, tokens: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    let first = tokens.get(i)?;
    let day = day(first.text)?;
    let mut j = i + 1;
    if tokens.get(j).is_some_and(|t| is_ordinal(t.text) && t.start == first.end()) {
        j += 1;
    }
    if tokens.get(j).is_some_and(|t| t.text == "of") {
        j += 1;
    }
    let name = tokens.get(j)?;
    let month = month(name.text)?;
    if !matches!(gap(text, tokens.get(j - 1)?, name), " " | "-" | "\u{a0}") {
        return None;
    }
    let (year, end) = year_after(text, name, tokens.get(j + 1));
    let span = Span::new(first.start, end);
    found(span, year, month, day).map(|f| (f, j - i + 1 + usize::from(year.is_some())))
}

fn found(span: Span, year: Option<i16>, month: i8, day: i8) -> Option<Found> {
    // A leap year, so that 29 February without a year is a day.
    Date::new(year.unwrap_or(2000), month, day).ok()?;
    Some(Found { span, year, month, day, weekday: None, by_custom: false })
}

/// The year after a day, and where the date ends.
fn year_after(text: &str, last: &Token<'_>, next: Option<&Token<'_>>) -> (Option<i16>, usize) {
    let year =
        next.filter(|t| t.text.len() == 4 && matches!(gap(text, last, t), " " | ", " | ". " | "," | "-"));
    let value = year.and_then(|t| t.text.parse().ok()).filter(|y| (1000..=2999).contains(y));
    match (value, year) {
        (Some(value), Some(token)) => (Some(value), token.end()),
        _ => (None, last.end()),
    }
}

/// Takes in the day of the week before a date: "Monday, March 3", "Monday 3 March", "Mon., March 3".
fn with_weekday(text: &str, tokens: &[Token<'_>], i: usize, date: &mut Found) {
    let Some(before) = i.checked_sub(1).and_then(|j| tokens.get(j)) else { return };
    if !matches!(gap(text, before, &tokens[i]), " " | ", " | "., " | ". ") {
        return;
    }
    if let Some(weekday) = weekday(before.text) {
        date.weekday = Some(weekday);
        date.span.start = before.start;
    }
}

fn gap<'a>(text: &'a str, a: &Token<'_>, b: &Token<'_>) -> &'a str {
    &text[a.end()..b.start]
}

fn day(text: &str) -> Option<i8> {
    text.parse().ok().filter(|d| text.len() <= 2 && (1..=31).contains(d))
}

fn is_ordinal(text: &str) -> bool {
    matches!(text, "st" | "nd" | "rd" | "th")
}

fn month(name: &str) -> Option<i8> {
    position(&DATES.months, name).and_then(|i| i8::try_from(i + 1).ok())
}

/// The day of the week that a word names.
pub(super) fn weekday(name: &str) -> Option<Weekday> {
    let day = i8::try_from(position(&DATES.weekdays, name)? + 1).ok()?;
    Weekday::from_monday_one_offset(day).ok()
}

fn position(names: &[Vec<String>], name: &str) -> Option<usize> {
    let same = |n: &String| n == name || name.len() == n.len() && *name == n.to_uppercase();
    names.iter().position(|forms| forms.iter().any(same))
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn dates_are_found_as_people_write_them() {
        let of = |text: &str| {
            let show = |f: &super::Found| format!("{} {:?}-{}-{}", f.span.of(text), f.year, f.month, f.day);
            scan(text).iter().map(show).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(of("on Monday, March 3, he"), "Monday, March 3 None-3-3");
        assert_eq!(of("MARCH 3, 2031"), "MARCH 3, 2031 Some(2031)-3-3");
        assert_eq!(of("the 3rd of March 2031"), "3rd of March 2031 Some(2031)-3-3");
        assert_eq!(of("Sept. 3rd, 2031"), "Sept. 3rd, 2031 Some(2031)-9-3");
        assert_eq!(of("2031-03-03 and 03.04.2031"), "2031-03-03 Some(2031)-3-3; 03.04.2031 Some(2031)-4-3");
        assert_eq!(of("3/4/2031, march 3, May 35, March 2031"), "");
    }
}

//! The cases as they are written down.

use serde_json::Value;
use types::Span;

/// A resolution: a point, or two ends of which one may be open.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub at: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// An expression that is to be found.
#[derive(Debug, Clone)]
pub struct Gold {
    /// Bytes of the input.
    pub span: Span,
    /// `date`, `daterange`, `time`, `number` …
    pub kind: String,
    /// Codes; none where only the place is asked for.
    pub timex: Vec<String>,
    pub answers: Vec<Answer>,
}

/// A sentence and what is in it.
#[derive(Debug, Clone)]
pub struct Case {
    pub input: String,
    pub reference: Option<jiff::civil::Date>,
    pub found: Vec<Gold>,
}

/// All cases of a file.
pub fn cases(file: &str) -> Vec<Case> {
    let rows: Vec<Value> = serde_json::from_str(file.trim_start_matches('\u{feff}')).unwrap();
    rows.iter().map(case).collect()
}

fn case(row: &Value) -> Case {
    let input = row["Input"].as_str().unwrap().to_owned();
    let reference = row["Context"]["ReferenceDateTime"].as_str();
    let reference = reference.and_then(|r| r.get(..10)?.parse().ok());
    let results = row["Results"].as_array().map_or(&[] as &[Value], Vec::as_slice);
    let found = results.iter().map(|r| gold(r, &input)).collect();
    Case { input, reference, found }
}

fn gold(row: &Value, input: &str) -> Gold {
    let byte = |n: u64| input.char_indices().nth(n as usize).map_or(input.len(), |(i, _)| i);
    let start = row["Start"].as_u64().unwrap_or(0);
    let end = row["End"].as_u64().map(|e| e + 1).or(row["Length"].as_u64().map(|l| start + l));
    let end = end.unwrap_or(start + row["Text"].as_str().unwrap_or_default().chars().count() as u64);
    let kind = row["TypeName"].as_str().or(row["Type"].as_str()).unwrap_or_default();
    let kind = kind.rsplit('.').next().unwrap_or_default().to_owned();
    let value = if row["Resolution"].is_object() { &row["Resolution"] } else { &row["Value"] };
    let (mut timex, mut answers) = (Vec::new(), Vec::new());
    let mut take = |v: &Value| {
        timex.extend(v["timex"].as_str().or(v["Timex"].as_str()).map(str::to_owned));
        answers.push(answer(v));
    };
    for v in value["values"].as_array().map_or(&[] as &[Value], Vec::as_slice) {
        take(v);
    }
    if value["values"].is_null() && value.is_object() {
        take(value);
        take(&value["FutureResolution"]);
        take(&value["PastResolution"]);
    }
    Gold { span: Span::new(byte(start), byte(end)), kind, timex, answers }
}

fn answer(value: &Value) -> Answer {
    let get = |keys: &[&str]| keys.iter().find_map(|k| value[*k].as_str()).map(str::to_owned);
    Answer {
        at: get(&["value", "date", "time", "dateTime", "duration"]),
        from: get(&["start", "startDate", "startTime", "startDateTime"]),
        to: get(&["end", "endDate", "endTime", "endDateTime"]),
    }
}

impl Case {
    /// As news would write it: names of months and weekdays with capitals, a number alone in a sentence.
    pub fn into_news(mut self) -> Case {
        for gold in &self.found {
            let words = gold.span.of(&self.input).to_owned();
            let spans: Vec<usize> = words
                .char_indices()
                .filter(|(i, c)| c.is_alphabetic() && !words[..*i].ends_with(char::is_alphabetic))
                .map(|(i, _)| i)
                .collect();
            for i in spans {
                let word: String = words[i..].chars().take_while(|c| c.is_alphabetic()).collect();
                if is_capital(&word.to_lowercase(), &words) {
                    let at = gold.span.start + i;
                    let capital = word[..1].to_uppercase();
                    self.input.replace_range(at..at + 1, &capital);
                }
            }
        }
        let alone = |g: &Gold| g.span.of(&self.input).trim() == self.input.trim();
        if let [gold] = &mut self.found[..]
            && matches!(gold.kind.as_str(), "number" | "numberrange")
            && alone(gold)
        {
            let words = gold.span.of(&self.input);
            let part =
                ["third", "quarter", "half", "fifth", "eighth", "fourth"].iter().any(|w| words.contains(w));
            let (before, after) = ("They counted ", if part { " of the boats." } else { " boats." });
            self.input = format!("{before}{}{after}", self.input.trim_end_matches('.'));
            gold.span = Span::new(gold.span.start + before.len(), gold.span.end + before.len());
        }
        self
    }
}

/// Whether a word is written with a capital in news: names of months, days and holidays, `Q3`, `H1`.
fn is_capital(word: &str, expression: &str) -> bool {
    let holiday =
        matches!(word, "christmas" | "halloween" | "independence" | "new" | "bastille" | "armistice");
    let half = matches!(word, "q" | "h") && expression.contains(|c: char| c.is_ascii_digit());
    let hour = expression.contains(':') || expression.chars().all(|c| c.is_ascii_digit() || c == 'h');
    is_name(word) || holiday || half && !hour
}

/// Whether a word, in small letters, names a weekday.
pub fn is_day(word: &str) -> bool {
    word.ends_with("day") && is_name(word)
        || matches!(word, "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun")
}

/// Whether a word, in small letters, names a month or a weekday.
pub fn is_name(word: &str) -> bool {
    const NAMES: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let short = matches!(
        word,
        "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
    );
    let plural = word.strip_suffix('s').unwrap_or(word);
    short || NAMES.contains(&word) || NAMES.contains(&plural)
}

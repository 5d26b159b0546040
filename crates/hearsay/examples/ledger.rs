//! How fast is the ledger? Generated reports are recorded as `hearsay add` does, weighing included; then
//! questions are asked. Invented places, sources and numbers from a fixed seed: the same on any machine.
//!
//! ```text
//! cargo run --release -p hearsay --example ledger -- ADDRESS [DOCUMENTS [MORE]]
//! ```
//!
//! Prints claims a second of wall and CPU time (Linux) of adding in ten equal steps, so that growth with the history shows; bytes a
//! claim; then the median, the 99th percentile and the slowest of asking, today and at random moments. A ledger that is there
//! is only asked, after MORE documents have been added to it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout)]

use hearsay::case::{Addition, Ask, Case, Filter, Instant, instant};
use hearsay::{Given, Reading, Versions};
use std::time::Instant as Clock;
use types::*;

/// Documents a transaction, as `hearsay add` has them.
const TOGETHER: usize = 1024;
/// Claims of one document.
const CLAIMS: usize = 10;

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut args = std::env::args().skip(1);
    let address = args.next().expect("give the path of a ledger: a new one is filled");
    let documents: usize = args.next().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let more: Option<usize> = args.next().and_then(|n| n.parse().ok());
    let start = instant("2031-01-01T00:00").expect("a day");
    let mut case = Case::create(&address).expect("a ledger");
    let made = case.head().expect("its last entry") == 0;
    let mut random = Random(1);
    let versions = Versions { engine: "bench".into(), model: "none".into(), lexicons: "none".into() };
    let mut filling = Filling { case: &mut case, random: &mut random, versions, start, documents };
    if made {
        filling.add(0..documents, (documents / 10).max(1));
    }
    if let Some(more) = more {
        // Other reports than those that are there.
        *filling.random = Random(2);
        filling.add(documents..documents + more, more.max(1));
    }
    if let Ok(file) = std::fs::metadata(&address) {
        println!("{} bytes a claim", file.len() as usize / (documents * CLAIMS));
    }
    // Who has written reads otherwise than who only asks.
    let mut case = Case::open(&address).expect("a ledger");
    ask(&mut case, &mut random, start, documents);
}

/// A ledger that is being filled with reports of so many documents.
struct Filling<'f> {
    case: &'f mut Case,
    random: &'f mut Random,
    versions: Versions,
    start: Instant,
    documents: usize,
}

impl Filling<'_> {
    /// Records reports and says after each `step` of them how fast that went.
    fn add(&mut self, numbers: std::ops::Range<usize>, step: usize) {
        let (mut wall, mut cpu, mut since) = (0.0, 0.0, numbers.start);
        for first in numbers.clone().step_by(TOGETHER) {
            let end = numbers.end.min(first + TOGETHER);
            let (clock, processor) = self.record(first..end);
            (wall, cpu) = (wall + clock, cpu + processor);
            if end - since >= step || end == numbers.end {
                let claims = ((end - since) * CLAIMS) as f64;
                println!(
                    "{end:>8} documents: {:.0} claims/s wall, {:.0} claims/s CPU",
                    claims / wall,
                    claims / cpu
                );
                (wall, cpu, since) = (0.0, 0.0, end);
            }
        }
    }

    /// Records reports in one transaction; the seconds that it took, by the clock and of the processor.
    fn record(&mut self, numbers: std::ops::Range<usize>) -> (f64, f64) {
        let reports = numbers.clone().map(|n| report(self.random, n, self.documents));
        let readings: Vec<Reading> = reports.collect();
        let addition = |(n, reading)| {
            let at = self.start + jiff::SignedDuration::from_secs(60 * n as i64);
            Addition { reading, versions: &self.versions, author: "bench", at, reread: false }
        };
        let additions: Vec<Addition<'_>> = numbers.zip(&readings).map(addition).collect();
        let (clock, before) = (Clock::now(), used());
        self.case.add_many(&additions).into_iter().for_each(|added| drop(added.expect("recorded")));
        (clock.elapsed().as_secs_f64(), used() - before)
    }
}

/// Times questions at random moments.
fn ask(case: &mut Case, random: &mut Random, start: Instant, documents: usize) {
    let all = |n: usize| Ask {
        known_at: Some(start + jiff::SignedDuration::from_secs(60 * n as i64)),
        about: None,
        now: start,
    };
    let filter = Filter { limit: 50, ..Filter::default() };
    let mut ids: Vec<(String, usize)> = Vec::new();
    let mut board: Vec<f64> = Vec::new();
    for _ in 0..200 {
        let n = random.below(documents);
        let moment = all(n);
        let clock = Clock::now();
        let page = case.board(&filter, &moment).expect("a board");
        board.push(clock.elapsed().as_secs_f64() * 1000.0);
        ids.extend(page.questions.iter().map(|q| (q.id.to_string(), n)));
    }
    report_times("board --limit 50", board);
    // Of today, and of any moment since each question stood so.
    for (what, today) in [("ask, why", true), ("ask, why of a moment", false)] {
        let (mut asked, mut processor) = (Vec::new(), Vec::new());
        for _ in 0..400 {
            let (id, n) = &ids[random.below(ids.len())];
            let moment = all(if today { documents } else { n + random.below(documents - n) });
            let (clock, before) = (Clock::now(), used());
            case.ask(id, &moment).expect("a question");
            asked.push(clock.elapsed().as_secs_f64() * 1000.0);
            processor.push((used() - before) * 1000.0);
        }
        report_times(what, asked);
        report_times("  of which the processor", processor);
    }
}

fn report_times(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{what}: median {:.1} ms, p99 {:.1} ms, slowest {:.1} ms", at(0.5), at(0.99), at(1.0));
}

/// CPU seconds of this thread, user and system.
fn used() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: Option<f64> = stat.split(' ').next().and_then(|n| n.parse().ok());
    nanoseconds.unwrap_or_default() / 1e9
}

/// One report of ten statements about events near its day.
fn report(random: &mut Random, n: usize, documents: usize) -> Reading {
    let day = jiff::civil::date(2031, 1, 1)
        .checked_add(jiff::Span::new().days((n * 365 / documents) as i64))
        .expect("a day of one year");
    let publisher = format!("Paper {}", random.below(300));
    let mut text = String::new();
    let mut made = Vec::new();
    for _ in 0..CLAIMS {
        made.push(statement(random, &mut text));
        text.push_str(FILLER[random.below(FILLER.len())]);
    }
    let row = serde_json::json!({"id": n.to_string(), "text": text, "publisher": publisher,
        "published": day.to_string(), "url": format!("https://paper.example/{n}")});
    let document =
        hearsay::document("bench", row.to_string().as_bytes(), &Given::default()).expect("a document");
    let mut reading = Reading::unread(document);
    for (at, made) in made.into_iter().enumerate() {
        let claim = claim(&reading.document, &made);
        reading.sheet.testimonies.push(testimony(&reading.document, &claim, &made, at, day));
        reading.sheet.claims.push(claim);
    }
    reading
}

const FILLER: [&str; 4] = [
    " The road along the river was closed in the afternoon and shops stayed shut.\n\n",
    " Families carried what they could over the fields before dark fell.\n\n",
    " It was not known when the market would open again, or who would guard it.\n\n",
    " The wind had turned and smoke lay over the lower town for hours.\n\n",
];

/// Towns that may be in the news.
const TOWNS: f64 = 20_000.0;
/// How many of them share the attention of the first.
const FRONT: f64 = 20.0;

/// A few towns are in the news every day, most hardly ever: the share of a town falls with its rank by
/// Zipf's law as Mandelbrot has it, 1 / (rank + 20).
fn town(random: &mut Random) -> u32 {
    let share = random.below(1 << 30) as f64 / f64::from(1 << 30);
    (FRONT * (((TOWNS + FRONT) / FRONT).powf(share) - 1.0)) as u32
}

struct Made {
    source: (usize, usize, String),
    cue: (usize, usize),
    content: (usize, usize),
    number: usize,
    place: String,
    class: &'static str,
    counts: bool,
}

fn statement(random: &mut Random, text: &mut String) -> Made {
    let source = format!("Spokesman {}", random.below(2_000));
    let place = format!("Town {}", town(random));
    let class = ["civilians", "fighters", "people"][random.below(3)];
    let counts = random.below(3) > 0;
    let number = 1 + random.below(30);
    let first = text.len();
    text.push_str(&source);
    let cue = text.len() + 1;
    text.push_str(" said ");
    let content = text.len();
    let verb = if counts { "killed" } else { "displaced" };
    text.push_str(&format!("{number} {class} were {verb} in {place}"));
    let end = text.len();
    text.push('.');
    Made {
        source: (first, first + source.len(), source),
        cue: (cue, cue + 4),
        content: (content, end),
        number,
        place,
        class,
        counts,
    }
}

fn span((from, to): (usize, usize)) -> Vec<types::Span> {
    vec![types::Span::new(from, to)]
}

fn claim(document: &Document, made: &Made) -> Claim {
    let (source, cue, content) = (span((made.source.0, made.source.1)), span(made.cue), span(made.content));
    Claim {
        id: Claim::id_of(&document.document, &source, &cue, &content),
        document: document.document.clone(),
        span: types::Span::new(made.source.0, made.content.1),
        passage: Role::Body,
        source: Some(Source {
            spans: source,
            text: made.source.2.clone(),
            actor: Some(ActorRef {
                id: ActorId::of(&[made.source.2.as_bytes()]),
                name: made.source.2.clone(),
                kind: ActorKind::Person,
            }),
            affiliations: Vec::new(),
            named: true,
        }),
        chain: Vec::new(),
        channel: None,
        cue: Some(Cue { spans: cue, text: "said".into(), lemma: "say".into() }),
        content: Content { text: types::Span::join(&content, &document.text), spans: content },
        quotation: Quotation::Indirect,
        stance: Stance::Asserts,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        publisher_voice: false,
        nested: false,
        score: Some(0.9),
        claimed_time: None,
        valid_time: None,
        places: Vec::new(),
        quantities: Vec::new(),
        about: Vec::new(),
        question: None,
        answer: None,
        rules: vec!["network".into()],
        notes: Vec::new(),
    }
}

fn testimony(
    document: &Document,
    claim: &Claim,
    made: &Made,
    at: usize,
    day: jiff::civil::Date,
) -> Testimony {
    let spot =
        Spot { name: made.place.clone(), geonames: None, parents: vec!["Karevia".into()], wide: false };
    let days = Some(Days { from: Some(Moment::day(day)), to: Some(Moment::day(day)), within: false });
    let own = name_key(&made.source.2);
    let n = made.number as f64;
    Testimony {
        claim: claim.id.clone(),
        document: document.document.clone(),
        at: at as u32,
        kind: if made.counts { "killed" } else { "displaced" }.into(),
        asked: Asked { class: Some(made.class.into()), who: Vec::new(), place: Some(spot.clone()) },
        class: Some(made.class.into()),
        who: Vec::new(),
        agent: Vec::new(),
        place: Some(spot),
        value: AnswerValue::Interval { low: Some(n), high: Some(n) },
        measure: Some(Measure::Count),
        mode: Mode::Says,
        conditional: false,
        hedged: false,
        about: false,
        apart: false,
        running: false,
        denies: None,
        denied: None,
        withdraws: false,
        withdrawn: None,
        sense: None,
        voice: Voice { label: made.source.2.clone(), names: vec![own.clone()], own, ..Voice::default() },
        claimed: days,
        valid: days,
        event: None,
        published: Some(Moment::day(day)),
        publisher: document.publisher.clone(),
        url: document.url.clone(),
    }
}

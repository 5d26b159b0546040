//! What storing costs: documents of ten claims with their testimonies, marks, words and standings, and
//! then questions of the board as of all times. `fill ADDRESS [DOCUMENTS [DOCUMENTS-A-TRANSACTION]]`.

#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use ledger::{
    DocumentRow, Entry, Filter, Hit, Kind, Ledger, LedgerError, MarkRow, QuestionRow, ReadingRow, Recorded,
    Seq, Sort, StandingRow, TestimonyRow, TieRow, Writer, flag, key, number,
};
use std::{collections::HashMap, time::Instant};

const CLAIMS: u16 = 10;
const KINDS: [&str; 8] =
    ["killed", "wounded", "fighting", "control", "missing", "strike", "cause", "displaced"];

/// Numbers that look like chance and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn words(&mut self, n: u64) -> String {
        let mut text = String::new();
        for _ in 0..n {
            // Few words are frequent and most are rare.
            let top = 1 << self.below(15);
            text.push_str(&format!("w{:x} ", self.below(top + 1)));
        }
        text
    }
}

fn main() -> Result<(), LedgerError> {
    let mut words = std::env::args().skip(1);
    let address = words.next().unwrap_or_else(|| "fill.db".into());
    let mut number = |otherwise| words.next().and_then(|n| n.parse().ok()).unwrap_or(otherwise);
    let (documents, batch): (u64, u64) = (number(10_000), number(50));
    let mut ledger = Ledger::open(&address)?;
    let (mut numbers, mut asked) = (Numbers(1), HashMap::new());
    let start = Instant::now();
    let mut last = Instant::now();
    for first in (0..documents).step_by(batch as usize) {
        ledger.write(|w| {
            (first..documents.min(first + batch))
                .try_for_each(|n| add(w, n, documents, &mut numbers, &mut asked))
        })?;
        let done = documents.min(first + batch);
        if done % (documents / 10).max(1) == 0 {
            let claims = (documents / 10 * u64::from(CLAIMS)) as f64;
            println!("{done} documents: {:.1} us a claim", last.elapsed().as_secs_f64() * 1e6 / claims);
            last = Instant::now();
        }
    }
    let claims = (documents * u64::from(CLAIMS)) as f64;
    println!(
        "{:.1} us a claim in all, {} questions",
        start.elapsed().as_secs_f64() * 1e6 / claims,
        asked.len()
    );
    if let Ok(file) = std::fs::metadata(&address) {
        println!("{:.0} bytes a claim", file.len() as f64 / claims);
    }
    ask(&address, &mut numbers)
}

fn add(
    w: &mut Writer<'_>,
    n: u64,
    of: u64,
    numbers: &mut Numbers,
    asked: &mut HashMap<u64, i64>,
) -> Result<(), LedgerError> {
    let id = format!("doc_{n:016}");
    let text = numbers.words(300);
    let entry = |kind, body| Entry {
        kind,
        subject: &id,
        body,
        author: "hearsay 0.1.0",
        reason: "",
        recorded: Recorded(n as i64 * 1_000_000),
    };
    let seq = w.append(entry(Kind::Document, text.as_bytes()))?.seq;
    w.put_document(&DocumentRow {
        seq,
        id: id.clone(),
        name: format!("report-{n}.txt"),
        address: Some(format!("https://courier.example/{n}")),
        publisher: Some("Courier".into()),
        title: Some("Fire at the mill".into()),
        published: Some("2019-03-22".into()),
        until: None,
        signature: Vec::new(),
    })?;
    let claims: Vec<String> = (0..CLAIMS).map(|_| numbers.words(20)).collect();
    let found: Vec<String> =
        claims.iter().map(|c| format!("{{\"span\":[10,90],\"content\":\"{c}\"}}")).collect();
    let reading = w.append(entry(Kind::Reading, found.join(",").as_bytes()))?.seq;
    w.put_reading(&ReadingRow { seq: reading, document: seq, until: None })?;
    let mut texts = vec![(Hit::Document(seq), &*text)];
    let mut marks = Vec::new();
    let mut rows = Vec::new();
    for nth in 0..CLAIMS {
        // Questions come and go as the days do.
        let key = numbers.below(2000) + n * 250_000 / of;
        let question = question(w, key, reading, nth, asked)?;
        let day = (n * 3650 / of) as i32;
        texts.push((Hit::Claim(reading, nth), &claims[usize::from(nth)]));
        let origin = numbers.below(5000) as i64;
        for (sort, key) in [(Sort::Claim, ledger::key(&claims[usize::from(nth)])), (Sort::Origin, origin)] {
            marks.push(MarkRow { sort, key, hit: number(reading, nth), since: reading });
        }
        rows.push(TestimonyRow {
            no: number(reading, nth),
            base: ledger::key(KINDS[key as usize % 8]) ^ key as i64,
            question,
            voice: origin,
            publisher: Some(7),
            spoken: Some(format!("{day:08} {id} {nth:05}")),
            document: seq,
            reach_from: day,
            reach_to: day + 1,
            flags: flag::ANSWERS,
            live: true,
            withdraws: false,
            until: None,
            cells: TestimonyRow::packed(&[key as i64, key as i64 % 1000 + 1_000_000, -(key as i64)]),
            body: vec![7; 120],
        });
    }
    w.mark(&marks)?;
    w.put_words(&texts)?;
    for row in &rows {
        w.put_testimony(row)?;
        w.count_testimony(row, 1)?;
        weigh(w, row, reading, numbers)?;
    }
    Ok(())
}

fn question(
    w: &mut Writer<'_>,
    key: u64,
    reading: Seq,
    nth: u16,
    asked: &mut HashMap<u64, i64>,
) -> Result<i64, LedgerError> {
    if let Some(no) = asked.get(&key) {
        return Ok(*no);
    }
    let no = number(reading, nth);
    asked.insert(key, no);
    let kind = KINDS[key as usize % 8];
    let base = ledger::key(kind) ^ key as i64;
    let text = format!("How many were {kind} at place {key}?");
    let id = format!("qst_{key:016}");
    w.put_question(&QuestionRow {
        no,
        id,
        base,
        kind: kind.into(),
        first_day: Some(1),
        last_day: Some(1),
        text,
        body: Vec::new(),
    })?;
    let places = [(Sort::Place, (key % 500) as i64), (Sort::Actor, (key % 40) as i64)];
    w.mark(&places.map(|(sort, key)| MarkRow { sort, key, hit: no, since: reading }))?;
    Ok(no)
}

/// What weighing asks for and leaves behind for one testimony.
fn weigh(w: &mut Writer<'_>, row: &TestimonyRow, at: Seq, numbers: &mut Numbers) -> Result<(), LedgerError> {
    let near = w.near(&row.cells().collect::<Vec<_>>(), (Some(row.reach_from), Some(row.reach_to)))?;
    let own = w.chain((row.base, row.voice), row.spoken.as_deref().unwrap_or_default(), 1)?;
    let ties = near.iter().filter(|n| n.no != row.no).take(3);
    let tie = |n: &TestimonyRow| TieRow {
        a: n.no,
        b: row.no,
        kind: 1,
        rule: "counts apart".into(),
        counts: true,
        question_a: n.question,
        question_b: row.question,
    };
    w.put_ties(&ties.map(tie).collect::<Vec<_>>())?;
    if let Some(dead) = own.0.first() {
        w.set_state(dead, flag::REPLACED)?;
    }
    let clash = w.is_tied(row.question, &[1], true)?;
    w.put_standing(
        &StandingRow {
            no: 0,
            question: row.question,
            until: None,
            kind: KINDS[(row.base ^ key(KINDS[0])) as usize % 8].into(),
            standing: if clash { numbers.below(3) as i16 } else { 9 },
            grade: 1,
            changed: i64::from(row.reach_from),
            valid_from: Some(row.reach_from),
            valid_to: Some(row.reach_to),
            origins: 1,
            answers: near.len() as i32,
            body: vec![1; 24],
        },
        at,
    )?;
    Ok(())
}

/// The board of all moments: the slowest of a hundred, and one by a new process's connection.
fn ask(address: &str, numbers: &mut Numbers) -> Result<(), LedgerError> {
    let cold = Instant::now();
    let mut ledger = Ledger::open_existing(address)?;
    let end = ledger.read(|r| r.as_of(None))?;
    ledger.read(|r| r.board(&Filter::default(), end, None, 50))?;
    println!("cold: {:.1} ms", cold.elapsed().as_secs_f64() * 1e3);
    let filters = [
        Filter::default(),
        Filter { kind: Some("killed".into()), standings: vec![9], ..Filter::default() },
        Filter { marks: vec![(Sort::Place, 7)], ..Filter::default() },
        Filter { marks: vec![(Sort::Actor, 7)], kind: Some("strike".into()), ..Filter::default() },
        Filter { changed_since: Some(3000), ..Filter::default() },
        Filter { about: Some((Some(1000), Some(1010))), ..Filter::default() },
    ];
    for filter in filters {
        let mut times: Vec<f64> = Vec::new();
        let mut total = None;
        for i in 0..100u64 {
            let as_of = end * i as i64 / 100 + numbers.below(9) as i64;
            let start = Instant::now();
            total = Some(ledger.read(|r| r.board(&filter, as_of, None, 50))?.total);
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        println!("board {filter:?}: median {:.1} ms, slowest {:.1} ms, {total:?}", times[50], times[99]);
    }
    for query in ["w1", "w2 w3", "wf*", "w1a4 w2"] {
        let start = Instant::now();
        let hits = ledger.read(|r| r.search(query, &[], end, 20))?.hits.len();
        println!("search {query:?}: {hits} hits, {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(())
}

//! `kill -9` of a process that adds, at moments that nobody chose.

use super::{
    build::{add, document},
    place::Place,
};
use ledger::{Kind, Ledger, LedgerError, Seq};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

/// Where the process that is to be killed finds its ledger.
const ADDRESS: &str = "HEARSAY_TEST_LEDGER";
const ROUNDS: u64 = 200;

/// No test by itself: what the killed process runs. It adds until it dies and says what is recorded.
#[test]
fn adds_until_it_is_killed() {
    let Some(address) = std::env::var_os(ADDRESS) else { return };
    let mut ledger = Ledger::open(address.to_str().unwrap()).unwrap();
    let mut out = std::io::stdout();
    for n in 0u64.. {
        let report = document(&format!("Report {n} of process {}: three died.", std::process::id()), None);
        let (seq, _) = ledger.write(|w| add(w, &report, 1)).unwrap();
        // Straight to the pipe: what is said is said even if nothing follows.
        out.write_all(format!("recorded {seq} {}\n", report.document).as_bytes()).unwrap();
        out.flush().unwrap();
    }
}

fn start(address: &str) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::adds_until_it_is_killed", "--exact", "--nocapture"])
        .env(ADDRESS, address)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (child, out)
}

/// What the process said it had recorded.
fn said(out: BufReader<ChildStdout>) -> Vec<(Seq, String)> {
    let lines = out.lines().map_while(Result::ok);
    let words = lines.filter_map(|line| {
        // The harness prints the name of the test into the same line.
        let (_, rest) = line.split_once("recorded ")?;
        let (seq, id) = rest.split_once(' ')?;
        Some((seq.parse().ok()?, id.to_owned()))
    });
    words.collect()
}

/// Every document is whole: its entry, its row, and the reading that was written with it.
fn check(place: &Place, acknowledged: &[(Seq, String)]) -> i64 {
    let mut ledger = Ledger::open(&place.address).unwrap();
    ledger
        .read(|r| {
            let (mut documents, mut readings) = (0, 0);
            let verified = r.verify(None, |r, entry| {
                let fail = |e: LedgerError| e.to_string();
                match entry.kind {
                    Kind::Document => {
                        documents += 1;
                        let row = r.document(&entry.subject, entry.seq).map_err(fail)?.ok_or("no row")?;
                        let reading =
                            r.reading_of(row.seq, entry.seq + 1).map_err(fail)?.ok_or("no reading")?;
                        let next = r.entry(reading.seq).map_err(fail)?.ok_or("no entry of the reading")?;
                        if next.subject != entry.subject { Err("half a document".into()) } else { Ok(()) }
                    }
                    _ => {
                        readings += 1;
                        Ok(())
                    }
                }
            })?;
            assert_eq!(documents, readings);
            assert_eq!(r.documents_count(verified.entries)?, documents);
            for (seq, id) in acknowledged {
                assert_eq!(
                    r.document(id, verified.entries)?.map(|d| d.seq),
                    Some(*seq),
                    "{id} was acknowledged"
                );
            }
            Ok::<_, LedgerError>(verified.entries)
        })
        .unwrap()
}

#[test]
fn a_kill_at_any_moment_loses_nothing_and_leaves_no_half() {
    let mut killed = 0;
    let mut recorded = 0;
    let mut clock = 7u64;
    // A new ledger now and then, so that making one is interrupted too.
    while killed < ROUNDS {
        let place = Place::file();
        let mut acknowledged = Vec::new();
        for round in 0..20 {
            clock = clock.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut processes: Vec<_> = (0..1 + round % 2).map(|_| start(&place.address)).collect();
            std::thread::sleep(Duration::from_micros((clock >> 33) % 60_000));
            for (child, _) in &mut processes {
                child.kill().unwrap();
                child.wait().unwrap();
                killed += 1;
            }
            acknowledged.extend(processes.into_iter().flat_map(|(_, out)| said(out)));
            recorded += check(&place, &acknowledged);
        }
    }
    println!("killed {killed} processes, {recorded} entries found sound");
    assert!(recorded > 0, "no process came to record anything");
}

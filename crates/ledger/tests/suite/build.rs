//! Documents and rows of an invented event, for the cases.

use ledger::{
    DocumentRow, Entry, Kind, LedgerError, QuestionRow, ReadingRow, Recorded, Seq, StandingRow, TestimonyRow,
    TieRow, Writer, flag, number, pack_document,
};
use sha2::{Digest, Sha256};
use types::{Document, DocumentId, Kind as Form, OffsetMap};

pub fn document(text: &str, address: Option<&str>) -> Document {
    Document {
        id: "report.txt".into(),
        document: DocumentId::of(&[text.as_bytes()]),
        sha256: Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect(),
        kind: Form::Text,
        original: None,
        text: text.into(),
        passages: Vec::new(),
        map: OffsetMap::default(),
        title: Some("Fire at the mill of Østvik".into()),
        byline: None,
        publisher: Some("Østvik Courier".into()),
        url: address.map(str::to_owned),
        published: None,
        modified: None,
        language: Some("en".into()),
        notes: Vec::new(),
    }
}

/// Records and files a document and its first reading, as adding one does: (document, reading).
pub fn add(w: &mut Writer<'_>, document: &Document, second: i64) -> Result<(Seq, Seq), LedgerError> {
    let id = document.document.as_str();
    let body = pack_document(document)?;
    let recorded = Recorded(second * super::place::SECOND);
    let entry = |kind, body| Entry { kind, subject: id, body, author: "hearsay", reason: "", recorded };
    let seq = w.append(entry(Kind::Document, &body))?.seq;
    w.put_document(&DocumentRow {
        seq,
        id: id.into(),
        name: document.id.clone(),
        address: document.url.clone(),
        publisher: document.publisher.clone(),
        title: document.title.clone(),
        published: None,
        until: None,
        signature: vec![1, 2, 3],
    })?;
    let reading = w.append(entry(Kind::Reading, b"{\"claims\": []}"))?.seq;
    w.put_reading(&ReadingRow { seq: reading, document: seq, until: None })?;
    Ok((seq, reading))
}

pub fn question(no: i64, id: &str) -> QuestionRow {
    QuestionRow {
        no,
        id: id.into(),
        base: 77,
        kind: "killed".into(),
        first_day: Some(100),
        last_day: Some(100),
        text: format!("How many died at the mill? ({id})"),
        body: b"{}".to_vec(),
    }
}

/// A live testimony that lies in cell 77, of one voice, bearing on these days.
pub fn testimony(seq: Seq, nth: u16, days: (Option<i32>, Option<i32>)) -> TestimonyRow {
    TestimonyRow {
        base: 77,
        voice: 5,
        spoken: TestimonyRow::LOOSE.into(),
        reach_from: days.0.unwrap_or(i32::MIN),
        reach_to: days.1.unwrap_or(i32::MAX),
        flags: flag::ANSWERS,
        cells: TestimonyRow::packed(&[77]),
        body: vec![nth as u8],
        ..TestimonyRow::at(number(seq, nth), 1, seq)
    }
}

pub fn tie(a: i64, b: i64) -> TieRow {
    TieRow { a, b, kind: ledger::tie::AGREES, counts: true }
}

pub fn standing(question: i64, code: i16, changed: i64) -> StandingRow {
    StandingRow {
        no: 0,
        question,
        until: None,
        kind: "killed".into(),
        standing: code,
        grade: 1,
        changed,
        valid_from: Some(100),
        valid_to: Some(101),
        origins: 1,
        answers: 1,
        body: Vec::new(),
    }
}

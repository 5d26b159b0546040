//! That a dossier is what it says: from itself alone, and beside the ledger.

use super::{Ask, Case, CaseError, Order, instant};
use crate::case::Filter;
use sha2::{Digest, Sha256};
use show::export::{Dossier, Form, Kept, Options, Statement, What, record};
use show::ledger::Checked;
use types::{Claim, Document, OffsetMap};

/// Checks a page that `export --as html` wrote. From itself: the page is the one that its record makes, the bytes of
/// every document are those of its hash, its text is what those bytes hold, and every claim has the words of its spans
/// and the id of its place. With a ledger: its chain is the one that the page names, and as of then it gives the same
/// page.
///
/// # Errors
/// When it is no dossier; those of the ledger. What does not hold is no error, but in the outcome.
pub fn verify_dossier(page: &str, case: Option<&mut Case>) -> Result<Checked, CaseError> {
    let dossier = record(page).map_err(CaseError::Wrong)?;
    let own = format!("hearsay {}", env!("CARGO_PKG_VERSION"));
    let mut checked = Checked {
        question: dossier.topic.asked.question.text.clone(),
        known_at: dossier.stamp.known_at.clone(),
        ledger: dossier.stamp.ledger.clone(),
        documents: 0,
        claims: 0,
        page: dossier.stamp.made_by == own,
        compared: case.is_some(),
        faults: Vec::new(),
    };
    if checked.page && dossier.page() != page {
        checked.faults.push("the page is not the one that its record makes".into());
    }
    for kept in &dossier.documents {
        checked.documents += 1;
        checked.faults.extend(bytes(kept).map(|f| format!("{}: {f}", kept.document.document)));
    }
    for statement in &dossier.topic.statements {
        checked.claims += 1;
        checked.faults.extend(claim(&dossier, statement));
    }
    if let Some(case) = case {
        checked.faults.extend(beside(&dossier, page, case)?);
    }
    Ok(checked)
}

/// What is wrong with a document.
fn bytes(kept: &Kept) -> Option<String> {
    let document = &kept.document;
    let bytes = match &kept.bytes {
        Some(text) => match data_encoding::BASE64.decode(text.as_bytes()) {
            Ok(bytes) => bytes,
            Err(_) => return Some("its bytes are not base 64".into()),
        },
        None => document.text.clone().into_bytes(),
    };
    if data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)) != document.sha256 {
        return Some("its bytes are not those of its hash".into());
    }
    (!is_read_from(document, &bytes)).then(|| "its text is not what its bytes hold".into())
}

/// Whether the text is what stands at the mapped bytes, wherever the map says that the two are equal.
fn is_read_from(document: &Document, bytes: &[u8]) -> bool {
    let text = document.text.as_bytes();
    match &document.map {
        OffsetMap::Same => text == bytes,
        OffsetMap::Segments(segments) => {
            segments.iter().filter(|s| s.text.len() == s.original.len()).all(|s| {
                let read = text.get(s.text.start..s.text.end);
                read.is_some() && read == bytes.get(s.original.start..s.original.end)
            })
        }
    }
}

/// What is wrong with a claim.
fn claim(dossier: &Dossier, statement: &Statement) -> Option<String> {
    let claim = &statement.claim;
    let kept = dossier.documents.iter().find(|k| k.document.document == claim.document);
    let Some(kept) = kept else { return Some(format!("{}: its document is not there", claim.id)) };
    let id = Claim::id_of(&claim.document, claim.source_spans(), claim.cue_spans(), &claim.content.spans);
    if id != claim.id {
        return Some(format!("{}: its id is not that of its place", claim.id));
    }
    claim.fault(&kept.document.text)
}

/// What the ledger says otherwise.
fn beside(dossier: &Dossier, page: &str, case: &mut Case) -> Result<Option<String>, CaseError> {
    let stamp = &dossier.stamp;
    let (seq, _) = stamp.ledger.split_once(':').unwrap_or((&stamp.ledger, ""));
    let held = match seq.parse() {
        Ok(seq) => case.ledger.read(|r| Ok::<_, CaseError>(r.entry(seq)?))?,
        Err(_) => None,
    };
    let hash = held.map(|r| format!("{}:{}", r.seq, data_encoding::HEXLOWER.encode(&r.hash)));
    if hash.as_ref() != Some(&stamp.ledger) {
        return Ok(Some(format!("the ledger has no entry {}", stamp.ledger)));
    }
    let known_at = instant(&stamp.known_at).map_err(CaseError::Wrong)?;
    let ask = Ask { known_at: Some(known_at), about: stamp.about, now: known_at };
    let order = Order {
        what: What::Questions,
        form: Form::Html,
        filter: Filter::default(),
        question: Some(dossier.topic.asked.question.id.clone()),
        options: Options::default(),
    };
    let mut again = Vec::new();
    case.export(&order, &ask, &mut again)?;
    let same = String::from_utf8(again).is_ok_and(|again| again == page);
    Ok((!same).then(|| "the ledger gives another page as of then".into()))
}

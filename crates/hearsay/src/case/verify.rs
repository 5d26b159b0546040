//! That nothing recorded was changed.

use super::body::ReadingBody;
use super::{Case, CaseError};
use ledger::{Hash, Kind, LedgerError, Reader, Record, Seq};
use show::ledger::{Fault, Verified};

/// A head that was kept elsewhere, as [`Case::verify`] prints it: `number:hash`.
fn parse(head: &str) -> Result<(Seq, Hash), CaseError> {
    let wrong = || CaseError::Wrong(format!("{head:?} is no head: they read 12:6f1c… as verify prints them"));
    let (seq, hash) = head.trim().split_once(':').ok_or_else(wrong)?;
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(hash.as_bytes()).map_err(|_| wrong())?;
    Ok((seq.parse().map_err(|_| wrong())?, Hash::try_from(bytes).map_err(|_| wrong())?))
}

impl Case {
    /// Re-checks the chain of hashes, that every document has the bytes of its hash, and that every span of
    /// every claim holds its words. `kept` is a head that an earlier run printed: with it, a ledger that was
    /// cut short or worked out anew shows too.
    ///
    /// # Errors
    /// When the ledger cannot be read. What is broken is no error, but in the outcome.
    pub fn verify(&mut self, kept: Option<&str>) -> Result<Verified, CaseError> {
        let kept = kept.map(parse).transpose()?;
        let (mut documents, mut claims) = (0, 0);
        let found = self.ledger.read(|reader| {
            reader.verify(kept, |reader, record| match record.kind {
                Kind::Document => {
                    documents += 1;
                    Ok(())
                }
                Kind::Reading => {
                    claims += spans(reader, record)?;
                    Ok(())
                }
                _ => Ok(()),
            })
        });
        let mut outcome = Verified { entries: 0, documents, claims, head: None, faults: Vec::new() };
        match found {
            Ok(sound) => {
                outcome.entries = u64::try_from(sound.entries).unwrap_or_default();
                outcome.head =
                    Some(format!("{}:{}", sound.entries, data_encoding::HEXLOWER.encode(&sound.head)));
            }
            Err(LedgerError::Broken { seq, what }) => {
                outcome.entries = u64::try_from(seq - 1).unwrap_or_default();
                outcome.faults.push(Fault { entry: seq, message: what });
            }
            Err(e) => return Err(e.into()),
        }
        Ok(outcome)
    }
}

/// Every claim of a reading holds the words that its spans hold; how many there are.
fn spans(reader: &mut Reader<'_>, record: &Record) -> Result<u64, String> {
    let Some(body) = ReadingBody::of(record).map_err(|e| e.to_string())? else { return Ok(0) };
    let row = reader.reading_at(record.seq).map_err(|e| e.to_string())?;
    let document =
        row.map(|r| reader.document_body(r.document)).transpose().map_err(|e| e.to_string())?.flatten();
    let Some(document) = document else { return Err("the document that it reads is not there".into()) };
    match body.claims.iter().find_map(|c| c.fault(&document.text)) {
        Some(fault) => Err(fault),
        None => Ok(body.claims.len() as u64),
    }
}

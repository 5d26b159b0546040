//! Where a case keeps its ledger.

use diesel::{Connection as _, connection::SimpleConnection};
use ledger::{Entry, Kind, Ledger, LedgerError, Recorded, Seq};
use tempfile::TempDir;

/// An address at which there is no ledger yet.
pub struct Place {
    pub address: String,
    _folder: Option<TempDir>,
}

impl Place {
    pub fn file() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("ledger.db").to_str().unwrap().to_owned();
        Place { address, _folder: Some(folder) }
    }

    #[cfg(feature = "postgres")]
    pub fn database(address: String) -> Place {
        Place { address, _folder: None }
    }

    pub fn is_file(&self) -> bool {
        self._folder.is_some()
    }

    pub fn open(&self) -> Ledger {
        Ledger::open(&self.address).unwrap()
    }

    /// SQL past the ledger, as somebody with access to the database would give it.
    pub fn raw(&self, sql: &str) -> Result<(), String> {
        #[cfg(feature = "postgres")]
        if !self.is_file() {
            let mut c = diesel::PgConnection::establish(&self.address).unwrap();
            return c.batch_execute(sql).map_err(|e| e.to_string());
        }
        let mut c = diesel::SqliteConnection::establish(&self.address).unwrap();
        c.batch_execute(sql).map_err(|e| e.to_string())
    }

    /// Takes away what keeps entries from being changed.
    pub fn disarm(&self) {
        let sql = match self.is_file() {
            true => {
                "DROP TRIGGER entry_is_not_changed; DROP TRIGGER entry_is_not_removed; \
                 DROP TRIGGER entry_is_not_replaced"
            }
            false => "ALTER TABLE entry DISABLE TRIGGER USER",
        };
        self.raw(sql).unwrap();
    }
}

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;

/// An entry of a person's review.
pub fn review<'a>(subject: &'a str, second: i64) -> Entry<'a> {
    Entry {
        kind: Kind::Review,
        subject,
        body: b"{}",
        author: "desk",
        reason: "looked at",
        recorded: Recorded(second * SECOND),
    }
}

/// As many reviews, a second apart.
pub fn reviews(ledger: &mut Ledger, n: i64) -> Seq {
    let add = |w: &mut ledger::Writer<'_>| {
        let mut last = 0;
        for second in 1..=n {
            last = w.append(review("qst_x", second))?.seq;
        }
        Ok::<_, LedgerError>(last)
    };
    ledger.write(add).unwrap()
}

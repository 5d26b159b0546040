//! Full-text search over documents, claims and questions. The only SQL that differs between the
//! databases beside the schema: SQLite has FTS5, PostgreSQL text-search vectors. Both are given words
//! that are folded already and nothing but letters and digits, so both find the same; ranks are each
//! database's own.

use crate::{LedgerError, Reader, Seq, Writer, born, connect::Connection, fold::fold, number, rows::unborn};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Double, Text},
};

/// What the index knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hit {
    /// A document, by its entry.
    Document(Seq),
    /// A claim, by the entry of its reading and its place there.
    Claim(Seq, u16),
    /// A question, by its number.
    Question(i64),
}

impl Hit {
    fn code(self) -> i64 {
        match self {
            Hit::Document(seq) => number(seq, 0) * 4,
            Hit::Claim(seq, nth) => number(seq, nth) * 4 + 1,
            Hit::Question(no) => no * 4 + 2,
        }
    }

    fn of(code: i64) -> Hit {
        let no = code.div_euclid(4);
        match code.rem_euclid(4) {
            0 => Hit::Document(born(no)),
            1 => Hit::Claim(born(no), (no - number(born(no), 0)) as u16),
            _ => Hit::Question(no),
        }
    }

    fn sort(self) -> i64 {
        self.code().rem_euclid(4)
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hits {
    /// The best first, each with its score; scores compare within one answer only.
    pub hits: Vec<(Hit, f64)>,
    /// Whether there may be more than `limit`.
    pub more: bool,
}

/// Words of one text that are indexed; what follows them in a longer text is not found.
const WORDS: usize = 50_000;
/// Letters of one text that are indexed, likewise.
const LETTERS: usize = 600_000;
/// Letters that a transaction holds back at most.
const HELD: usize = 8 << 20;
/// The latest hits, among which the best are chosen.
const LATEST: i64 = 20_000;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    code: i64,
    #[diesel(sql_type = Double)]
    score: f64,
}

/// The words of a query, and whether each stands for all that begin with it. Whatever people type is
/// words and spaces; only `*` at the end of a word means something.
fn terms(query: &str) -> Vec<(String, bool)> {
    let mut terms = Vec::new();
    for word in query.split_whitespace() {
        let begins = word.ends_with('*');
        let parts = fold(word);
        let last = parts.len().saturating_sub(1);
        terms.extend(parts.into_iter().enumerate().map(|(i, part)| (part, begins && i == last)));
    }
    terms
}

/// The words of a text, as many as are indexed.
fn indexed(text: &str) -> Vec<String> {
    let mut letters = 0;
    let words = fold(text).into_iter().take(WORDS);
    words
        .take_while(|w| {
            letters += w.len();
            letters <= LETTERS
        })
        .collect()
}

impl Reader<'_> {
    /// Documents, claims and questions that hold all the words of the query, as of `as_of`, the best
    /// first. `word*` finds what begins with the word. `only` says which sorts are wanted: one example
    /// of each (its numbers do not matter), all where there is none. A query without words finds nothing.
    pub fn search(&mut self, query: &str, only: &[Hit], as_of: Seq, limit: u32) -> Result<Hits, LedgerError> {
        let terms = terms(query);
        if terms.is_empty() || limit == 0 {
            return Ok(Hits { hits: Vec::new(), more: false });
        }
        let mut sorts: Vec<i64> = only.iter().map(|h| h.sort()).collect();
        if sorts.is_empty() {
            sorts = vec![0, 1, 2];
        }
        let sorts = sorts.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        // Some will have ended: ask for more.
        let most = i64::from(limit) * 2 + 50;
        let found = match &mut *self.connection {
            Connection::Sqlite(c) => sqlite(c, &terms, &sorts, as_of, most)?,
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => postgres::search(c, &terms, &sorts, as_of, most)?,
        };
        let full = found.len() as i64 == most;
        let mut hits = Vec::new();
        for Found { code, score } in found {
            let hit = Hit::of(code);
            if self.holds(hit, as_of)? {
                hits.push((hit, score));
            }
        }
        let more = full || hits.len() > limit as usize;
        hits.truncate(limit as usize);
        Ok(Hits { hits, more })
    }

    fn holds(&mut self, hit: Hit, as_of: Seq) -> Result<bool, LedgerError> {
        let until = match hit {
            Hit::Document(seq) => self.document_at(seq)?.map(|d| d.until),
            Hit::Claim(seq, _) => self.reading_at(seq)?.map(|r| r.until),
            Hit::Question(no) => self.question(no, as_of)?.map(|_| None),
        };
        Ok(until.is_some_and(|until| until.is_none_or(|u| u > as_of)))
    }
}

/// The best of the latest hits. Words are put into quotation marks, inside which nothing is syntax.
fn sqlite(
    c: &mut SqliteConnection,
    terms: &[(String, bool)],
    sorts: &str,
    as_of: Seq,
    most: i64,
) -> Result<Vec<Found>, LedgerError> {
    let query: Vec<String> =
        terms.iter().map(|(word, begins)| format!("\"{word}\"{}", if *begins { "*" } else { "" })).collect();
    let sql = format!(
        "SELECT code, -score AS score FROM (SELECT rowid AS code, bm25(words) AS score FROM words \
         WHERE words MATCH ? AND rowid < ? AND (rowid & 3) IN ({sorts}) ORDER BY rowid DESC LIMIT {LATEST}) \
         ORDER BY 2 DESC, code DESC LIMIT {most}"
    );
    let query = diesel::sql_query(sql).bind::<Text, _>(query.join(" AND "));
    Ok(query.bind::<BigInt, _>(unborn(as_of).saturating_mul(4)).load(c)?)
}

#[cfg(feature = "postgres")]
mod postgres {
    use super::*;
    use diesel::{PgConnection, sql_types::Array};

    /// As for SQLite. The query is put together from quoted words, so that no parser of the
    /// configuration has a say.
    pub fn search(
        c: &mut PgConnection,
        terms: &[(String, bool)],
        sorts: &str,
        as_of: Seq,
        most: i64,
    ) -> Result<Vec<Found>, LedgerError> {
        let query: Vec<String> = terms
            .iter()
            .map(|(word, begins)| format!("'{word}'{}", if *begins { ":*" } else { "" }))
            .collect();
        let sql = format!(
            "SELECT no AS code, ts_rank(text, $1::tsquery, 1)::double precision AS score FROM \
             (SELECT no, text FROM words WHERE text @@ $1::tsquery AND no < $2 AND (no & 3) IN ({sorts}) \
             ORDER BY no DESC LIMIT {LATEST}) AS latest ORDER BY 2 DESC, 1 DESC LIMIT {most}"
        );
        let query = diesel::sql_query(sql).bind::<Text, _>(query.join(" & "));
        Ok(query.bind::<BigInt, _>(unborn(as_of).saturating_mul(4)).load(c)?)
    }

    pub fn put(c: &mut PgConnection, rows: &[(i64, Vec<String>)]) -> Result<(), LedgerError> {
        let codes: Vec<i64> = rows.iter().map(|r| r.0).collect();
        let texts: Vec<String> = rows.iter().map(|r| vector(&r.1)).collect();
        let sql = "INSERT INTO words SELECT no, text::tsvector FROM unnest($1, $2) AS given (no, text) \
                   ON CONFLICT DO NOTHING";
        diesel::sql_query(sql).bind::<Array<BigInt>, _>(codes).bind::<Array<Text>, _>(texts).execute(c)?;
        Ok(())
    }

    /// The words with their places, as a text-search vector is written.
    fn vector(words: &[String]) -> String {
        let mut text = String::new();
        for (i, word) in words.iter().enumerate() {
            text.push_str(&format!("'{word}':{} ", (i + 1).min(16_383)));
        }
        text
    }
}

impl Writer<'_> {
    /// Puts texts into the index, each once. They are found when the transaction has ended.
    pub fn put_words(&mut self, texts: &[(Hit, &str)]) -> Result<(), LedgerError> {
        for (hit, text) in texts {
            let words = indexed(text);
            self.letters += words.iter().map(|w| w.len() + 1).sum::<usize>();
            self.texts.push((hit.code(), words));
        }
        if self.letters > HELD { self.flush_words() } else { Ok(()) }
    }

    /// Writes the texts that were held back. FTS5 gathers what it is given and writes it out with every
    /// statement of another kind that might have to be undone by itself, such as an appended entry:
    /// given all at once at the end, it writes once.
    pub(crate) fn flush_words(&mut self) -> Result<(), LedgerError> {
        let rows = std::mem::take(&mut self.texts);
        self.letters = 0;
        if rows.is_empty() {
            return Ok(());
        }
        match &mut *self.connection {
            Connection::Sqlite(c) => {
                use crate::schema::words;
                for (code, text) in rows {
                    let row = (words::rowid.eq(code), words::text.eq(text.join(" ")));
                    diesel::insert_into(words::table).values(row).execute(c)?;
                }
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => postgres::put(c, &rows)?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_told_by_its_code() {
        for hit in [Hit::Document(7), Hit::Claim(7, 65_535), Hit::Question(number(9, 3))] {
            assert_eq!(Hit::of(hit.code()), hit);
        }
    }

    #[test]
    fn what_people_type_is_words() {
        assert_eq!(
            terms("al-Krå* \"x\" OR *"),
            [("al".into(), false), ("kra".into(), true), ("x".into(), false), ("or".into(), false)]
        );
        assert!(terms("* \" ( ) :").is_empty());
    }
}

//! The statements, each for many values at once: a text that never varies stays prepared.

use super::ahead::closed;
use crate::{Brief, LedgerError, Seq, Window, cells::SPANS, prepared::prepared, rows::unborn};
use diesel::{
    backend::Backend,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{Array, BigInt, Binary, Bool, Double, HasSqlType, Integer, Nullable, SmallInt, Text},
};

prepared!(Nearby:
    "SELECT l.nth, t.no, t.question, t.flags, t.live FROM unnest(" nth: [i32] as Array<Integer>,
    ", " key: [i64] as Array<BigInt>,
    ", " few: [i32] as Array<Integer>,
    ", " more: [i32] as Array<Integer>,
    ", " first: [i32] as Array<Integer>,
    ", " last: [i32] as Array<Integer>,
    ; ") AS l (nth, key, few, more, first, last) CROSS JOIN LATERAL (\
      SELECT testimony FROM cell WHERE key = l.key AND live AND span = 0 \
      AND reach_from <= l.last AND reach_from >= l.few AND reach_to >= l.first UNION ALL \
      SELECT testimony FROM cell WHERE key = l.key AND live AND span = 1 \
      AND reach_from <= l.last AND reach_from >= l.more AND reach_to >= l.first UNION ALL \
      SELECT testimony FROM cell WHERE key = l.key AND live AND span = 2 \
      AND reach_from <= l.last AND reach_to >= l.first) AS c \
      INNER JOIN testimony AS t ON t.no = c.testimony WHERE t.until IS NULL"
      => (Integer, (BigInt, BigInt, SmallInt, Bool))
);
prepared!(Chains:
    "SELECT l.nth, c.spoken, c.no, c.question, c.flags, c.live FROM unnest(" nth: [i32] as Array<Integer>,
    ", " base: [i64] as Array<BigInt>,
    ", " voice: [i64] as Array<BigInt>,
    ", " place: [String] as Array<Text>,
    ") AS l (nth, base, voice, place) CROSS JOIN LATERAL (\
      (SELECT spoken, no, question, flags, live FROM testimony WHERE base = l.base AND voice = l.voice \
      AND spoken >= '\"' AND spoken < l.place AND until IS NULL ORDER BY spoken DESC LIMIT " before: i64 as BigInt,
    ") UNION ALL \
      (SELECT spoken, no, question, flags, live FROM testimony WHERE base = l.base AND voice = l.voice \
      AND spoken >= '\"' AND spoken > l.place AND until IS NULL ORDER BY spoken LIMIT " after: i64 as BigInt,
    ; ")) AS c" => (Integer, Text, (BigInt, BigInt, SmallInt, Bool))
);
prepared!(Episodes:
    "SELECT l.nth, q.no, q.base, q.first_day, q.last_day FROM unnest(" nth: [i32] as Array<Integer>,
    ", " base: [i64] as Array<BigInt>,
    ", " last: [i32] as Array<Integer>,
    ") AS l (nth, base, last) CROSS JOIN LATERAL (\
      SELECT no, base, first_day, last_day FROM question WHERE base = l.base AND first_day <= l.last \
      ORDER BY first_day DESC LIMIT " most: i64 as BigInt,
    ; ") AS q" => (Integer, (BigInt, BigInt, Nullable<Integer>, Nullable<Integer>))
);
prepared!(Meant:
    "SELECT l.id, n.question FROM unnest(" ids: [String] as Array<Text>,
    ; ") AS l (id) CROSS JOIN LATERAL (\
      SELECT question FROM question_name WHERE id = l.id ORDER BY since DESC LIMIT 1) AS n" => (Text, BigInt)
);
prepared!(Questions:
    "SELECT q.no, q.base, q.kind, q.first_day, q.last_day, q.text, q.body, \
      (SELECT n.id FROM question_name AS n WHERE n.question = q.no AND n.own AND n.since <= " as_of: i64 as BigInt,
    " ORDER BY n.since DESC LIMIT 1) FROM question AS q WHERE q.no = ANY(" numbers: [i64] as Array<BigInt>,
    ; ")" => (BigInt, BigInt, SmallInt, Nullable<Integer>, Nullable<Integer>, Text, Binary, Nullable<Text>)
);
prepared!(Voices:
    "SELECT l.question, l.voice, t.no FROM unnest(" question: [i64] as Array<BigInt>,
    ", " voice: [i64] as Array<BigInt>,
    ") AS l (question, voice) CROSS JOIN LATERAL (\
      SELECT no FROM testimony WHERE question = l.question AND live AND voice = l.voice AND flags & " aside: i16 as SmallInt,
    ; " = 0 LIMIT 2) AS t" => (BigInt, BigInt, BigInt)
);
prepared!(Bodies:
    "SELECT testimony, body FROM testimony_body WHERE testimony = ANY(" numbers: [i64] as Array<BigInt>,
    ; ")" => (BigInt, Binary)
);
prepared!(Sums:
    "SELECT question, body FROM sum WHERE question = ANY(" questions: [i64] as Array<BigInt>,
    ; ")" => (BigInt, Binary)
);
prepared!(Withdrawn:
    "SELECT DISTINCT base FROM testimony WHERE withdraws AND until IS NULL AND base = ANY(" bases: [i64] as Array<BigInt>,
    ; ")" => BigInt
);
prepared!(Standings:
    "SELECT s.no, s.question, s.until, s.kind, s.code, s.grade, s.changed, s.valid_from, s.valid_to, s.origins, \
      s.answers, s.body FROM unnest(" questions: [i64] as Array<BigInt>,
    ; ") AS l (question) CROSS JOIN LATERAL (\
      SELECT * FROM standing WHERE question = l.question ORDER BY no DESC LIMIT 1) AS s"
      => (BigInt, BigInt, Nullable<BigInt>, SmallInt, SmallInt, SmallInt, BigInt, Nullable<Integer>,
          Nullable<Integer>, Integer, Integer, Binary)
);
prepared!(Numbers:
    "SELECT l.question, t.no, t.flags, t.low, t.high, t.spoken FROM unnest(" question: [i64] as Array<BigInt>,
    ", " without: [i16] as Array<SmallInt>,
    ") AS l (question, without) CROSS JOIN LATERAL (\
      SELECT no, flags, low, high, spoken FROM testimony WHERE question = l.question AND live AND low IS NOT NULL \
      AND flags & l.without = 0 ORDER BY spoken DESC LIMIT " most: i64 as BigInt,
    ; ") AS t ORDER BY l.question, t.spoken DESC"
      => (BigInt, (BigInt, SmallInt, Nullable<Double>, Nullable<Double>, Text))
);
prepared!(Speakers:
    "SELECT l.question, t.voice, t.no, t.flags, t.spoken FROM unnest(" question: [i64] as Array<BigInt>,
    ") AS l (question) CROSS JOIN LATERAL (\
      SELECT voice, no, flags, spoken FROM testimony WHERE question = l.question AND live \
      ORDER BY voice LIMIT " most: i64 as BigInt,
    ; ") AS t ORDER BY l.question, t.voice" => (BigInt, BigInt, BigInt, SmallInt, Text)
);

prepared!(PutTold:
    "WITH given AS MATERIALIZED (SELECT * FROM unnest(" no: [i64] as Array<BigInt>,
    ", " base: [i64] as Array<BigInt>,
    ", " question: [i64] as Array<BigInt>,
    ", " voice: [i64] as Array<BigInt>,
    ", " spoken: [String] as Array<Text>,
    ", " document: [i64] as Array<BigInt>,
    ", " reach_from: [i32] as Array<Integer>,
    ", " reach_to: [i32] as Array<Integer>,
    ", " flags: [i16] as Array<SmallInt>,
    ", " live: [bool] as Array<Bool>,
    ", " withdraws: [bool] as Array<Bool>,
    ", " until: [Option<i64>] as Array<Nullable<BigInt>>,
    ", " low: [Option<f64>] as Array<Nullable<Double>>,
    ", " high: [Option<f64>] as Array<Nullable<Double>>,
    ", " cells: [Vec<u8>] as Array<Binary>,
    ", " body: [Vec<u8>] as Array<Binary>,
    ; ") AS l (no, base, question, voice, spoken, document, reach_from, reach_to, flags, live, withdraws, until, \
      low, high, cells, body)), \
      bodies AS (INSERT INTO testimony_body (testimony, body) SELECT no, body FROM given) \
      INSERT INTO testimony (no, base, question, voice, spoken, document, reach_from, reach_to, flags, live, \
      withdraws, until, low, high, cells) SELECT no, base, question, voice, spoken, document, reach_from, \
      reach_to, flags, live, withdraws, until, low, high, cells FROM given"
);
prepared!(PutCells:
    "INSERT INTO cell (key, live, span, reach_from, testimony, reach_to) SELECT * FROM unnest(" key: [i64] as Array<BigInt>,
    ", " live: [bool] as Array<Bool>,
    ", " span: [i16] as Array<SmallInt>,
    ", " reach_from: [i32] as Array<Integer>,
    ", " testimony: [i64] as Array<BigInt>,
    ", " reach_to: [i32] as Array<Integer>,
    ; ") ON CONFLICT DO NOTHING"
);
prepared!(PutTies:
    "INSERT INTO tie (a, b, kind, counts) SELECT * FROM unnest(" a: [i64] as Array<BigInt>,
    ", " b: [i64] as Array<BigInt>,
    ", " kind: [i16] as Array<SmallInt>,
    ", " counts: [bool] as Array<Bool>,
    ; ") ON CONFLICT DO NOTHING"
);
prepared!(PutQuestions:
    "INSERT INTO question (no, base, kind, first_day, last_day, text, body) SELECT * FROM unnest(" no: [i64] as Array<BigInt>,
    ", " base: [i64] as Array<BigInt>,
    ", " kind: [i16] as Array<SmallInt>,
    ", " first_day: [Option<i32>] as Array<Nullable<Integer>>,
    ", " last_day: [Option<i32>] as Array<Nullable<Integer>>,
    ", " text: [String] as Array<Text>,
    ", " body: [Vec<u8>] as Array<Binary>,
    ; ")"
);
prepared!(PutNames:
    "INSERT INTO question_name (id, since, question, own) SELECT * FROM unnest(" id: [String] as Array<Text>,
    ", " since: [i64] as Array<BigInt>,
    ", " question: [i64] as Array<BigInt>,
    ", " own: [bool] as Array<Bool>,
    ; ") ON CONFLICT (id, since) DO UPDATE SET question = excluded.question, own = excluded.own \
      WHERE excluded.own OR question_name.question <> excluded.question"
);
prepared!(PutDays:
    "UPDATE question AS q SET first_day = l.first_day, last_day = l.last_day FROM unnest(" no: [i64] as Array<BigInt>,
    ", " first_day: [i32] as Array<Integer>,
    ", " last_day: [i32] as Array<Integer>,
    ; ") AS l (no, first_day, last_day) WHERE q.no = l.no"
);
prepared!(EndStandings:
    "UPDATE standing AS s SET until = l.until FROM unnest(" no: [i64] as Array<BigInt>,
    ", " until: [i64] as Array<BigInt>,
    ; ") AS l (no, until) WHERE s.no = l.no"
);
prepared!(PutStandings:
    "INSERT INTO standing (no, question, until, kind, code, grade, changed, valid_from, valid_to, origins, \
      answers, body) SELECT * FROM unnest(" no: [i64] as Array<BigInt>,
    ", " question: [i64] as Array<BigInt>,
    ", " until: [Option<i64>] as Array<Nullable<BigInt>>,
    ", " kind: [i16] as Array<SmallInt>,
    ", " code: [i16] as Array<SmallInt>,
    ", " grade: [i16] as Array<SmallInt>,
    ", " changed: [i64] as Array<BigInt>,
    ", " valid_from: [Option<i32>] as Array<Nullable<Integer>>,
    ", " valid_to: [Option<i32>] as Array<Nullable<Integer>>,
    ", " origins: [i32] as Array<Integer>,
    ", " answers: [i32] as Array<Integer>,
    ", " body: [Vec<u8>] as Array<Binary>,
    ; ")"
);
prepared!(PutTallies:
    "INSERT INTO tally (kind, standing, seq, alive) SELECT * FROM unnest(" kind: [i16] as Array<SmallInt>,
    ", " standing: [i16] as Array<SmallInt>,
    ", " seq: [i64] as Array<BigInt>,
    ", " alive: [i64] as Array<BigInt>,
    ; ") ON CONFLICT (kind, standing, seq) DO UPDATE SET alive = excluded.alive"
);
prepared!(PutFrontiers:
    "INSERT INTO frontier (seq, changed) SELECT * FROM unnest(" seq: [i64] as Array<BigInt>,
    ", " changed: [i64] as Array<BigInt>,
    ; ") ON CONFLICT (seq) DO UPDATE SET changed = excluded.changed"
);

prepared!(Firsts:
    "SELECT t.no FROM unnest(" bases: [i64] as Array<BigInt>,
    ; ") AS l (base) CROSS JOIN LATERAL (SELECT no FROM testimony WHERE base = l.base LIMIT 1) AS t" => BigInt
);
prepared!(Readings:
    "SELECT t.no, t.question, t.flags, t.live, t.cells FROM unnest(" first: [i64] as Array<BigInt>,
    ", " last: [i64] as Array<BigInt>,
    ; ") AS l (first, last) CROSS JOIN LATERAL (\
      SELECT no, question, flags, live, cells FROM testimony WHERE no >= l.first AND no < l.last) AS t"
      => ((BigInt, BigInt, SmallInt, Bool), Binary)
);
prepared!(NearbyThen:
    "SELECT DISTINCT t.no, t.question, t.flags, t.live FROM unnest(" key: [i64] as Array<BigInt>,
    ", " few: [i32] as Array<Integer>,
    ", " more: [i32] as Array<Integer>,
    ", " first: [i32] as Array<Integer>,
    ", " last: [i32] as Array<Integer>,
    ") AS l (key, few, more, first, last) CROSS JOIN (VALUES (true), (false)) AS v (alive) CROSS JOIN LATERAL (\
      SELECT testimony FROM cell WHERE key = l.key AND live = v.alive AND span = 0 \
      AND reach_from <= l.last AND reach_from >= l.few AND reach_to >= l.first UNION ALL \
      SELECT testimony FROM cell WHERE key = l.key AND live = v.alive AND span = 1 \
      AND reach_from <= l.last AND reach_from >= l.more AND reach_to >= l.first UNION ALL \
      SELECT testimony FROM cell WHERE key = l.key AND live = v.alive AND span = 2 \
      AND reach_from <= l.last AND reach_to >= l.first) AS c \
      INNER JOIN testimony AS t ON t.no = c.testimony WHERE t.no < " unborn: i64 as BigInt,
    " AND (t.until IS NULL OR t.until > " as_of: i64 as BigInt,
    ; ")" => (BigInt, BigInt, SmallInt, Bool)
);

/// What lies in these cells and days as of `as_of`.
pub(crate) fn nearby_then(
    c: &mut diesel::PgConnection,
    looks: &[(Vec<i64>, Window)],
    as_of: Seq,
) -> Result<Vec<Brief>, LedgerError> {
    let places = looks.iter().flat_map(|(cells, days)| cells.iter().map(|key| (*key, closed(*days))));
    let (key, days): (Vec<i64>, Vec<(i32, i32)>) = places.unzip();
    let (first, last): (Vec<i32>, Vec<i32>) = days.into_iter().unzip();
    let [few, more] = SPANS.map(|most| first.iter().map(|f| f.saturating_sub(most)).collect::<Vec<i32>>());
    let unborn = &unborn(as_of);
    let as_of = &as_of;
    let then = NearbyThen { key: &key, few: &few, more: &more, first: &first, last: &last, unborn, as_of };
    Ok(then.load(c)?)
}

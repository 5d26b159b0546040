//! Statements that stay prepared. The query builder writes each UPDATE, and each INSERT that may meet what is there or
//! may leave a column empty, anew, which costs more than the change; these are a text that never varies and the values bound to it.

use crate::{TestimonyRow, standings};
use diesel::{
    backend::Backend,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{BigInt, Binary, Bool, Double, HasSqlType, Integer, Nullable, SmallInt, Text},
};

/// A statement: texts, each followed by a value with its type in the database; how it ends; and the columns of its
/// rows, where it gives any.
macro_rules! prepared {
    ($name:ident: $($text:literal $field:ident: $type:ty as $sql:ty,)+ $(; $tail:literal $(=> $rows:ty)?)?) => {
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $name<'q> {
            $(pub $field: &'q $type,)+
        }

        impl QueryId for $name<'_> {
            type QueryId = $name<'static>;
            const HAS_STATIC_QUERY_ID: bool = true;
        }

        impl<DB: Backend> QueryFragment<DB> for $name<'_>
        where
            $(DB: HasSqlType<$sql>, $type: ToSql<$sql, DB>,)+
        {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                $(
                    out.push_sql($text);
                    out.push_bind_param::<$sql, $type>(self.$field)?;
                )+
                $(out.push_sql($tail);)?
                Ok(())
            }
        }

        impl<C> diesel::RunQueryDsl<C> for $name<'_> {}

        $($(
            impl diesel::query_builder::Query for $name<'_> {
                type SqlType = $rows;
            }
        )?)?
    };
}
#[cfg(feature = "postgres")]
pub(crate) use prepared;

prepared!(SetHead:
    "UPDATE state SET head = " seq: i64 as BigInt,
    ", hash = " hash: [u8] as Binary,
);
prepared!(SetState:
    "UPDATE testimony SET flags = " flags: i16 as SmallInt,
    ", live = " live: bool as Bool,
    " WHERE no = " no: i64 as BigInt,
);
prepared!(PutTie:
    "INSERT INTO tie (a, b, kind, counts) VALUES (" a: i64 as BigInt,
    ", " b: i64 as BigInt,
    ", " kind: i16 as SmallInt,
    ", " counts: bool as Bool,
    ; ") ON CONFLICT DO NOTHING"
);
prepared!(SetCounts:
    "UPDATE tie SET counts = " counts: bool as Bool,
    " WHERE a = " a: i64 as BigInt,
    " AND b = " b: i64 as BigInt,
    " AND kind = " kind: i16 as SmallInt,
);
prepared!(EndStanding:
    "UPDATE standing SET until = " until: i64 as BigInt,
    " WHERE no = " no: i64 as BigInt,
);
prepared!(PutName:
    "INSERT INTO question_name (id, since, question, own) VALUES (" id: str as Text,
    ", " since: i64 as BigInt,
    ", " question: i64 as BigInt,
    ", " own: bool as Bool,
    ; ") ON CONFLICT (id, since) DO UPDATE SET question = excluded.question, own = excluded.own \
      WHERE excluded.own OR question_name.question <> excluded.question"
);
prepared!(PutTally:
    "INSERT INTO tally (kind, standing, seq, alive) VALUES (" kind: i16 as SmallInt,
    ", " standing: i16 as SmallInt,
    ", " seq: i64 as BigInt,
    ", " alive: i64 as BigInt,
    ; ") ON CONFLICT (kind, standing, seq) DO UPDATE SET alive = excluded.alive"
);
prepared!(PutFrontier:
    "INSERT INTO frontier (seq, changed) VALUES (" seq: i64 as BigInt,
    ", " changed: i64 as BigInt,
    ; ") ON CONFLICT (seq) DO UPDATE SET changed = excluded.changed"
);
prepared!(SetDays:
    "UPDATE question SET first_day = " first: i32 as Integer,
    ", last_day = " last: i32 as Integer,
    " WHERE no = " no: i64 as BigInt,
);
prepared!(SetSum:
    "UPDATE sum SET body = " body: [u8] as Binary,
    " WHERE question = " question: i64 as BigInt,
);
prepared!(PutCell:
    "INSERT INTO cell (key, live, span, reach_from, testimony, reach_to) VALUES (" key: i64 as BigInt,
    ", " live: bool as Bool,
    ", " span: i16 as SmallInt,
    ", " reach_from: i32 as Integer,
    ", " testimony: i64 as BigInt,
    ", " reach_to: i32 as Integer,
    ; ") ON CONFLICT DO NOTHING"
);
prepared!(PutTestimony:
    "INSERT INTO testimony (no, base, question, voice, spoken, document, reach_from, reach_to, \
      flags, live, withdraws, until, low, high, cells) VALUES (" no: i64 as BigInt,
    ", " base: i64 as BigInt,
    ", " question: i64 as BigInt,
    ", " voice: i64 as BigInt,
    ", " spoken: str as Text,
    ", " document: i64 as BigInt,
    ", " reach_from: i32 as Integer,
    ", " reach_to: i32 as Integer,
    ", " flags: i16 as SmallInt,
    ", " live: bool as Bool,
    ", " withdraws: bool as Bool,
    ", " until: Option<i64> as Nullable<BigInt>,
    ", " low: Option<f64> as Nullable<Double>,
    ", " high: Option<f64> as Nullable<Double>,
    ", " cells: [u8] as Binary,
    ; ")"
);
prepared!(PutStanding:
    "INSERT INTO standing (no, question, until, kind, code, grade, changed, valid_from, valid_to, \
      origins, answers, body) VALUES (" no: i64 as BigInt,
    ", " question: i64 as BigInt,
    ", " until: Option<i64> as Nullable<BigInt>,
    ", " kind: i16 as SmallInt,
    ", " code: i16 as SmallInt,
    ", " grade: i16 as SmallInt,
    ", " changed: i64 as BigInt,
    ", " valid_from: Option<i32> as Nullable<Integer>,
    ", " valid_to: Option<i32> as Nullable<Integer>,
    ", " origins: i32 as Integer,
    ", " answers: i32 as Integer,
    ", " body: [u8] as Binary,
    ; ")"
);

impl PutTestimony<'_> {
    pub(crate) fn of(row: &TestimonyRow) -> PutTestimony<'_> {
        let TestimonyRow { no, base, question, voice, spoken, document, reach_from, reach_to, .. } = row;
        let TestimonyRow { flags, live, withdraws, until, low, high, cells, .. } = row;
        PutTestimony {
            no,
            base,
            question,
            voice,
            spoken,
            document,
            reach_from,
            reach_to,
            flags,
            live,
            withdraws,
            until,
            low,
            high,
            cells,
        }
    }
}

impl PutStanding<'_> {
    pub(crate) fn of(row: &standings::Row) -> PutStanding<'_> {
        let standings::Row { no, question, until, kind, code, grade, changed, valid_from, .. } = row;
        let standings::Row { valid_to, origins, answers, body, .. } = row;
        PutStanding {
            no,
            question,
            until,
            kind,
            code,
            grade,
            changed,
            valid_from,
            valid_to,
            origins,
            answers,
            body,
        }
    }
}

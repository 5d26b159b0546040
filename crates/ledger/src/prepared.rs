//! Statements that stay prepared. The query builder writes each UPDATE, and each INSERT that may meet what is there,
//! anew, which costs more than the change; these are a text that never varies and the values bound to it.

use diesel::{
    backend::Backend,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{BigInt, Binary, Bool, HasSqlType, Integer, SmallInt, Text},
};

/// A statement without rows: texts, each followed by a value with its type in the database; and how it ends.
macro_rules! prepared {
    ($name:ident: $($text:literal $field:ident: $type:ty as $sql:ty,)+ $(; $tail:literal)?) => {
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

        impl<C> RunQueryDsl<C> for $name<'_> {}
    };
}

prepared!(SetHead:
    "UPDATE state SET head = " seq: i64 as BigInt,
    ", hash = " hash: [u8] as Binary,
);
prepared!(SetState:
    "UPDATE testimony SET flags = " flags: i16 as SmallInt,
    ", live = " live: bool as Bool,
    " WHERE no = " no: i64 as BigInt,
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
    "INSERT INTO cell (key, live, wide, reach_from, testimony, reach_to) VALUES (" key: i64 as BigInt,
    ", " live: bool as Bool,
    ", " wide: bool as Bool,
    ", " reach_from: i32 as Integer,
    ", " testimony: i64 as BigInt,
    ", " reach_to: i32 as Integer,
    ; ") ON CONFLICT DO NOTHING"
);
#[cfg(feature = "postgres")]
prepared!(PutBody:
    "WITH told AS (INSERT INTO testimony_body (testimony, body) VALUES (" testimony: i64 as BigInt,
    ", " body: [u8] as Binary,
    ")) INSERT INTO cell (testimony, live, wide, reach_from, reach_to, key) SELECT " no: i64 as BigInt,
    ", " live: bool as Bool,
    ", " wide: bool as Bool,
    ", " reach_from: i32 as Integer,
    ", " reach_to: i32 as Integer,
    ", key FROM unnest(" cells: [i64] as diesel::sql_types::Array<BigInt>,
    ; ") AS given (key) ON CONFLICT DO NOTHING"
);

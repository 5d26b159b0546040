//! Changes of single columns that stay prepared. The query builder prepares each UPDATE anew, which
//! costs more than the change; these are a text that never varies and the values bound to it.

use diesel::{
    backend::Backend,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{BigInt, Binary, Bool, HasSqlType, SmallInt},
};

/// A statement without rows: texts, each followed by a value with its type in the database.
macro_rules! prepared {
    ($name:ident: $($text:literal $field:ident: $type:ty as $sql:ty,)+) => {
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
prepared!(SetTally:
    "UPDATE tally SET alive = " alive: i64 as BigInt,
    " WHERE kind = " kind: i16 as SmallInt,
    " AND standing = " standing: i16 as SmallInt,
    " AND seq = " seq: i64 as BigInt,
);

//! The tables as queries know them. The same names and columns stand in `sql/`, once a database.

diesel::table! {
    entry (seq) {
        seq -> BigInt,
        kind -> SmallInt,
        subject -> Text,
        author -> Text,
        reason -> Text,
        recorded -> BigInt,
        hash -> Binary,
        body -> Binary,
    }
}
diesel::table! {
    state (id) {
        id -> Integer,
        schema -> Integer,
        derived -> Integer,
        head -> BigInt,
        hash -> Binary,
    }
}
diesel::table! {
    document (seq) {
        seq -> BigInt,
        id -> Text,
        name -> Text,
        address -> Nullable<Text>,
        publisher -> Nullable<Text>,
        title -> Nullable<Text>,
        published -> Nullable<Text>,
        until -> Nullable<BigInt>,
        signature -> Binary,
    }
}
diesel::table! {
    reading (seq) {
        seq -> BigInt,
        document -> BigInt,
        until -> Nullable<BigInt>,
    }
}
diesel::table! {
    testimony (no) {
        no -> BigInt,
        base -> BigInt,
        question -> BigInt,
        voice -> BigInt,
        spoken -> Text,
        document -> BigInt,
        reach_from -> Integer,
        reach_to -> Integer,
        flags -> SmallInt,
        live -> Bool,
        withdraws -> Bool,
        until -> Nullable<BigInt>,
        low -> Nullable<Double>,
        high -> Nullable<Double>,
        cells -> Binary,
    }
}
diesel::table! {
    testimony_body (testimony) {
        testimony -> BigInt,
        body -> Binary,
    }
}
diesel::table! {
    cell (key, live, span, reach_from, testimony) {
        key -> BigInt,
        live -> Bool,
        span -> SmallInt,
        reach_from -> Integer,
        testimony -> BigInt,
        reach_to -> Integer,
    }
}
diesel::table! {
    sum (question) {
        question -> BigInt,
        body -> Binary,
    }
}
diesel::table! {
    tie (a, b, kind) {
        a -> BigInt,
        b -> BigInt,
        kind -> SmallInt,
        counts -> Bool,
    }
}
diesel::table! {
    question (no) {
        no -> BigInt,
        base -> BigInt,
        kind -> SmallInt,
        first_day -> Nullable<Integer>,
        last_day -> Nullable<Integer>,
        text -> Text,
        body -> Binary,
    }
}
diesel::table! {
    question_name (id, since) {
        id -> Text,
        since -> BigInt,
        question -> BigInt,
        own -> Bool,
    }
}
diesel::table! {
    standing (no) {
        no -> BigInt,
        question -> BigInt,
        until -> Nullable<BigInt>,
        kind -> SmallInt,
        code -> SmallInt,
        grade -> SmallInt,
        changed -> BigInt,
        valid_from -> Nullable<Integer>,
        valid_to -> Nullable<Integer>,
        origins -> Integer,
        answers -> Integer,
        body -> Binary,
    }
}
diesel::table! {
    tally (kind, standing, seq) {
        kind -> SmallInt,
        standing -> SmallInt,
        seq -> BigInt,
        alive -> BigInt,
    }
}
diesel::table! {
    frontier (seq) {
        seq -> BigInt,
        changed -> BigInt,
    }
}
diesel::table! {
    mark (sort, key, hit) {
        sort -> SmallInt,
        key -> BigInt,
        hit -> BigInt,
        since -> BigInt,
    }
}
diesel::table! {
    name (sort, folded, key) {
        sort -> SmallInt,
        folded -> Text,
        key -> BigInt,
        shown -> Text,
    }
}
diesel::table! {
    word (no) {
        no -> SmallInt,
        text -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(mark, standing);
diesel::allow_tables_to_appear_in_same_query!(cell, testimony, testimony_body);
diesel::allow_tables_to_appear_in_same_query!(reading, testimony);
diesel::allow_tables_to_appear_in_same_query!(testimony, tie);
diesel::allow_tables_to_appear_in_same_query!(mark, question);
// What SQLite's full-text index looks like from outside; PostgreSQL's is reached by SQL of its own.
diesel::table! {
    words (rowid) {
        rowid -> BigInt,
        text -> Text,
    }
}

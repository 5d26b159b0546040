//! What holds of a ledger, whichever database keeps it: every case runs on SQLite, and on PostgreSQL
//! where that was built in and is installed.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout, clippy::print_stderr)]

mod ahead;
mod board;
mod build;
mod chain;
#[cfg(feature = "postgres")]
mod cluster;
mod documents;
mod entries;
mod kill;
mod place;
#[cfg(feature = "postgres")]
mod postgres;
mod questions;
mod search;
mod testimonies;
mod together;
mod versions;

/// A test of SQLite for each case, and the list of them for PostgreSQL.
macro_rules! cases {
    ($($module:ident: $($case:ident),+;)+) => {
        mod sqlite {
            $($(
                #[test]
                fn $case() {
                    crate::$module::$case(&crate::place::Place::file());
                }
            )+)+
        }

        #[cfg(feature = "postgres")]
        const CASES: &[postgres::Case] = &[
            $($((stringify!($case), $module::$case),)+)+
        ];
    };
}

cases! {
    entries: entries_come_back_as_they_were_given, time_never_runs_backwards_along_the_chain,
        as_of_is_the_last_entry_of_that_time, what_fails_leaves_no_trace, a_panic_leaves_no_trace;
    documents: a_document_is_found_by_id_and_address_at_any_time, text_and_bytes_come_back,
        a_claim_is_found_in_the_reading_that_held;
    testimonies: live_testimonies_are_those_whose_days_meet, a_chain_is_walked_both_ways,
        what_ends_and_what_dies_is_near_no_more, a_sum_follows_what_comes_and_goes, a_sum_has_the_numbers_and_voices_of_what_is_live, of_a_voice_that_speaks_often_the_last_word_counts,
        ties_are_found_from_both_sides;
    ahead: what_was_asked_ahead_follows_what_is_written, episodes_and_ties_that_are_held_back_are_seen;
    questions: an_id_never_stops_to_mean_something, an_id_that_was_given_anew_is_not_led_elsewhere, of_two_ids_that_one_entry_gave_the_last_is_its_own, episodes_are_found_by_their_days, names_are_found_by_their_folded_beginning;
    board: the_board_is_that_of_the_moment, the_same_standing_is_not_written_twice,
        a_question_that_became_part_of_another_leaves_the_board;
    search: words_are_found_whatever_their_accents, nothing_that_is_typed_is_syntax,
        search_sees_the_moment, the_best_comes_first;
    chain: the_database_refuses_to_change_an_entry, an_entry_that_was_edited_is_named,
        an_entry_that_was_taken_out_is_named, a_tail_that_was_cut_off_is_missed,
        a_chain_worked_out_anew_is_found_by_a_head_kept_elsewhere, a_document_that_is_not_its_hash_is_named;
    together: two_connections_add_at_once, a_reader_sees_one_moment;
    versions: cleared_tables_are_stale_until_they_are_filled_again;
}

#[cfg(feature = "postgres")]
#[test]
fn postgresql_conforms() {
    postgres::run(CASES);
}

#[cfg(not(feature = "postgres"))]
#[test]
fn postgresql_conforms() {
    println!("skipped: built without the feature `postgres`");
}

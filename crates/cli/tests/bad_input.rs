//! Whatever is given, the program ends by itself, says what is wrong and where, and reads the rest.
#![allow(clippy::disallowed_methods, clippy::print_stderr)]

mod program;

use program::{Room, data, run, run_with_model};

const TEXT: [&str; 2] = ["--layers", "text,passages"];

fn annotate(inputs: &[&str]) -> program::Run {
    run(&[&["annotate"], inputs, &TEXT].concat())
}

#[test]
fn an_empty_file_is_named() {
    let room = Room::new();
    let run = annotate(&[&room.file("empty.txt", "")]).ends(1);
    assert!(run.err.contains("empty.txt") && run.err.contains("empty"), "{}", run.err);
    assert_eq!(run.out, "");
}

#[test]
fn a_file_of_200_megabytes_is_refused_and_the_next_is_read() {
    let room = Room::new();
    let sparse = room.file("sparse.bin", "");
    std::fs::File::options().write(true).open(&sparse).unwrap().set_len(200 << 20).unwrap();
    let text = room.file("long.txt", "");
    std::fs::write(&text, "The bridge is closed, the mayor said.\n".repeat(200 * 1024 * 1024 / 38)).unwrap();
    let good = room.file("good.txt", "The bridge is open, the mayor said on Friday.");
    let run = annotate(&[&sparse, &text, &good]).ends(1);
    assert!(run.err.contains("sparse.bin") && run.err.contains("long.txt"), "{}", run.err);
    assert_eq!(run.rows().len(), 1);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let room = Room::new();
    let noise: Vec<u8> = (0..20_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let picture = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &noise].concat();
    for (name, bytes) in [("noise.txt", noise), ("picture.html", picture)] {
        let run = annotate(&[&room.file(name, bytes)]).ends(1);
        assert!(run.err.contains(name), "{}", run.err);
    }
}

#[test]
fn text_in_an_old_charset_is_read() {
    let room = Room::new();
    let bytes =
        b"The caf\xe9 is shut, the mayor of the old town said on Friday. \x93Nobody comes,\x94 he said.";
    let run = annotate(&[&room.file("old.txt", bytes)]).ends(0);
    let text = run.rows()[0]["text"].as_str().unwrap().to_owned();
    assert!(text.contains("café") && text.contains("“Nobody comes,”"), "{text}");
}

#[test]
fn a_page_nested_100000_deep_is_read() {
    let room = Room::new();
    let (open, close) = ("<div>".repeat(100_000), "</div>".repeat(100_000));
    let page = format!(
        "<html><body>{open}<p>The bridge is closed, the mayor said on Friday.</p>{close}</body></html>"
    );
    let run = annotate(&[&room.file("deep.html", page)]).ends(0);
    assert!(run.out.contains("the mayor said on Friday"));
}

#[test]
fn a_document_that_takes_too_long_is_named_and_left_out() {
    let room = Room::new();
    let text = room.file("slow.txt", "The bridge is closed, the mayor said.");
    let run = run_with_model(&["read", "--max-seconds", "0", &text]).ends(1);
    assert!(run.err.contains("slow.txt") && run.err.contains("--max-seconds"), "{}", run.err);
}

#[test]
fn a_line_of_a_megabyte_is_read_as_text_and_too_long_for_claims() {
    let room = Room::new();
    let line = room.file("line.txt", "The mayor said that the bridge is closed. ".repeat(25_000));
    assert_eq!(annotate(&[&line]).ends(0).rows()[0]["text"].as_str().unwrap().len(), 1_050_000);
    let run = run_with_model(&["read", &line]).ends(1);
    assert!(run.err.contains("line.txt") && run.err.contains("1000000"), "{}", run.err);
}

#[test]
fn a_word_of_100_kilobytes_and_a_text_of_brackets_are_read() {
    let room = Room::new();
    let word = room.file("word.txt", format!("The mayor said {} is closed.", "a".repeat(100_000)));
    let brackets = room.file("brackets.txt", format!("The mayor said “{}.", "(“".repeat(5_000)));
    run_with_model(&["read", &word, &brackets]).ends(0);
}

#[test]
fn a_missing_model_says_what_to_do() {
    let room = Room::new();
    let page = room.file("page.txt", "The bridge is closed, the mayor said.");
    for words in [["read", &page], ["annotate", &page]] {
        let mut command = program::command(&words);
        let run: program::Run = command.env("HEARSAY_DATA", room.path()).output().unwrap().into();
        assert!(run.ends(1).err.contains("hearsay setup"));
    }
}

#[test]
fn a_model_cut_in_half_says_what_to_do() {
    let room = Room::new();
    let page = room.file("page.txt", "The bridge is closed, the mayor said.");
    std::fs::copy(data().join("gazetteer.hsg"), room.path().join("gazetteer.hsg")).unwrap();
    let model = std::fs::read(data().join("model.hsm")).unwrap();
    for bytes in [&model[..model.len() / 2], &model[..10], &[]] {
        room.file("model.hsm", bytes);
        let mut command = program::command(&["read", &page]);
        let run: program::Run = command.env("HEARSAY_DATA", room.path()).output().unwrap().into();
        let run = run.ends(1);
        assert!(run.err.contains("model.hsm") && run.err.contains("hearsay setup"), "{}", run.err);
    }
}

#[test]
fn a_folder_that_may_not_be_read_is_named() {
    let room = Room::new();
    let good = room.file("good.txt", "The bridge is open, the mayor said on Friday.");
    let run = annotate(&[&format!("{good}/inside"), &good]).ends(1);
    assert!(run.err.contains("good.txt/inside"), "{}", run.err);
    assert_eq!(run.rows().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    let folder = room.path().join("closed");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read_dir(&folder).is_ok() {
        eprintln!("skipped: this user may read every folder");
        return;
    }
    let run = annotate(&[folder.to_str().unwrap()]).ends(1);
    assert!(run.err.contains("closed: not allowed"), "{}", run.err);
}

#[test]
fn a_bad_row_is_named_by_its_line_and_the_others_go_on() {
    let room = Room::new();
    let row = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"The bridge is open, the mayor said.\"}}\n");
    let rows = room.file("rows.jsonl", format!("{}{{\"id\": oops}}\n{}", row("a"), row("b")));
    let run = annotate(&[&rows]).ends(1);
    assert!(run.err.contains("rows.jsonl, line 2"), "{}", run.err);
    assert_eq!(run.rows().iter().map(|r| r["id"].clone()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn an_address_says_that_nothing_is_fetched() {
    let run = annotate(&["https://news.example/page"]).ends(1);
    assert!(run.err.contains("does not fetch") && run.err.contains("save the page"), "{}", run.err);
}

#[test]
fn wrong_usage_ends_with_2() {
    let room = Room::new();
    let page = room.file("page.txt", "The bridge is closed, the mayor said.");
    for words in [
        &["read", &page, "--published", "yesterday"][..],
        &["read", &page, "--published", "2031-02-30"],
        &["read", &page, "--format", "xml"],
        &["read", &page, "--threads", "0"],
        &["read", &page, "--least-score", "3"],
        &["annotate", &page, "--layers", "text,rumours"],
        &["annotate"],
        &["guess", &page],
        &[],
    ] {
        let run = run(words).ends(2);
        assert!(!run.err.is_empty() && run.out.is_empty(), "{words:?}");
    }
}

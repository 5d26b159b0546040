//! The attribution network gives the numbers that its training program gave: `data/attributions.json` has
//! made-up reports and what that program found in them.
#![allow(clippy::disallowed_methods)]

use claims::extract::network::{Found, Network};
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Sample {
    text: String,
    attributions: Vec<Wanted>,
}

#[derive(Deserialize)]
struct Wanted {
    cue: Vec<usize>,
    source: Vec<usize>,
    content: Vec<usize>,
    score: f32,
    cue_score: f32,
    nested: bool,
}

fn model() -> nlp::Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let model = std::fs::read(data.join("model.hsm"))
        .unwrap_or_else(|e| panic!("no model in {}: {e}; run `cargo xtask test`", data.display()));
    nlp::Model::from_bytes(model).unwrap()
}

fn tokens(found: &Found) -> (&[usize], &[usize], &[usize], bool) {
    (&found.cue, &found.source, &found.content, found.nested)
}

#[test]
fn the_answers_are_those_of_the_training_program() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/attributions.json");
    let samples: Vec<Sample> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(samples.iter().map(|s| s.attributions.len()).sum::<usize>() >= 10);
    let (model, network) = (model(), Network::builtin());
    for sample in samples {
        let doc = model.annotate(&sample.text);
        assert!(network.fits(&doc));
        let found = network.find(&doc, network.threshold());
        assert_eq!(found.len(), sample.attributions.len(), "{}\n{found:#?}", sample.text);
        for (got, want) in found.iter().zip(&sample.attributions) {
            assert_eq!(tokens(got), (&want.cue[..], &want.source[..], &want.content[..], want.nested));
            let off = (got.score - want.score).abs().max((got.cue_score - want.cue_score).abs());
            assert!(off < 1e-4, "{got:?} is off by {off}");
        }
    }
}

#[test]
fn a_document_is_read_alike_alone_and_in_a_long_one() {
    let (model, network) = (model(), Network::builtin());
    let text = "The pilots want more rest, their union said. “We are tired,” Oda Brenn told reporters.\n\n";
    let sets = |text: &str, from: usize| {
        let doc = model.annotate(text);
        let start = doc.token_at(from);
        let words = |tokens: &[usize]| tokens.iter().map(|t| t - start).collect::<Vec<_>>();
        let found = network.find(&doc, 0.5);
        let here = found.iter().filter(|f| f.cue[0] >= start);
        here.map(|f| (words(&f.cue), words(&f.source), words(&f.content))).collect::<Vec<_>>()
    };
    let alone = sets(text, 0);
    assert_eq!(alone.len(), 2);
    // Far more than is worked on at a time.
    let many = text.repeat(100);
    assert_eq!(sets(&many, many.len() - text.len()), alone);
}

#[test]
fn any_text_is_read_to_its_end() {
    let (model, network) = (model(), Network::builtin());
    let mut texts: Vec<String> =
        ["", " ", "\n\n\n", "\u{0}\u{fffd}\u{200b}", "said", "” '' said “ `` \""].map(String::from).to_vec();
    texts.push("he said she said ".repeat(500));
    texts.push("“(".repeat(1000));
    texts.push("said\n".repeat(1000));
    texts.push("Š".repeat(20_000));
    for text in texts {
        let doc = model.annotate(&text);
        // With 0 every token is in a cue, and every cue has the whole paragraph read again.
        let thresholds = if text.len() < 100 { &[0.5, f32::NAN, 0.0][..] } else { &[0.5] };
        for found in thresholds.iter().flat_map(|threshold| network.find(&doc, *threshold)) {
            let parts = [&found.cue, &found.source, &found.content];
            assert!(parts.iter().all(|p| p.is_sorted() && p.iter().all(|t| *t < doc.len())));
            assert!(!found.cue.is_empty() && !found.content.is_empty());
        }
    }
}

#[test]
fn documents_of_other_pipelines_have_no_attributions() {
    let row = nlp::Row {
        start: 0,
        end: 4,
        space_after: false,
        sentence_start: true,
        tag: "VBD",
        pos: "VERB",
        morph: "",
        lemma: "say",
        head: 0,
        dep: "ROOT",
    };
    let doc = nlp::Doc::from_rows("said", &[row], &[]);
    assert!(!Network::builtin().fits(&doc) && Network::builtin().find(&doc, 0.0).is_empty());
}

#[test]
fn damaged_weights_are_refused() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("weights/attribution.safetensors");
    let whole = std::fs::read(file).unwrap();
    let length = u64::from_le_bytes(*whole.first_chunk().unwrap()) as usize;
    assert!(Network::from_bytes(&whole).is_ok());
    for end in [0, 7, 8, 100, length + 7, length + 8, whole.len() - 1] {
        assert!(Network::from_bytes(&whole[..end]).is_err(), "{end} bytes");
    }
    let damaged = |old: &str, new: &str| {
        let header = std::str::from_utf8(&whole[8..8 + length]).unwrap();
        assert!(header.contains(old), "{old}");
        let header = header.replacen(old, new, 1);
        let parts = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &whole[8 + length..]];
        Network::from_bytes(&parts.concat()).err().unwrap().to_string()
    };
    assert!(damaged("cue.weight", "cue.height").contains("cue.weight is missing"));
    assert!(damaged("[3,128]", "[4,96]").contains("form"));
    assert!(damaged("F32", "F64").contains("form"));
    assert!(damaged("\"threshold\"", "\"fresh old\"").contains("threshold is missing"));
    assert!(damaged("\"data_offsets\":[", "\"data_offsets\":[9999999999,").contains("form"));
}

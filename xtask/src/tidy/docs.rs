//! README.md names every verb; ARCHITECTURE.md names every crate, and every invariant that it marks
//! names the test or the lint that holds it.

use super::{File, find};

pub fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    match find(files, "README.md") {
        Some(readme) => faults.extend(verbs(files, &readme.text)),
        None => faults.push("README.md is not there".into()),
    }
    match find(files, "ARCHITECTURE.md") {
        Some(house) => {
            faults.extend(crates(files, &house.text));
            faults.extend(invariants(files, &house.text));
        }
        None => faults.push("ARCHITECTURE.md is not there".into()),
    }
    faults
}

/// Verbs of the command line are the variants of `enum Verb`; those of xtask begin the lines of its
/// usage.
fn verbs(files: &[File], readme: &str) -> Vec<String> {
    let args = find(files, "crates/cli/src/args.rs").map_or("", |f| &f.text);
    let variants = args.split_once("pub enum Verb {").map_or("", |(_, rest)| rest);
    let variants = variants.split_once("\n}").map_or("", |(body, _)| body);
    let command = variants.lines().filter_map(|line| {
        let line = line.strip_prefix("    ").filter(|l| l.starts_with(char::is_uppercase))?;
        let name = line.split(|c: char| !c.is_alphanumeric()).next()?;
        Some(format!("hearsay {}", name.to_lowercase()))
    });
    let xtask = crate::USAGE.lines().filter_map(|line| {
        let word = line.strip_prefix("  ")?.split(' ').next()?;
        (!word.is_empty()).then(|| format!("cargo xtask {word}"))
    });
    let wanted: Vec<String> = command.chain(xtask).collect();
    wanted
        .into_iter()
        .filter(|verb| !readme.contains(verb.as_str()))
        .map(|verb| format!("README.md does not mention `{verb}`"))
        .collect()
}

fn crates(files: &[File], house: &str) -> Vec<String> {
    let names = files.iter().filter_map(|f| f.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"));
    names
        .filter(|name| !house.contains(&format!("{name}/")) && !house.contains(&format!("`{name}`")))
        .map(|name| format!("ARCHITECTURE.md does not name the crate {name:?}"))
        .collect()
}

/// An invariant is a numbered item under the heading `What always holds`. Its last words are `held by`
/// and, in backticks, names of test functions, or of lints in clippy.toml and Cargo.toml.
fn invariants(files: &[File], house: &str) -> Vec<String> {
    let Some((_, rest)) = house.split_once("## What always holds") else {
        return vec!["ARCHITECTURE.md has no heading `## What always holds`".into()];
    };
    let section = rest.split("\n## ").next().unwrap_or(rest);
    let mut items: Vec<String> = Vec::new();
    for line in section.lines() {
        if line.starts_with(|c: char| c.is_ascii_digit()) {
            items.push(line.to_owned());
        } else if let Some(item) = items.last_mut() {
            item.push(' ');
            item.push_str(line.trim());
        }
    }
    items.iter().flat_map(|item| invariant(files, item)).collect()
}

fn invariant(files: &[File], item: &str) -> Vec<String> {
    let title: String = item.chars().take(50).collect();
    let Some(at) = item.to_ascii_lowercase().rfind("held by") else {
        return vec![format!("ARCHITECTURE.md: `{title}…` does not say what it is held by")];
    };
    let holders = &item[at..];
    let names: Vec<&str> = holders.split('`').skip(1).step_by(2).collect();
    if names.is_empty() {
        return vec![format!("ARCHITECTURE.md: `{title}…` names no test or lint")];
    }
    names
        .into_iter()
        .filter(|name| !exists(files, name))
        .map(|name| format!("ARCHITECTURE.md: there is no test or lint `{name}`"))
        .collect()
}

/// `name` is a function, or `file::name` one in a file of that name; a lint stands in a settings file.
fn exists(files: &[File], name: &str) -> bool {
    let (place, function) = name.rsplit_once("::").unwrap_or(("", name));
    let function = format!("fn {function}(");
    let setting = |f: &File| matches!(f.path.as_str(), "clippy.toml" | "Cargo.toml") && f.text.contains(name);
    let test = |f: &File| f.path.ends_with(".rs") && f.path.contains(place) && f.text.contains(&function);
    files.iter().any(|f| setting(f) || test(f))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<File> {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        vec![
            file("crates/cli/src/args.rs", "pub enum Verb {\n    /// Doc\n    Read(Read),\n}\n"),
            file("crates/cli/Cargo.toml", ""),
            file("crates/cli/tests/exit.rs", "fn a_test() {}"),
            file("clippy.toml", "std::fs::read"),
        ]
    }

    #[test]
    fn a_verb_that_nobody_documents_is_a_fault() {
        let faults = verbs(&files(), &crate::USAGE.replace("  ", "cargo xtask "));
        assert_eq!(faults, ["README.md does not mention `hearsay read`"]);
    }

    #[test]
    fn an_invariant_names_what_holds_it() {
        let house = "## What always holds\n1. It is so. Held by `a_test`,\n   `exit::a_test`, `std::fs::read`.\n\
            2. This too. Held by `gone`.\n3. And this.\n## Next\n4. Not this.";
        let faults = invariants(&files(), house);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("`gone`") && faults[1].contains("And this"), "{faults:?}");
    }

    #[test]
    fn a_crate_that_the_map_lacks_is_a_fault() {
        assert_eq!(crates(&files(), "types/ read/").len(), 1);
        assert!(crates(&files(), "cli/ the front door").is_empty());
    }
}

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

/// An invariant is an item (numbered, of a list, or a row of a table) under the heading `What always
/// holds`. Among the names that it has in backticks is a test function, or a lint of clippy.toml or
/// Cargo.toml; what stands after the words `held by` is one in each case.
fn invariants(files: &[File], house: &str) -> Vec<String> {
    let Some((_, rest)) = house.split_once("## What always holds") else {
        return vec!["ARCHITECTURE.md has no heading `## What always holds`".into()];
    };
    let section = rest.split("\n## ").next().unwrap_or(rest);
    let items = items(section);
    if items.is_empty() {
        return vec!["ARCHITECTURE.md: nothing stands under `## What always holds`".into()];
    }
    items.iter().flat_map(|item| invariant(files, item)).collect()
}

/// Items with the lines that go on with them. The head of a table is none.
fn items(section: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut open = false;
    let lines = section.lines().filter(|l| !l.starts_with("| invariant") && !l.starts_with("| ---"));
    for line in lines {
        if line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '|')) {
            items.push(line.to_owned());
            open = true;
        } else if line.trim().is_empty() {
            open = false;
        } else if let Some(item) = items.last_mut().filter(|_| open) {
            item.push(' ');
            item.push_str(line.trim());
        }
    }
    items
}

fn invariant(files: &[File], item: &str) -> Vec<String> {
    let title: String = item.chars().take(60).collect();
    let names = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let holders = item.to_ascii_lowercase().rfind("held by").map_or_else(Vec::new, |at| names(&item[at..]));
    if !names(item).iter().any(|name| exists(files, name)) {
        return vec![format!("ARCHITECTURE.md: `{title}…` names no test or lint that exists")];
    }
    let gone = holders.into_iter().filter(|name| !exists(files, name));
    gone.map(|name| format!("ARCHITECTURE.md: there is no test or lint `{name}`")).collect()
}

/// `name` is a function, or `file::name` one in a file of that name; a lint stands in a settings file.
fn exists(files: &[File], name: &str) -> bool {
    let (place, function) = name.rsplit_once("::").unwrap_or(("", name));
    let (function, quoted, key) = (format!("fn {function}("), format!("\"{name}\""), format!("{name} = "));
    let settings = |f: &File| matches!(f.path.as_str(), "clippy.toml" | "Cargo.toml");
    let lint =
        |f: &File| f.path == name || f.text.contains(&quoted) || f.text.lines().any(|l| l.starts_with(&key));
    let test = |f: &File| f.path.ends_with(".rs") && f.path.contains(place) && f.text.contains(&function);
    files.iter().any(|f| settings(f) && lint(f) || test(f))
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
            file("clippy.toml", "path = \"std::fs::read\""),
        ]
    }

    #[test]
    fn a_verb_that_nobody_documents_is_a_fault() {
        let faults = verbs(&files(), &crate::USAGE.replace("  ", "cargo xtask "));
        assert_eq!(faults, ["README.md does not mention `hearsay read`"]);
    }

    #[test]
    fn an_invariant_names_what_holds_it() {
        let house = "## What always holds\nAll:\n\n1. It is so. Held by `a_test`,\n   `exit::a_test`, `std::fs::read`.\n\
            2. `read` too. Held by `a_test`, `gone`.\n3. And `this`.\n| Also | `a_test` |\n## Next\n4. Not this.";
        let faults = invariants(&files(), house);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("`gone`") && faults[1].contains("And `this`"), "{faults:?}");
    }

    #[test]
    fn a_crate_that_the_map_lacks_is_a_fault() {
        assert_eq!(crates(&files(), "types/ read/").len(), 1);
        assert!(crates(&files(), "cli/ the front door").is_empty());
    }
}

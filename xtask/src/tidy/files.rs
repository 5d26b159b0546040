//! Files that people can read through, a tree of dependencies that people can look through, and
//! nothing of the machine that they were written on.

use super::File;

/// Lines of a `.rs` file; tables (a file named `table…`) may be longer.
const MOST_LINES: usize = 600;
/// Packages in Cargo.lock. Raise it together with the reason for the new dependency in Cargo.toml.
const MOST_PACKAGES: usize = 330;

/// What the project must not name: folders of one machine, and the hosts of package registries (the
/// clients know them).
const FOREIGN: [&str; 9] = [
    concat!("/", "root/"),
    concat!("/", "work/"),
    concat!("/", "tmp/"),
    concat!("C:", "\\Users"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.", "npmjs"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
];

pub fn faults(files: &[File], lock: &str) -> Vec<String> {
    let mut faults: Vec<String> = files.iter().filter_map(long).collect();
    faults.extend(files.iter().flat_map(foreign));
    let packages = lock.lines().filter(|l| *l == "[[package]]").count();
    if packages > MOST_PACKAGES {
        faults.push(format!("Cargo.lock: {packages} packages, more than {MOST_PACKAGES}"));
    }
    faults
}

fn long(file: &File) -> Option<String> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let lines = file.text.lines().count();
    let bad = name.ends_with(".rs") && !name.starts_with("table") && lines > MOST_LINES;
    bad.then(|| format!("{}: {lines} lines, more than {MOST_LINES}", file.path))
}

fn foreign(file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        let found = FOREIGN.iter().filter(|word| line.contains(**word));
        faults.extend(found.map(|w| format!("{}:{}: names {w:?}", file.path, number + 1)));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_machines_and_too_many_packages_are_faults() {
        let file = |path: &str, text: String| File { path: path.into(), text };
        let files = [
            file("src/a.rs", "x\n".repeat(601)),
            file("src/table.rs", "x\n".repeat(601)),
            file("b.md", format!("see {}", FOREIGN[2])),
        ];
        let lock = "[[package]]\n".repeat(MOST_PACKAGES + 1);
        let faults = faults(&files, &lock);
        assert_eq!(faults.len(), 3, "{faults:?}");
    }
}

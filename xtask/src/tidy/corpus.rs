//! No forgotten case: every folder of the corpus that holds files is named by a test.

use super::File;

pub fn faults(files: &[File]) -> Vec<String> {
    let tests: Vec<&File> = files
        .iter()
        .filter(|f| {
            f.path.ends_with(".rs") && (f.path.contains("/tests/") || f.text.contains("#[cfg(test)]"))
        })
        .filter(|f| !f.path.starts_with("xtask/"))
        .collect();
    let run = |path: &str| tests.iter().any(|t| t.text.contains(path));
    files
        .iter()
        .filter(|f| f.path.starts_with("corpus/") && !f.path.ends_with("README.md"))
        .filter(|f| !run(&f.path) && !run(f.path.rsplit_once('/').map_or("", |(folder, _)| folder)))
        .map(|f| format!("{}: no test runs it", f.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_that_no_test_runs_is_a_fault() {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let files = [
            file("crates/claims/tests/corpus.rs", "\"corpus/extract\""),
            file("corpus/extract/denials.md", ""),
            file("corpus/weigh/counts.md", ""),
        ];
        assert_eq!(faults(&files), ["corpus/weigh/counts.md: no test runs it"]);
    }
}

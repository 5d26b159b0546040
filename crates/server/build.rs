//! Embeds the built page (`web/dist`), where it was built; else a page that says how to build it. Nothing is
//! fetched and no program is started.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = root.join("web/dist");
    // A folder that is not there would have this run again each time: its parent says when it comes.
    let watched = [page.clone(), root.join("web"), root.join("Cargo.toml")];
    let watched = watched.iter().find(|p| p.exists()).unwrap_or(&page);
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", watched.display());
    let mut files = Vec::new();
    if page.join("index.html").is_file() {
        collect(&page, &mut files)?;
    }
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&page).map_err(io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        let _ = writeln!(code, "    ({name:?}, include_bytes!({:?})),", file.canonicalize()?);
    }
    code.push(']');
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo gives no OUT_DIR"))?;
    fs::write(Path::new(&out).join("assets.rs"), code)?;
    fs::write(Path::new(&out).join("quality.rs"), quality(&root.join("quality"))?)
}

/// The project's frozen scores, each file as JSON: lines of `"name" = number`.
fn quality(folder: &Path) -> io::Result<String> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let mut code = String::from("[\n");
    for file in &files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(file)?;
        let rows: Vec<String> =
            text.lines().filter_map(|l| l.split_once(" = ")).map(|(k, v)| format!("{k}:{v}")).collect();
        let _ = writeln!(code, "    ({name:?}, {:?}),", format!("{{{}}}", rows.join(",")));
    }
    code.push(']');
    Ok(code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

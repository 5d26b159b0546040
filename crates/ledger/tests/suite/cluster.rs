//! A PostgreSQL of our own: a cluster in a temporary folder, reached through a socket there, run by an
//! ordinary user, and gone afterwards.

use std::{
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// `nobody`, who owns the cluster where root runs the tests: PostgreSQL refuses to be run by root.
const NOBODY: u32 = 65_534;

/// The folder of `initdb` and the others: on the path, or where Debian keeps them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    folders.extend(versions.map(|v| v.path().join("bin")));
    folders.into_iter().find(|f| ["initdb", "pg_ctl", "createdb"].iter().all(|p| f.join(p).is_file()))
}

/// A server of its own.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
}

impl Cluster {
    /// Nothing where PostgreSQL is not installed.
    ///
    /// # Panics
    /// Then, where `HEARSAY_POSTGRES=require`.
    pub fn start() -> Option<Cluster> {
        let Some(programs) = programs() else {
            let required = std::env::var_os("HEARSAY_POSTGRES").is_some_and(|v| v == "require");
            assert!(!required, "PostgreSQL is required and not installed");
            println!("skipped: PostgreSQL (initdb, pg_ctl, createdb) is not installed");
            return None;
        };
        // A short path: a socket's may have 107 bytes.
        let folder = tempfile::Builder::new().prefix("hsy").tempdir_in("/tmp").unwrap();
        if is_root() {
            std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let cluster = Cluster { programs, folder };
        let data = cluster.data();
        cluster.call(
            "initdb",
            &["-D", &data, "-U", "hearsay", "-A", "trust", "-E", "UTF8", "--locale", "C", "-N"],
        );
        let socket = cluster.folder.path().to_str().unwrap();
        let options = format!("-c listen_addresses= -c unix_socket_directories={socket} -c fsync=off");
        let log = cluster.folder.path().join("log");
        cluster.call("pg_ctl", &["-D", &data, "-w", "-l", log.to_str().unwrap(), "-o", &options, "start"]);
        Some(cluster)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").to_str().unwrap().to_owned()
    }

    /// The address of a new database.
    pub fn create(&self, database: &str) -> String {
        let socket = self.folder.path().to_str().unwrap();
        self.call("createdb", &["-h", socket, "-U", "hearsay", database]);
        format!("postgres://hearsay@{}/{database}", socket.replace('/', "%2F"))
    }

    fn command(&self, program: &str, words: &[&str]) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null());
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn call(&self, program: &str, words: &[&str]) {
        // Not piped: the server would hold the pipe open for as long as it runs.
        let out = self.folder.path().join(format!("{program}.out"));
        let file = std::fs::File::create(&out).unwrap();
        let both = (file.try_clone().unwrap(), file);
        let status = self.command(program, words).stdout(both.0).stderr(both.1).status().unwrap();
        assert!(status.success(), "{program}: {}", std::fs::read_to_string(out).unwrap());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        self.command("pg_ctl", &["-D", &data, "-m", "immediate", "stop"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .ok();
    }
}

/// Whether the folder of this process says that root runs it.
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|m| m.uid() == 0)
}

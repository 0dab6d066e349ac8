//! A cluster of PostgreSQL for the tests: made in a temporary folder, reached through a socket there, and gone with it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;
use xshell::{Cmd, Shell, cmd};

use super::debian;

/// As whom it runs where the tests run as root: PostgreSQL refuses to.
const USER: &str = "postgres";

/// It ends with this value.
pub struct Postgres {
    sh: Shell,
    programs: PathBuf,
    folder: TempDir,
    is_root: bool,
}

/// Makes a cluster and starts it. The programs are those in `POSTGRES_BIN`, on the PATH, or of Debian's package.
pub fn postgres(sh: &Shell) -> Result<Postgres> {
    let programs = match find() {
        Some(programs) => programs,
        None => install(sh)?,
    };
    let (folder, is_root) = (tempfile::tempdir()?, debian::is_root(sh)?);
    let sh = sh.clone();
    // PostgreSQL's programs have to be able to enter the folder that they are started in.
    sh.change_dir(folder.path());
    let cluster = Postgres { sh, programs, folder, is_root };
    let socket = cluster.folder.path();
    if is_root {
        cmd!(cluster.sh, "chown {USER} {socket}").run()?;
    }
    let (data, log) = (socket.join("data"), socket.join("log"));
    cluster.run("initdb", &["--auth=trust", "--no-sync", "--username", USER, "-D"], &data).read()?;
    // Nobody keeps what is in it; two test programs have ten connections for each of their servers.
    let settings = format!(
        "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c max_connections=400",
        socket.display()
    );
    cluster.run("pg_ctl", &["start", "--wait", "--silent", "-o", &settings, "-l"], &log).arg("-D").arg(&data).run()?;
    Ok(cluster)
}

impl Postgres {
    /// Its address, as `POSTGRES` tells the tests.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@localhost/postgres?host={}", self.folder.path().display())
    }

    /// Where its programs are.
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    fn run(&self, program: &str, arguments: &[&str], last: &Path) -> Cmd<'_> {
        let program = self.programs.join(program);
        let (program, before): (PathBuf, Vec<OsString>) = match self.is_root {
            true => ("runuser".into(), vec!["-u".into(), USER.into(), "--".into(), program.into()]),
            false => (program, Vec::new()),
        };
        self.sh.cmd(program).args(before).args(arguments).arg(last).quiet()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        if let Err(error) = self.run("pg_ctl", &["stop", "--silent", "--mode", "immediate", "-D"], &data).run() {
            eprintln!("PostgreSQL does not stop: {error}");
        }
    }
}

fn install(sh: &Shell) -> Result<PathBuf> {
    let hint = "no PostgreSQL to test with: install postgresql, or set POSTGRES_BIN";
    debian::install(sh, &["postgresql"], hint)?;
    find().context(hint)
}

/// What is needed of it, here and by the tests.
const PROGRAMS: [&str; 4] = ["initdb", "pg_ctl", "pg_dump", "pg_restore"];

/// The folder with its programs; Debian's is not on the PATH, and has one for each version.
fn find() -> Option<PathBuf> {
    let named = env::var_os("POSTGRES_BIN").map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let of_debian = Path::new("/usr/lib/postgresql").read_dir().into_iter().flatten().filter_map(Result::ok);
    let mut of_debian: Vec<PathBuf> = of_debian.map(|it| it.path().join("bin")).collect();
    of_debian.sort();
    let mut folders = named.into_iter().chain(env::split_paths(&path)).chain(of_debian.into_iter().rev());
    folders.find(|folder| PROGRAMS.iter().all(|it| folder.join(it).is_file()))
}

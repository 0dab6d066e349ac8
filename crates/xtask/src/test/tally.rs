//! Passes a test run's output through, counts for each test program the tests that ran, and notes in which engines.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, PipeReader, PipeWriter, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread;

use anyhow::{Context, Result};

/// Comes after everything that cargo wrote. A browser that outlives its test keeps the pipe open; nobody waits for it.
const END: &str = "\0end of the test run";

/// How many tests ran, by the file name of their program.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    by_program: BTreeMap<String, u32>,
    current: Option<String>,
    engines: Vec<String>,
}

/// Runs `cargo test`, showing its output as it comes.
pub fn stream(cargo: Command) -> Result<(ExitStatus, Tally)> {
    stream_to(cargo, &mut io::stdout().lock())
}

fn stream_to(mut cargo: Command, out: &mut impl Write) -> Result<(ExitStatus, Tally)> {
    // One pipe for both, because cargo names a program on one stream and the program writes to the other.
    let (reader, writer) = io::pipe()?;
    let child = cargo.stdout(writer.try_clone()?).stderr(writer.try_clone()?).spawn().context("cargo cannot be run")?;
    drop(cargo);
    thread::scope(|scope| {
        let waiting = scope.spawn(|| wait(child, writer));
        let tally = pass_through(reader, out);
        let status = waiting.join().expect("waiting does not panic")?;
        Ok((status, tally?))
    })
}

fn wait(mut child: Child, mut writer: PipeWriter) -> Result<ExitStatus> {
    let status = child.wait();
    writeln!(writer, "{END}")?;
    Ok(status?)
}

fn pass_through(reader: PipeReader, out: &mut impl Write) -> Result<Tally> {
    let mut tally = Tally::default();
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        let text = String::from_utf8_lossy(&line);
        if let Some(rest) = text.strip_suffix(END) {
            write!(out, "{rest}")?;
            break;
        }
        tally.read(&text);
        writeln!(out, "{text}")?;
    }
    out.flush()?;
    Ok(tally)
}

impl Tally {
    /// Of one program; none where it did not run.
    pub fn of(&self, program: &str) -> u32 {
        self.by_program.get(program).copied().unwrap_or_default()
    }

    /// Of all.
    pub fn total(&self) -> u32 {
        self.by_program.values().sum()
    }

    /// Of the programs built from a target, whatever cargo appended to its name.
    pub fn of_target(&self, target: &str) -> u32 {
        let is_it = |program: &str| program.rsplit_once('-').is_some_and(|(name, _)| name == target);
        self.by_program.iter().filter(|(program, _)| is_it(program)).map(|(_, ran)| ran).sum()
    }

    /// The engines that tests ran in, with their versions, and those that they did not find: as they said it.
    pub fn engines(&self) -> &[String] {
        &self.engines
    }

    fn read(&mut self, line: &str) {
        // Among what libtest writes, and not always on a line of its own.
        if let Some((_, engine)) = line.split_once("engine: ") {
            self.engines.push(engine.to_owned());
        }
        let line = line.trim();
        if line.starts_with("Running ") && line.ends_with(')') {
            self.current = program(line);
        } else if line.starts_with("Doc-tests ") {
            self.current = Some(line.to_owned());
        } else if let Some((name, ran)) = self.current.clone().zip(tests_run(line)) {
            *self.by_program.entry(name).or_default() += ran;
        }
    }
}

/// `Running tests/lists.rs (target/debug/deps/lists-0123)` → `lists-0123`.
fn program(line: &str) -> Option<String> {
    let path = line.rsplit_once('(')?.1.trim_end_matches(')');
    Some(Path::new(path).file_name()?.to_string_lossy().into_owned())
}

/// `test result: ok. 3 passed; 1 failed; 0 ignored; …` → 4. Ignored and filtered tests did not run.
fn tests_run(line: &str) -> Option<u32> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let count = |what| counts.split("; ").find_map(|it| it.strip_suffix(what)?.trim().parse::<u32>().ok());
    Some(count(" passed")? + count(" failed")?)
}

#[cfg(test)]
impl<'a> FromIterator<(&'a str, u32)> for Tally {
    fn from_iter<T: IntoIterator<Item = (&'a str, u32)>>(counts: T) -> Self {
        let by_program = counts.into_iter().map(|(program, ran)| (program.to_owned(), ran)).collect();
        Self { by_program, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_for_each_program() {
        let mut tally = Tally::default();
        let lines = [
            "     Running unittests src/lib.rs (target/debug/deps/domain-0a)",
            "test result: ok. 3 passed; 1 failed; 7 ignored; 0 measured; 2 filtered out; finished in 0.00s",
            "     Running tests/dom.rs (target/wasm32-unknown-unknown/debug/deps/dom-1b.wasm)",
            "no tests to run!",
            "   Doc-tests domain",
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        ];
        lines.iter().for_each(|it| tally.read(it));
        assert_eq!((tally.of("domain-0a"), tally.of("dom-1b.wasm"), tally.total()), (4, 0, 9));
        assert_eq!((tally.of_target("domain"), tally.of_target("dom")), (4, 0));
    }

    #[test]
    fn engines_are_noted_wherever_they_are_named() {
        let mut tally = Tally::default();
        let lines =
            ["engine: Chromium 156.0", "test story::firefox ... engine: Firefox skipped (no geckodriver)", "ok"];
        lines.iter().for_each(|it| tally.read(it));
        assert_eq!(tally.engines(), ["Chromium 156.0", "Firefox skipped (no geckodriver)"]);
    }

    #[test]
    fn a_run_is_over_when_cargo_is_even_if_something_keeps_its_output_open() {
        let (left_open, until_here) = io::pipe().unwrap();
        let script = "exec 3<&0; cat <&3 & echo 'Running tests/a.rs (deps/a-1)' >&2; \
                      echo 'test result: ok. 2 passed; 0 failed'; printf unfinished; exit 3";
        let mut shell = Command::new("sh");
        shell.args(["-c", script]).stdin(left_open);
        let mut shown = Vec::new();
        let (status, tally) = stream_to(shell, &mut shown).unwrap();
        assert_eq!((status.code(), tally.of("a-1")), (Some(3), 2));
        assert!(shown.ends_with(b"unfinished"));
        drop(until_here);
    }
}

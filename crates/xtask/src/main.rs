//! Build, run and test the project: `cargo xtask help` lists the commands, a file each.

mod bench;
mod compress;
mod contract;
mod dist;
mod languages;
mod openapi;
mod package;
mod post_build;
mod secrets;
mod serve;
mod size;
mod soak;
mod test;
mod tidy;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use xshell::Shell;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Build, run and test the project")]
enum Command {
    /// Build everything and run the server; it starts the sandbox unless told about an upstream.
    Serve {
        /// With the two made-up languages, en-XA and ar-XB.
        #[arg(long)]
        pseudo: bool,
        /// For the server, after `--`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Check and test everything, the way CI does.
    Test {
        /// For the test programs, after `--`: a name to filter by, or their own options.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Run the tests that take too long for every push.
    Soak {
        /// For the test programs, after `--`: a name to filter by, or their own options.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Build what a browser loads into `dist`.
    Dist,
    /// Make a copy of `dist` that speaks more languages, without building anything.
    Languages {
        /// The folder to make.
        #[arg(long)]
        into: PathBuf,
        #[command(flatten)]
        more: languages::More,
    },
    /// Make the npm package, in `npm` of the built widget's folder.
    Package {
        /// A widget that is built already; without it one is built.
        #[arg(long)]
        dist: Option<PathBuf>,
        /// Pack it as well, install it into `target/npm`, compile what uses it and bundle a page with it.
        #[arg(long = "try")]
        is_tried: bool,
    },
    /// Build it and weigh what a browser fetches.
    Size,
    /// Measure it, and the backend, against what would be picked in its place; writes docs/performance.md.
    Bench {
        /// With few rounds, for trying.
        #[arg(long)]
        quick: bool,
        /// A part to measure, such as `thousand` or `memory`; may come again. The rest stays as it was measured before.
        #[arg(long)]
        only: Vec<String>,
    },
    /// Compare locales with each other and with the code; check dependencies, folders and views.
    Tidy,
    /// Write the element's contract, which is in `src/lib.rs`, into the page for embedders.
    Contract,
    /// Write the OpenAPI document of the backend into docs/openapi.json.
    Openapi,
    /// Trunk's last step: optimises, names by content and compresses.
    #[command(hide = true)]
    PostBuild,
}

fn main() -> ExitCode {
    run(Command::parse()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(command: Command) -> Result<ExitCode> {
    let sh = Shell::new()?;
    sh.change_dir(root());
    match command {
        Command::Serve { pseudo, args } => serve::run(&sh, pseudo, &args)?,
        Command::Test { args } => return test::run(&sh, &args),
        Command::Soak { args } => soak::run(&sh, &args)?,
        Command::Dist => drop(dist::build(&sh)?),
        Command::Languages { into, more } => languages::add(&sh, &root().join("dist"), &into, &more)?,
        Command::Package { dist, is_tried } => package::run(&sh, dist, is_tried)?,
        Command::Size => size::run(&dist::build(&sh)?)?,
        Command::Bench { quick, only } => bench::run(&sh, quick, &only)?,
        Command::Tidy => tidy::run(&sh)?,
        Command::Contract => contract::page::write()?,
        Command::Openapi => openapi::write(&sh)?,
        Command::PostBuild => post_build::run(&sh)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("this crate is two folders down")
}

//! Runs what takes too long for every push: the tests marked `#[ignore = "long: cargo xtask soak"]`.

use anyhow::{Result, ensure};
use xshell::Shell;

use crate::dist;
use crate::test::{self, Machine, tally};

/// As it is shipped: what takes hours unoptimised takes a fraction, and figures say what an operator would see.
const OPTIONS: [&str; 1] = ["--release"];

/// Builds the widget, then runs every long test; what follows `--` goes to the test programs.
pub fn run(sh: &Shell, args: &[String]) -> Result<()> {
    dist::build(sh)?;
    test::add_languages(sh)?;
    let args: Vec<String> =
        ["--ignored", "--show-output"].map(str::to_owned).into_iter().chain(args.to_vec()).collect();
    let machine = Machine::of(sh)?;
    let (status, tally) = tally::stream(test::natively(sh, &machine, &OPTIONS, &args)?)?;
    let (in_the_other, again) = tally::stream(test::over_postgres(sh, &machine, &OPTIONS, &args)?)?;
    ensure!(status.success() && in_the_other.success(), "some long tests failed");
    ensure!(tally.total() > 0, "no long test ran");
    println!("{} long tests passed, {} of them over PostgreSQL as well", tally.total(), again.total());
    Ok(())
}

//! Weighs what a browser fetches to a usable account page in Spanish. A KB is 1,000 bytes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::compress;

/// More than this does not pass.
const GATE: usize = 113_000;
/// Where it should get to.
const AIM: usize = 100_000;

/// Name and ending of each file: folder and content hash come between or before.
const FILES: [(&str, &str); 6] = [
    ("define", ".js"),
    ("element", ".js"),
    ("widget-", ".js"),
    ("widget-", ".wasm"),
    ("style-", ".css"),
    ("locales/es-ES-", ".ftl"),
];

/// Fetched when that page is there.
const LAZY: (&str, &str) = ("lazy-", ".wasm");

/// Prints the table; fails above the gate.
pub fn run(dist: &Path) -> Result<()> {
    let rows = FILES.iter().map(|(stem, ending)| weigh(dist, stem, ending)).collect::<Result<Vec<_>>>()?;
    let total = rows.iter().fold(Weight::named("total"), |sum, row| sum.plus(row));
    println!("{:<36} {:>10} {:>10} {:>10}", "bytes to an account page in es-ES", "raw", "gzip", "brotli");
    for row in rows.iter().chain([&total, &weigh(dist, LAZY.0, LAZY.1)?]) {
        println!("{:<36} {:>10} {:>10} {:>10}", row.name, row.raw, row.gzip, row.brotli);
    }
    println!("{}", verdict(total.brotli)?);
    Ok(())
}

fn verdict(total: usize) -> Result<String> {
    ensure!(total <= GATE, "{} KB is over the gate of {} KB by {} bytes", kb(total), kb(GATE), total - GATE);
    let distance = total.abs_diff(AIM);
    let side = if total <= AIM { "under" } else { "over" };
    Ok(format!(
        "{} KB: passes the gate of {} KB, {distance} bytes {side} the aim of {} KB",
        kb(total),
        kb(GATE),
        kb(AIM)
    ))
}

fn kb(bytes: usize) -> f64 {
    (bytes as f64 / 100.0).round() / 10.0
}

struct Weight {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Weight {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), raw: 0, gzip: 0, brotli: 0 }
    }

    fn plus(self, other: &Self) -> Self {
        let Self { name, raw, gzip, brotli } = self;
        Self { name, raw: raw + other.raw, gzip: gzip + other.gzip, brotli: brotli + other.brotli }
    }
}

fn weigh(dist: &Path, stem: &str, ending: &str) -> Result<Weight> {
    let name = the_one(dist, stem, ending)?;
    let bytes = fs::read(dist.join(&name))?;
    let (gzip, brotli) = (compress::gzip(&bytes)?.len(), compress::brotli(&bytes)?.len());
    Ok(Weight { name, raw: bytes.len(), gzip, brotli })
}

fn the_one(dist: &Path, stem: &str, ending: &str) -> Result<String> {
    let (folder, start) = stem.rsplit_once('/').map_or(("", stem), |(folder, start)| (folder, start));
    let entries = fs::read_dir(dist.join(folder)).with_context(|| format!("{} cannot be read", dist.display()))?;
    let names = entries.map(|it| Ok(it?.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>>>()?;
    let found: Vec<_> = names.into_iter().filter(|it| it.starts_with(start) && it.ends_with(ending)).collect();
    ensure!(found.len() == 1, "{} files are named {stem}…{ending} in {}, not one", found.len(), dist.display());
    Ok(Path::new(folder).join(&found[0]).to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_gate_does_not_pass() {
        assert!(verdict(GATE).unwrap().contains(&format!("{} bytes over the aim", GATE - AIM)));
        assert!(verdict(AIM - 1).unwrap().contains("1 bytes under the aim"));
        assert!(verdict(GATE + 1).unwrap_err().to_string().contains("over the gate"));
    }

    #[test]
    fn every_file_is_weighed_and_a_missing_one_is_an_error() {
        let dist = tempfile::tempdir().unwrap();
        fs::create_dir(dist.path().join("locales")).unwrap();
        let names = [
            "define.js",
            "element.js",
            "widget-0.js",
            "widget-1.wasm",
            "lazy-4.wasm",
            "style-2.css",
            "locales/es-ES-3.ftl",
        ];
        names.iter().for_each(|it| fs::write(dist.path().join(it), "a".repeat(100)).unwrap());
        assert!(run(dist.path()).is_ok());
        assert_eq!(weigh(dist.path(), "locales/es-ES-", ".ftl").unwrap().raw, 100);
        fs::remove_file(dist.path().join("widget-1.wasm")).unwrap();
        assert!(run(dist.path()).unwrap_err().to_string().contains("widget-….wasm"));
    }
}

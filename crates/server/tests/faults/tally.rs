//! What happened, counted.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use serde_json::Value;

use crate::person::Act;
use crate::plan::{KINDS, TOKEN_PATH};
use crate::truth::Write;

/// What happened in some runs.
#[derive(Debug, Default)]
pub struct Tally {
    /// Faults by their kind, and those of the token endpoint once more.
    faults: BTreeMap<String, u64>,
    /// Answers by status, and code or outcome.
    answers: BTreeMap<String, u64>,
    /// Writes that were done, by operation.
    writes: BTreeMap<String, u64>,
    pub n_runs: u64,
    pub findings: Vec<String>,
}

impl Tally {
    /// Of one run with these rules.
    pub fn of_faults(rules: &[Value]) -> Self {
        let mut tally = Self { n_runs: 1, ..Self::default() };
        for rule in rules {
            let (kind, fired) = (rule["fault"]["kind"].as_str().unwrap(), rule["fired"].as_u64().unwrap());
            *tally.faults.entry(kind.to_owned()).or_default() += fired;
            if rule["path"] == TOKEN_PATH {
                *tally.faults.entry("at the token endpoint".to_owned()).or_default() += fired;
            }
        }
        tally
    }

    pub fn count(&mut self, acts: &[Act], writes: &[Write]) {
        for answer in acts.iter().flat_map(|it| &it.answers) {
            let word = answer.outcome().or(answer.body["code"].as_str()).unwrap_or_default();
            *self.answers.entry(format!("{} {word}", answer.status)).or_default() += 1;
        }
        for write in writes {
            *self.writes.entry(write.operation.clone()).or_default() += 1;
        }
    }

    /// How often the kind of fault happened that happened least.
    pub fn rarest(&self) -> u64 {
        KINDS.iter().map(|it| self.faults.get(*it).copied().unwrap_or_default()).min().unwrap_or_default()
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let counts =
            [(&mut self.faults, other.faults), (&mut self.answers, other.answers), (&mut self.writes, other.writes)];
        for (counts, more) in counts {
            for (what, n) in more {
                *counts.entry(what).or_default() += n;
            }
        }
        self.n_runs += other.n_runs;
        self.findings.extend(other.findings);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>8} runs", self.n_runs)?;
        for (title, counts) in [("faults", &self.faults), ("answers", &self.answers), ("writes done", &self.writes)] {
            writeln!(f, "\n{title}")?;
            for (what, n) in counts {
                writeln!(f, "{n:>8} {what}")?;
            }
        }
        Ok(())
    }
}

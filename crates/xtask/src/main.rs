//! Build, run and test the project.

fn main() {}

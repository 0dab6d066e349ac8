//! The settings in a file (TOML): each is the default of the flag with its name, so that flags and environment win and
//! one parser reads them all.

use std::ffi::OsString;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{Command, CommandFactory, FromArgMatches};
use toml::{Table, Value};

/// What flags, environment and file say, for a program whose flags are at least those of
/// [`Config`](super::Config). The error is for the terminal: `exit` prints it.
pub fn load<T: CommandFactory + FromArgMatches>(
    args: impl IntoIterator<Item = impl Into<OsString>>,
) -> Result<T, clap::Error> {
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    let mut command = T::command();
    let named = command.clone().ignore_errors(true).try_get_matches_from(&args)?;
    if let Some(file) = named.get_one::<PathBuf>("config") {
        command = with_settings(command, file)?;
    }
    T::from_arg_matches(&command.try_get_matches_from(args)?)
}

fn with_settings(mut command: Command, file: &Path) -> Result<Command, clap::Error> {
    let refuse = |command: &mut Command, what: &dyn Display| {
        command.error(ErrorKind::InvalidValue, format!("the settings in {}: {what}", file.display()))
    };
    let settings = match read(file) {
        Ok(settings) => settings,
        Err(error) => return Err(refuse(&mut command, &error)),
    };
    for (name, value) in settings {
        let known = command.get_arguments().find(|it| it.get_long() == Some(&name) && name != "config");
        let Some(id) = known.map(|it| it.get_id().clone()) else {
            return Err(refuse(&mut command, &format!("there is no setting {name:?}")));
        };
        let Some(values) = texts(&value) else {
            return Err(refuse(&mut command, &format!("{name} is neither a text nor a number nor a list of texts")));
        };
        // Some are secret.
        command = command.mut_arg(id, |it| it.default_values(values).hide_default_value(true));
    }
    Ok(command)
}

fn read(file: &Path) -> Result<Table, String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    text.parse().map_err(|error: toml::de::Error| match error.span() {
        // What stands there may be a secret: the line is named, not shown.
        Some(span) => format!("line {}: {}", text[..span.start].matches('\n').count() + 1, error.message()),
        None => error.message().to_owned(),
    })
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(number) => Some(vec![number.to_string()]),
        Value::Array(items) => items.iter().map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::Config;

    fn load_settings(text: &str, args: &[&str]) -> Result<Config, String> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let name = file.path().to_str().unwrap();
        let args = [&["server", "--config", name], args].concat();
        load::<Config>(args).map_err(|it| it.to_string().replace(name, "FILE"))
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let text = "rate = 7\nburst = 8\nrule = \"suspend\"\norigin = [\"https://a.example\", \"https://b.example\"]\n";
        let config = load_settings(text, &["--burst", "9"]).unwrap();
        assert_eq!((config.rate.get(), config.burst.get()), (7, 9));
        assert_eq!(config.rule, Some(offboarding_domain::Rule::Suspend));
        assert_eq!(config.origins, ["https://a.example", "https://b.example"]);
        assert_eq!(config.token_audience, crate::auth::AUDIENCE);
    }

    #[test]
    fn what_is_wrong_in_the_file_is_told_in_one_line_without_its_secrets() {
        for (text, expected) in [
            ("rote = 7", "error: the settings in FILE: there is no setting \"rote\""),
            ("config = \"x\"", "error: the settings in FILE: there is no setting \"config\""),
            ("rate = 1.5", "error: the settings in FILE: rate is neither a text nor a number nor a list of texts"),
            ("rate = \"many\"", "error: invalid value 'many' for '--rate <RATE>'"),
            ("rate = 1\nupstream-token = hush", "error: the settings in FILE: line 2: "),
        ] {
            let error = load_settings(text, &[]).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
            assert!(!error.contains("hush"), "{error}");
        }
        let error = load::<Config>(["server", "--config", "/there/is/none"]).unwrap_err().to_string();
        assert!(error.starts_with("error: the settings in /there/is/none: No such file"), "{error}");
    }

    #[test]
    fn help_does_not_show_what_the_file_says() {
        let help = load_settings("upstream-token = \"hush\"", &["--help"]).unwrap_err();
        assert!(help.contains("--upstream-token") && !help.contains("hush"), "{help}");
    }
}

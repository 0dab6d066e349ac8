//! What the page has to say, read from the same `.ftl` files, so that a test names messages and not their words.

use std::fs;
use std::path::Path;

use fluent::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use serde_json::Value;

/// The texts of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Reads every file of the language.
    pub fn of(tag: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(tag);
        let files = fs::read_dir(folder).unwrap().map(|it| fs::read_to_string(it.unwrap().path()).unwrap());
        Self::read(tag, files)
    }

    /// Reads what a built widget has of a language: some are only there.
    pub fn published(dist: &Path, tag: &str) -> Self {
        let manifest = fs::read_to_string(dist.join("integrity.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        let path =
            manifest["locales"][tag]["path"].as_str().unwrap_or_else(|| panic!("no {tag} in {}", dist.display()));
        Self::read(tag, [fs::read_to_string(dist.join(path)).unwrap()])
    }

    fn read(tag: &str, sources: impl IntoIterator<Item = String>) -> Self {
        let mut bundle = FluentBundle::new(vec![tag.parse().unwrap()]);
        // The page isolates variables; neither people nor these tests see the marks.
        bundle.set_use_isolating(false);
        for source in sources {
            bundle.add_resource(FluentResource::try_new(source).unwrap()).unwrap();
        }
        Self { bundle }
    }

    /// A message. `id.attribute` names an attribute.
    #[track_caller]
    pub fn get(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// A message about a text.
    #[track_caller]
    pub fn with(&self, id: &str, name: &str, value: &str) -> String {
        self.format(id, Some(&FluentArgs::from_iter([(name, FluentValue::from(value))])))
    }

    /// A message about a number of things.
    #[track_caller]
    pub fn count(&self, id: &str, count: usize) -> String {
        self.numbers(id, &[("count", count)])
    }

    /// A message about several numbers.
    #[track_caller]
    pub fn numbers(&self, id: &str, numbers: &[(&str, usize)]) -> String {
        let args = numbers.iter().map(|(name, number)| (*name, FluentValue::from(*number)));
        self.format(id, Some(&args.collect()))
    }

    #[track_caller]
    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id).unwrap_or_else(|| panic!("no message {id}"));
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|it| it.value()),
            None => message.value(),
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern.unwrap_or_else(|| panic!("no text in {id}")), args, &mut errors);
        assert!(errors.is_empty(), "{id}: {errors:?}");
        text.into_owned()
    }
}

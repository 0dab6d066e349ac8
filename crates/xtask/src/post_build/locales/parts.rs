//! The parts of messages that a language has: values and attributes. Terms are not counted, as no code asks for one.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Message, Resource};

/// A message and its attribute; none for its value.
pub type Part<'a> = (&'a str, Option<&'a str>);

/// Every part of every message.
pub fn of(texts: &Resource<String>) -> BTreeSet<Part<'_>> {
    let messages = texts.body.iter().filter_map(|it| match it {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    messages.flat_map(of_message).collect()
}

fn of_message(message: &Message<String>) -> impl Iterator<Item = Part<'_>> {
    let id = message.id.name.as_str();
    let attributes = message.attributes.iter().map(move |it| (id, Some(it.id.name.as_str())));
    message.value.iter().map(move |_| (id, None)).chain(attributes)
}

//! What lists have in common: the envelope, links, attributes and the filter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::is_same_word;

/// A list, or one page of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection<T> {
    /// How many items this answer holds; nowhere defined as the number of all.
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub total_count: Option<u64>,
    /// Never left out: a list without items is not read as an empty one.
    pub items: Vec<T>,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Attributes>,
}

impl<T> Collection<T> {
    /// These items and nothing after them.
    pub fn of(items: Vec<T>) -> Self {
        let attributes = Some(Attributes::of("Collection"));
        Self { total_count: Some(items.len() as u64), items, links: None, attributes }
    }
}

wire! {
    /// What kind of object it is, and which version of it.
    pub struct Attributes {
        etag: String,
        object_type: String,
    }

    /// Where to go from here.
    pub struct Link {
        /// Relative to the host, with or without `/v1`.
        uri: String,
        method: String,
        headers: Vec<Header>,
    }

    /// A header to send along.
    pub struct Header {
        key: String,
        value: String,
    }
}

/// `filter` of a list: JSON in PascalCase inside the query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Filter {
    pub field: String,
    pub value: String,
    pub operator: String,
}

/// Links by name: `self`, `next`, `offer`, ….
pub type Links = BTreeMap<String, Link>;

/// The link with this name, in whatever case it came.
pub fn link<'a>(links: Option<&'a Links>, name: &str) -> Option<&'a Link> {
    links?.iter().find(|(key, _)| is_same_word(key, name)).map(|(_, link)| link)
}

impl Attributes {
    /// Of an object without a version.
    pub fn of(object_type: &str) -> Self {
        Self { etag: None, object_type: Some(object_type.to_owned()) }
    }
}

impl Link {
    /// A plain GET.
    pub fn to(uri: String) -> Self {
        Self { uri: Some(uri), method: Some("GET".to_owned()), headers: Some(Vec::new()) }
    }
}

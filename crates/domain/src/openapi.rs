//! What an OpenAPI document says of texts that are not just any text; the other schemas are derived.

use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};

/// An id: it has a pattern.
pub fn text(description: &str, pattern: &str) -> Object {
    described(description.trim()).pattern(Some(pattern)).build()
}

/// Words of which more may come: the known ones are examples, not an enumeration.
pub fn open_words(description: &str, known: &[&str]) -> Object {
    let words = known.join("`, `");
    let description = format!("{} Known words: `{words}`. Others may come.", description.trim());
    described(&description).examples(known.iter().copied()).build()
}

/// [`Item`](crate::Item): what is derived knows no pair of two types.
pub fn item() -> Schema {
    let pair = ArrayBuilder::new().items(ObjectBuilder::new().schema_type(Type::String));
    let pair = Schema::from(pair.min_items(Some(2)).max_items(Some(2)).build());
    let id = |name| Ref::from_schema_name(name).into();
    let kinds: [(&str, RefOr<Schema>); 5] = [
        ("subscription", id("SubscriptionId")),
        ("azure-subscription", pair.into()),
        ("reservation", id("OrderLineId")),
        ("software", id("OrderLineId")),
        ("unreadable", id("Unreadable")),
    ];
    let one_of = kinds.into_iter().fold(OneOfBuilder::new(), |one_of, (kind, contents)| {
        one_of.item(ObjectBuilder::new().property(kind, contents).required(kind))
    });
    one_of.description(Some("What a blocker is about; an Azure subscription by its plan's id and its own.")).into()
}

fn described(description: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description))
}

macro_rules! schema {
    ($name:ident, $schema:expr) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $schema.into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

pub(crate) use schema;

//! Reading what Partner Center sends, however it spells it.
//!
//! A byte order mark is dropped; members are matched without case; what may be missing may be null; a number may be text
//! and the other way round. What is left over is a breach of contract, and said so.

use std::{fmt, iter};

use serde::de::value::MapDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Map, Value};

use crate::wire::{fold, is_same_word};

/// A body as the type that it should be.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_slice(without_mark(body));
    let read = T::deserialize(Lenient(&mut json))?;
    json.end()?;
    Ok(read)
}

/// A body as JSON, for those who send it back as it came.
pub fn parse(body: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(without_mark(body))
}

/// JSON as the type that it should be.
pub fn read_value<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    T::deserialize(Lenient(value))
}

/// Sets a member, in whatever case it is there already.
pub fn set_member(object: &mut Map<String, Value>, name: &str, value: Value) {
    let key = object.keys().find(|it| is_same_word(it, name)).cloned().unwrap_or_else(|| name.to_owned());
    object.insert(key, value);
}

fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// Gives a type what it asks for, where it can, as it is read: nothing is kept that no type asks for.
struct Lenient<D>(D);

/// What is asked for, where something else may stand for it.
#[derive(Clone, Copy)]
enum Asked {
    AsItIs,
    Text,
    Whole,
    Truth,
    Object,
}

impl<'de, D: Deserializer<'de>> Lenient<D> {
    fn give<V: Visitor<'de>>(self, asked: Asked, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Within { visitor, asked, known: &[] })
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lenient<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.give(Asked::AsItIs, visitor)
    }

    /// The one place where the names that the type knows are at hand.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Within { visitor, asked: Asked::Object, known })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Within { visitor, asked: Asked::AsItIs, known: &[] })
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.give(Asked::Text, visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.give(Asked::Whole, visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.give(Asked::Whole, visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.give(Asked::Whole, visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.give(Asked::Truth, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_ignored_any(visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u128 f32 f64 char str bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map enum identifier
    }
}

/// What comes, on its way to the type that asked.
struct Within<V> {
    visitor: V,
    asked: Asked,
    known: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Within<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_bool<E: serde::de::Error>(self, it: bool) -> Result<V::Value, E> {
        self.visitor.visit_bool(it)
    }

    fn visit_i64<E: serde::de::Error>(self, it: i64) -> Result<V::Value, E> {
        match self.asked {
            Asked::Text => self.visitor.visit_string(it.to_string()),
            _ => self.visitor.visit_i64(it),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, it: u64) -> Result<V::Value, E> {
        match self.asked {
            Asked::Text => self.visitor.visit_string(it.to_string()),
            _ => self.visitor.visit_u64(it),
        }
    }

    /// `25.0` is 25.
    fn visit_f64<E: serde::de::Error>(self, it: f64) -> Result<V::Value, E> {
        match self.asked {
            Asked::Text => self.visitor.visit_string(it.to_string()),
            Asked::Whole if it.fract() == 0.0 && it >= 0.0 => self.visitor.visit_u64(it as u64),
            _ => self.visitor.visit_f64(it),
        }
    }

    /// `"25"` is 25, and `"True"` is true.
    fn visit_str<E: serde::de::Error>(self, it: &str) -> Result<V::Value, E> {
        match (self.asked, it.trim()) {
            (Asked::Whole, number) if let Ok(whole) = number.parse() => self.visitor.visit_u64(whole),
            (Asked::Truth, word) if fold(word) == "true" => self.visitor.visit_bool(true),
            (Asked::Truth, word) if fold(word) == "false" => self.visitor.visit_bool(false),
            _ => self.visitor.visit_str(it),
        }
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    /// An object that is null is one of which all is missing.
    fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
        match self.asked {
            Asked::Object => self.visitor.visit_map(MapDeserializer::new(iter::empty::<(&str, ())>())),
            _ => self.visitor.visit_unit(),
        }
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Lenient(inner))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        match self.asked {
            Asked::Object => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
            _ => self.visitor.visit_seq(Items(items)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Members { members, known: self.known })
    }
}

struct Items<A>(A);

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Seed(seed))
    }
}

struct Members<A> {
    members: A,
    known: &'static [&'static str],
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.members.next_key_seed(Name { seed, known: self.known })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.members.next_value_seed(Seed(seed))
    }
}

/// An item, or the value of a member.
struct Seed<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Seed<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Lenient(json))
    }
}

/// The name of a member, as the type spells it.
struct Name<S> {
    seed: S,
    known: &'static [&'static str],
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Name<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, name: D) -> Result<S::Value, D::Error> {
        name.deserialize_str(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for Name<S> {
    type Value = S::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<S::Value, E> {
        // As it is first: most is spelled as the documentation does.
        let exact = self.known.iter().find(|it| **it == name);
        let known = exact.or_else(|| self.known.iter().find(|it| is_same_word(it, name)));
        self.seed.deserialize(known.map_or(name, |it| *it).into_deserializer())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Collection, Customer, Entitlement, ErrorBody, RefundOption, Subscription};

    #[test]
    fn members_are_read_in_any_case() {
        for body in [
            r#"{"friendlyName":"a"}"#,
            r#"{"FriendlyName":"a"}"#,
            r#"{"FRIENDLYNAME":"a"}"#,
            r#"{"friendly_name":"a"}"#,
        ] {
            let subscription: Subscription = read(body.as_bytes()).unwrap();
            assert_eq!(subscription.friendly_name.as_deref(), Some("a"), "{body}");
        }
    }

    #[test]
    fn nested_members_are_read_in_any_case() {
        let customer: Customer = read(br#"{"CompanyProfile":{"CompanyName":"Norte"}}"#).unwrap();
        assert_eq!(customer.company_profile.unwrap().company_name.as_deref(), Some("Norte"));
    }

    #[test]
    fn a_second_spelling_is_the_same_member() {
        let option: RefundOption = read(br#"{"Type":"Full","ExpiresAfter":"2026-01-01"}"#).unwrap();
        assert_eq!(option.expires_at.as_deref(), Some("2026-01-01"));
    }

    #[test]
    fn null_is_missing_and_a_byte_order_mark_is_dropped() {
        let customer: Customer = read("\u{FEFF}{\"Id\":null,\"Links\":{\"Self\":null}}".as_bytes()).unwrap();
        assert_eq!(customer.id, None);
        let page: Collection<Customer> = read(br#"{"totalCount":null,"items":[]}"#).unwrap();
        assert_eq!(page.total_count, None);
    }

    #[test]
    fn numbers_and_texts_stand_for_each_other() {
        let error: ErrorBody = read(br#"{"code":20002}"#).unwrap();
        assert_eq!(error.code.as_deref(), Some("20002"));
        assert_eq!(serde_json::to_string(&error).unwrap(), r#"{"code":20002}"#);
        let entitlement: Entitlement = read(br#"{"quantity":"3","referenceOrder":{"lineItemId":0}}"#).unwrap();
        assert_eq!(entitlement.quantity, Some(3));
        assert_eq!(entitlement.reference_order.unwrap().line_item_id.as_deref(), Some("0"));
    }

    #[test]
    fn a_list_without_items_is_not_an_empty_list() {
        assert!(read::<Collection<Customer>>(b"{}").is_err());
        assert!(read::<Collection<Customer>>(b"[]").is_err());
        assert!(read::<Collection<Customer>>(br#"{"items":null}"#).is_err());
    }

    #[test]
    fn rubbish_is_refused() {
        for body in ["", "<html>", r#"{"items":[{"quantity":-1}]}"#, r#"{"items":[{"quantity":"many"}]}"#] {
            assert!(read::<Collection<Subscription>>(body.as_bytes()).is_err(), "{body}");
        }
    }
}

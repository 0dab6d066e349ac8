//! Reading what Partner Center sends, however it spells it.
//!
//! A byte order mark is dropped; members are matched without case; null is as good as missing; a number may be text
//! and the other way round. What is left over is a breach of contract, and said so.

use std::borrow::Cow;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use crate::wire::{fold, is_same_word};

/// A body as the type that it should be.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    read_value(parse(body)?)
}

/// A body as JSON, for those who send it back as it came.
pub fn parse(body: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body))
}

/// JSON as the type that it should be.
pub fn read_value<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
    T::deserialize(Lenient(value))
}

/// Sets a member, in whatever case it is there already.
pub fn set_member(object: &mut Map<String, Value>, name: &str, value: Value) {
    let key = object.keys().find(|it| is_same_word(it, name)).cloned().unwrap_or_else(|| name.to_owned());
    object.insert(key, value);
}

/// JSON that gives a type what it asks for, where it can.
struct Lenient(Value);

impl<'de> Deserializer<'de> for Lenient {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Lenient))),
            Value::Object(members) => {
                visit_members(members.into_iter().map(|(key, value)| (Cow::Owned(key), value)), visitor)
            }
            plain => plain.deserialize_any(visitor),
        }
    }

    /// The one place where the names that the type knows are at hand.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let Value::Object(members) = self.0 else {
            return Err(Self::Error::custom(format!("{name} is not an object")));
        };
        // As it is first: most is spelled as the documentation does.
        let spelled_as_known = |key: String| {
            let exact = known.iter().find(|it| **it == key);
            match exact.or_else(|| known.iter().find(|it| is_same_word(it, &key))) {
                Some(known) => Cow::Borrowed(*known),
                None => Cow::Owned(key),
            }
        };
        visit_members(members.into_iter().map(|(key, value)| (spelled_as_known(key), value)), visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Value::Number(number) => visitor.visit_string(number.to_string()),
            other => other.deserialize_string(visitor),
        }
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        number(self.0).deserialize_u16(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        number(self.0).deserialize_u32(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        number(self.0).deserialize_u64(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0.as_str().map(fold).as_deref() {
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            _ => self.0.deserialize_bool(visitor),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u128 f32 f64 char str bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for Lenient {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn visit_members<'de, V: Visitor<'de>>(
    members: impl Iterator<Item = (Cow<'static, str>, Value)>,
    visitor: V,
) -> Result<V::Value, serde_json::Error> {
    let present = members.filter(|(_, value)| !value.is_null());
    visitor.visit_map(MapDeserializer::new(present.map(|(key, value)| (key, Lenient(value)))))
}

/// `"25"` and `25.0` are 25.
fn number(value: Value) -> Value {
    let whole = match &value {
        Value::String(text) => text.trim().parse::<u64>().ok(),
        Value::Number(number) => number.as_f64().filter(|it| it.fract() == 0.0 && *it >= 0.0).map(|it| it as u64),
        _ => None,
    };
    whole.map_or(value, Value::from)
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

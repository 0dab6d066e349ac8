//! From what `JSON.parse` gives to the types of the contract.
//!
//! serde-wasm-bindgen does this for any type and says what did not fit; here a failure has no words, because nobody
//! reads them. What makes it small: a struct is read as the sequence of its fields and a variant by its number, so
//! that no type brings code to tell names apart. 10.7 KB (brotli) less than serde-wasm-bindgen.

use std::fmt;

use js_sys::{Array, JsString, Object};
use serde::de::value::U32Deserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::prelude::*;

use crate::ui::known;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn get(object: &JsValue, name: &JsString) -> JsValue;
    /// Of a text that stays the browser's: an account's is never copied.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

/// A member of what is an object, else this throws; undefined where there is none.
pub fn member(object: &JsValue, name: &'static str) -> JsValue {
    get(object, &known(name))
}

/// Reads a value of the contract.
pub fn from_json<T: DeserializeOwned>(value: JsValue) -> Result<T, Mismatch> {
    T::deserialize(Json(value))
}

/// The value is not of the type that was asked for.
#[derive(Debug)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not what the contract says")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Json(JsValue);

impl<'de> de::Deserializer<'de> for Json {
    type Error = Mismatch;

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mismatch)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_i64(integer(&self.0).ok_or(Mismatch)?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_string(self.0.as_string().ok_or(Mismatch)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.0.is_undefined() || self.0.is_null() {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(Items::of_array(&self.0)?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(Items::of_object(&self.0, fields)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(Variant::of(self.0, variants)?)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    // The contract holds none of these.
    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u64 u128 f32 f64 char str bytes byte_buf
        unit unit_struct newtype_struct tuple_struct map identifier ignored_any
    }
}

fn integer(value: &JsValue) -> Option<i64> {
    let number = value.as_f64()?;
    let integer = number as i64;
    (integer as f64 == number).then_some(integer)
}

/// The elements of an array, or the fields of a struct in the order in which it declares them.
struct Items(std::vec::IntoIter<JsValue>);

impl Items {
    #[inline(never)]
    fn of_array(value: &JsValue) -> Result<Self, Mismatch> {
        let array = value.dyn_ref::<Array>().ok_or(Mismatch)?;
        Ok(Self(array.iter().collect::<Vec<_>>().into_iter()))
    }

    #[inline(never)]
    fn of_object(value: &JsValue, fields: &[&'static str]) -> Result<Self, Mismatch> {
        let field = |name: &&'static str| member(value, name);
        match value.is_object() {
            true => Ok(Self(fields.iter().map(field).collect::<Vec<_>>().into_iter())),
            false => Err(Mismatch),
        }
    }
}

impl<'de> de::SeqAccess<'de> for Items {
    type Error = Mismatch;

    /// A field that is missing and not optional ends the sequence there: serde then takes its default or refuses.
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let Some(value) = self.0.next() else { return Ok(None) };
        let is_missing = value.is_undefined();
        match seed.deserialize(Json(value)) {
            Err(Mismatch) if is_missing => Ok(None),
            read => read.map(Some),
        }
    }
}

/// `"word"`, or `{"word": contents}`.
struct Variant {
    number: u32,
    contents: JsValue,
}

impl Variant {
    #[inline(never)]
    fn of(value: JsValue, variants: &[&str]) -> Result<Self, Mismatch> {
        let (word, contents) = match value.as_string() {
            Some(word) => (word, JsValue::UNDEFINED),
            None => {
                let entry = Object::entries(value.dyn_ref().ok_or(Mismatch)?).get(0);
                let entry = entry.dyn_ref::<Array>().ok_or(Mismatch)?;
                (entry.get(0).as_string().ok_or(Mismatch)?, entry.get(1))
            }
        };
        let number = variants.iter().position(|it| *it == word).ok_or(Mismatch)?;
        Ok(Self { number: number as u32, contents })
    }
}

impl<'de> de::EnumAccess<'de> for Variant {
    type Error = Mismatch;
    type Variant = Json;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Json), Mismatch> {
        let number: U32Deserializer<Mismatch> = self.number.into_deserializer();
        Ok((seed.deserialize(number)?, Json(self.contents)))
    }
}

impl<'de> de::VariantAccess<'de> for Json {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        self.0.is_undefined().then_some(()).ok_or(Mismatch)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(Items::of_array(&self.0)?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(Items::of_object(&self.0, fields)?)
    }
}

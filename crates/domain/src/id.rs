//! Ids as types: one that parsed is well formed, and two kinds cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text that is not an id of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidId {
    /// What was expected, for the log.
    pub expected: &'static str,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}", self.expected)
    }
}

impl std::error::Error for InvalidId {}

/// 8-4-4-4-12 hexadecimal digits, lower-cased: Microsoft spells the same id in both cases.
fn parse_guid(text: &str) -> Option<String> {
    let is_guid = text.len() == 36
        && text.bytes().enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    is_guid.then(|| text.to_ascii_lowercase())
}

/// Order ids as Microsoft writes them: letters, digits, `-` and `_`, at most 64; then `:` and the line's number.
fn parse_order_line(text: &str) -> Option<String> {
    let (order, line) = text.rsplit_once(':')?;
    let is_order = !order.is_empty()
        && order.len() <= 64
        && order.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let number: u32 = line.parse().ok()?;
    is_order.then(|| format!("{order}:{number}"))
}

macro_rules! id {
    ($(#[doc = $doc:literal])+ $name:ident, $parse:ident, $expected:literal, $pattern:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as it stands on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                $parse(text).map(Self).ok_or(InvalidId { expected: $expected })
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        #[cfg(feature = "openapi")]
        crate::openapi::schema!($name, crate::openapi::text(concat!($($doc),+), $pattern));
    };
}

id!(
    /// A customer: its Entra tenant id, "Microsoft ID" in Partner Center.
    CustomerId, parse_guid, "a GUID", "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
);
id!(
    /// A subscription of a customer.
    SubscriptionId, parse_guid, "a GUID", "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
);
id!(
    /// An Azure subscription under an Azure plan (Microsoft's "Azure entitlement").
    AzureSubscriptionId, parse_guid, "a GUID", "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
);
id!(
    /// A line of an order, `{orderId}:{lineItemNumber}`: a reservation or a software purchase.
    OrderLineId, parse_order_line, "{orderId}:{lineItemNumber}", "^[A-Za-z0-9_-]{1,64}:[0-9]{1,9}$"
);

impl OrderLineId {
    /// From Microsoft's two parts. Fails where the order id holds a character that Microsoft's never do.
    pub fn new(order_id: &str, line: u32) -> Result<Self, InvalidId> {
        format!("{order_id}:{line}").parse()
    }

    /// The order's id, without the line.
    pub fn order_id(&self) -> &str {
        self.parts().0
    }

    /// The line's number, from 0.
    pub fn line(&self) -> u32 {
        self.parts().1.parse().expect("a parsed id ends in a number")
    }

    fn parts(&self) -> (&str, &str) {
        self.0.rsplit_once(':').expect("a parsed id holds a colon")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_compare_without_case() {
        let upper: CustomerId = "C5757D70-06F3-4F23-8367-5A9E55019F94".parse().unwrap();
        assert_eq!(upper.as_str(), "c5757d70-06f3-4f23-8367-5a9e55019f94");
    }

    #[test]
    fn malformed_ids_are_refused() {
        for text in
            ["", "x", "c5757d70-06f3-4f23-8367-5a9e55019f9", "c5757d70006f3-4f23-8367-5a9e55019f94", "../../etc"]
        {
            assert!(text.parse::<CustomerId>().is_err(), "{text:?}");
        }
        for text in ["", ":", "order", "order:", "order:-1", "or/der:0", ":0", "order:x"] {
            assert!(text.parse::<OrderLineId>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_order_line_knows_its_parts() {
        let id: OrderLineId = "2y6dF_rVgDAXMxypQPPnTquuXhKVK-3N1:12".parse().unwrap();
        assert_eq!((id.order_id(), id.line()), ("2y6dF_rVgDAXMxypQPPnTquuXhKVK-3N1", 12));
    }
}

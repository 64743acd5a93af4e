//! The visitors that the strict deserializer passes to the deserializer that it wraps.
//!
//! Each wraps the visitor of a type and passes on what it receives, arrays as [`Elements`] and
//! objects as [`Properties`]. There is one per kind of request, so that only the methods that a
//! type needs are compiled for it.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use crate::runtime::json::access::{Elements, Properties};
use crate::runtime::json::strict::Strict;

/// Accepts an object.
pub(crate) struct ObjectVisitor<V>(pub(crate) V);
/// Accepts an array.
pub(crate) struct ArrayVisitor<V>(pub(crate) V);
/// Accepts an array whose elements have positions.
pub(crate) struct TupleVisitor<V>(pub(crate) V);
/// Accepts `null` or a value.
pub(crate) struct OptionVisitor<V>(pub(crate) V);
/// Accepts the name of a variant, or an object whose only property has that name.
pub(crate) struct EnumVisitor<V>(pub(crate) V);
/// Accepts any value.
pub(crate) struct AnyVisitor<V>(pub(crate) V);

macro_rules! head {
    () => {
        type Value = V::Value;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.expecting(f)
        }
    };
}

/// Methods that pass on scalars.
macro_rules! forward {
    ($($method:ident: $value:ty,)*) => {
        $(
            #[inline]
            fn $method<E: Error>(self, value: $value) -> Result<V::Value, E> {
                self.0.$method(value)
            }
        )*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for ObjectVisitor<V> {
    head!();

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Properties::of(map))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for ArrayVisitor<V> {
    head!();

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Elements::of_array(array))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for TupleVisitor<V> {
    head!();

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Elements::of_tuple(array))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for OptionVisitor<V> {
    head!();

    #[inline]
    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict(value))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for EnumVisitor<V> {
    head!();

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        self.0.visit_enum(name.into_deserializer())
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0
            .visit_enum(MapAccessDeserializer::new(Properties::of(map)))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for AnyVisitor<V> {
    head!();

    forward! {
        visit_bool: bool,
        visit_i64: i64,
        visit_i128: i128,
        visit_u64: u64,
        visit_u128: u128,
        visit_f64: f64,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
        visit_bytes: &[u8],
        visit_borrowed_bytes: &'de [u8],
        visit_byte_buf: Vec<u8>,
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict(value))
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Strict(value))
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Elements::of_array(array))
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Properties::of(map))
    }
}

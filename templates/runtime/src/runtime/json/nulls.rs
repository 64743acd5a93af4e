//! Skips `null` among the elements of an array or the values of a map, if their type is not
//! nullable.
//!
//! Whether a type is nullable is only known once it requests a value: a nullable type requests an
//! option. So if an element is `null`, [`AfterNull`] gives its seed the `null`, or, if it
//! requests anything else, the next element that is not `null`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::runtime::json::exact::is_tolerant;
use crate::runtime::json::strict::Strict;

/// Reads an element that may be `null`.
///
/// If it is, reading fails, and the seed is in `unused`. The value is not wrapped in an enum with
/// the seed, because large values would be copied once more.
pub(crate) struct ItemSeed<'s, S> {
    seed: S,
    unused: &'s mut Option<S>,
}

impl<'s, S> ItemSeed<'s, S> {
    pub(crate) fn new(seed: S, unused: &'s mut Option<S>) -> Self {
        Self { seed, unused }
    }

    #[cold]
    fn null<E: Error>(self) -> E {
        *self.unused = Some(self.seed);
        E::custom("a null value")
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for ItemSeed<'_, S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for ItemSeed<'_, S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<S::Value, E> {
        Err(self.null())
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<S::Value, E> {
        Err(self.null())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.seed.deserialize(Strict(deserializer))
    }
}

/// The rest of an array or a map.
pub(crate) trait Rest<'de> {
    type Error: Error;

    /// Whether a `null` can be skipped. Not in a tuple, whose elements have positions.
    fn can_skip(&self) -> bool;

    /// Reads the next element. `None` at the end, which is remembered.
    fn next<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Self::Error>;
}

/// A deserializer that has read a `null`.
pub(crate) struct AfterNull<'a, R>(pub(crate) &'a mut R);

impl<'de, R: Rest<'de>> AfterNull<'_, R> {
    /// Returns the next value that is not null, for a request for a value that cannot be `null`.
    #[cold]
    fn skip<V: Visitor<'de>, Q: Request<'de>>(
        self,
        mut visitor: V,
        request: Q,
    ) -> Result<V::Value, R::Error> {
        if !self.0.can_skip() || !is_tolerant() {
            return visitor.visit_unit();
        }
        loop {
            let seed = RequestSeed { visitor, request };
            let mut unused = None;
            match (self.0.next(ItemSeed::new(seed, &mut unused)), unused) {
                (Err(_), Some(seed)) => visitor = seed.visitor,
                (Err(error), None) => return Err(error),
                (Ok(Some(value)), _) => return Ok(value),
                // The caller knows that this is the end, and discards the error.
                (Ok(None), _) => return Err(R::Error::custom("only null values")),
            }
        }
    }
}

/// What a type requests from its deserializer.
trait Request<'de>: Copy {
    fn send<D: Deserializer<'de>, V: Visitor<'de>>(
        self,
        deserializer: D,
        visitor: V,
    ) -> Result<V::Value, D::Error>;
}

/// A visitor with the request that it belongs to.
struct RequestSeed<V, Q> {
    visitor: V,
    request: Q,
}

impl<'de, V: Visitor<'de>, Q: Request<'de>> DeserializeSeed<'de> for RequestSeed<V, Q> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.request.send(deserializer, self.visitor)
    }
}

/// Implements methods that request a value which cannot be `null`.
macro_rules! skip {
    ($($method:ident($($argument:ident: $ty:ty),*);)*) => {
        $(
            fn $method<V: Visitor<'de>>(
                self,
                $($argument: $ty,)*
                visitor: V,
            ) -> Result<V::Value, R::Error> {
                #[derive(Clone, Copy)]
                struct MethodRequest {
                    $($argument: $ty,)*
                }
                impl<'de> Request<'de> for MethodRequest {
                    fn send<D: Deserializer<'de>, V: Visitor<'de>>(
                        self,
                        deserializer: D,
                        visitor: V,
                    ) -> Result<V::Value, D::Error> {
                        deserializer.$method($(self.$argument,)* visitor)
                    }
                }
                self.skip(visitor, MethodRequest { $($argument,)* })
            }
        )*
    };
}

/// Implements methods for which `null` is a value.
macro_rules! accept {
    ($($method:ident($($argument:ident: $ty:ty),*);)*) => {
        $(
            fn $method<V: Visitor<'de>>(
                self,
                $($argument: $ty,)*
                visitor: V,
            ) -> Result<V::Value, R::Error> {
                visitor.visit_unit()
            }
        )*
    };
}

impl<'de, R: Rest<'de>> Deserializer<'de> for AfterNull<'_, R> {
    type Error = R::Error;

    skip! {
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_seq();
        deserialize_map();
        deserialize_identifier();
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }

    accept! {
        deserialize_any();
        deserialize_unit();
        deserialize_unit_struct(_name: &'static str);
        deserialize_ignored_any();
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, R::Error> {
        visitor.visit_newtype_struct(self)
    }
}

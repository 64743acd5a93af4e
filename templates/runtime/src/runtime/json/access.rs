//! Access to the elements of arrays and the properties of objects for the strict deserializer.
//!
//! [`Elements`] and [`Properties`] wrap the access of the underlying deserializer. Every element
//! and property value is read strictly in turn. If one cannot be decoded, its step is recorded in
//! the [`path`](crate::runtime::json::path) of the failure.

use std::fmt;
use std::mem;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::runtime::json::nulls::{AfterNull, ItemSeed, Rest};
use crate::runtime::json::path::{Step, record_step};
use crate::runtime::json::strict::Strict;

/// The elements of an array.
pub(crate) struct Elements<A> {
    array: A,
    /// The index of the current element.
    index: usize,
    can_skip: bool,
    is_at_end: bool,
}

impl<A> Elements<A> {
    /// The elements of an array of any length, in which `null` can be skipped.
    pub(crate) fn of_array(array: A) -> Self {
        Self {
            array,
            index: 0,
            can_skip: true,
            is_at_end: false,
        }
    }

    /// The elements of a tuple.
    pub(crate) fn of_tuple(array: A) -> Self {
        Self {
            can_skip: false,
            ..Self::of_array(array)
        }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<A> {
    type Error = A::Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, A::Error> {
        let mut unused = None;
        let mut value = self
            .array
            .next_element_seed(ItemSeed::new(seed, &mut unused));
        if let Some(seed) = unused {
            value = seed.deserialize(AfterNull(self)).map(Some);
        }
        match value {
            Ok(Some(_)) => self.index += 1,
            Ok(None) => {}
            Err(_) if self.is_at_end => return Ok(None),
            Err(_) => record_step(Step::Element(self.index)),
        }
        value
    }

    fn size_hint(&self) -> Option<usize> {
        self.array.size_hint()
    }
}

impl<'de, A: SeqAccess<'de>> Rest<'de> for Elements<A> {
    type Error = A::Error;

    fn can_skip(&self) -> bool {
        self.can_skip
    }

    fn next<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.index += 1;
        let value = self.array.next_element_seed(seed)?;
        self.is_at_end = value.is_none();
        Ok(value)
    }
}

/// The properties of an object.
pub(crate) struct Properties<'de, A> {
    map: A,
    /// The name of the property whose value is next.
    name: Name<'de>,
}

/// The name of a property: a slice of the JSON text, or a copy if the text escapes characters.
#[derive(Default)]
struct Name<'de> {
    plain: &'de str,
    unescaped: String,
}

impl<A> Properties<'_, A> {
    pub(crate) fn of(map: A) -> Self {
        Self {
            map,
            name: Name::default(),
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Properties<'de, A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let name = &mut self.name;
        self.map.next_key_seed(NameRecorder { inner: seed, name })
    }

    #[inline]
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        let value = self.map.next_value_seed(StrictSeed(seed));
        if value.is_err() {
            let Name { plain, unescaped } = mem::take(&mut self.name);
            let is_plain = unescaped.is_empty();
            record_step(Step::Property(if is_plain {
                plain.to_owned()
            } else {
                unescaped
            }));
        }
        value
    }

    /// Reads an entry of a map. Structs read names and values separately, so that `null` is never
    /// skipped for a field.
    #[inline]
    fn next_entry_seed<K: DeserializeSeed<'de>, T: DeserializeSeed<'de>>(
        &mut self,
        key_seed: K,
        seed: T,
    ) -> Result<Option<(K::Value, T::Value)>, A::Error> {
        let Some(name) = self.map.next_key()? else {
            return Ok(None);
        };
        let mut entries = Entries {
            map: &mut self.map,
            name,
            is_at_end: false,
        };
        let mut unused = None;
        let mut value = entries
            .map
            .next_value_seed(ItemSeed::new(seed, &mut unused));
        if let Some(seed) = unused {
            value = seed.deserialize(AfterNull(&mut entries));
        }
        match value {
            Ok(value) => {
                let key = key_seed.deserialize(entries.name.into_deserializer())?;
                Ok(Some((key, value)))
            }
            Err(_) if entries.is_at_end => Ok(None),
            Err(error) => {
                record_step(Step::Property(entries.name));
                Err(error)
            }
        }
    }

    fn size_hint(&self) -> Option<usize> {
        self.map.size_hint()
    }
}

/// The entries of a map from one whose value was `null`.
struct Entries<'a, A> {
    map: &'a mut A,
    /// The name of the current entry.
    name: String,
    is_at_end: bool,
}

impl<'de, A: MapAccess<'de>> Rest<'de> for Entries<'_, A> {
    type Error = A::Error;

    fn can_skip(&self) -> bool {
        true
    }

    fn next<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        match self.map.next_key()? {
            Some(name) => {
                self.name = name;
                self.map.next_value_seed(seed).map(Some)
            }
            None => {
                self.is_at_end = true;
                Ok(None)
            }
        }
    }
}

/// Reads a value strictly.
struct StrictSeed<T>(T);

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for StrictSeed<T> {
    type Value = T::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Value, D::Error> {
        self.0.deserialize(Strict(deserializer))
    }
}

/// Records the name of a property that passes through it. Wraps the seed, then the deserializer,
/// then the visitor.
struct NameRecorder<'n, 'de, T> {
    inner: T,
    name: &'n mut Name<'de>,
}

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for NameRecorder<'_, 'de, T> {
    type Value = T::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Value, D::Error> {
        let name = self.name;
        self.inner.deserialize(NameRecorder {
            inner: deserializer,
            name,
        })
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for NameRecorder<'_, 'de, D> {
    type Error = D::Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let name = self.name;
        self.inner.deserialize_str(NameRecorder {
            inner: visitor,
            name,
        })
    }

    // The name of a property is a string, whatever type the seed asks for.
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum
        identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for NameRecorder<'_, 'de, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    // Most names have no escapes and are not copied.
    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<V::Value, E> {
        self.name.plain = name;
        self.name.unescaped.clear();
        self.inner.visit_borrowed_str(name)
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        name.clone_into(&mut self.name.unescaped);
        self.inner.visit_str(name)
    }
}

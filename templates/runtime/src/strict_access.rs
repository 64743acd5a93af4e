//! Lists and objects as a strict deserializer hands them on.
//!
//! Each item and each member's value is read strictly in its turn. When that fails, the trail is told which it was.

use std::borrow::Cow;
use std::fmt;
use std::mem;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

use super::strict::Strict;
use super::trail::{Step, failed_within};

/// What is in a list.
pub(super) struct Items<A> {
    list: A,
    /// Of the item that comes next.
    index: usize,
}

impl<A> Items<A> {
    pub(super) fn of(list: A) -> Self {
        Self { list, index: 0 }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, A::Error> {
        let item = self.list.next_element_seed(Strictly(seed));
        if item.is_err() {
            failed_within(Step::Item(self.index));
        }
        self.index += 1;
        item
    }

    fn size_hint(&self) -> Option<usize> {
        self.list.size_hint()
    }
}

/// What is in an object.
pub(super) struct Members<'de, A> {
    map: A,
    /// Of the value that comes next.
    name: Name<'de>,
}

impl<A> Members<'_, A> {
    pub(super) fn of(map: A) -> Self {
        Self {
            map,
            name: Name(Cow::Borrowed("")),
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Some(name) = self.map.next_key::<Name<'de>>()? else { return Ok(None) };
        self.name = name;
        // Most names are in the text as they are, and none of these is copied.
        match &self.name.0 {
            Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
            Cow::Owned(name) => seed.deserialize(StrDeserializer::new(name)),
        }
        .map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, A::Error> {
        let value = self.map.next_value_seed(Strictly(seed));
        if value.is_err() {
            failed_within(Step::Member(mem::take(&mut self.name.0).into_owned()));
        }
        value
    }

    fn size_hint(&self) -> Option<usize> {
        self.map.size_hint()
    }
}

/// Reads a value strictly.
struct Strictly<T>(T);

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for Strictly<T> {
    type Value = T::Value;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<T::Value, D::Error> {
        self.0.deserialize(Strict(deserializer))
    }
}

/// The name of a member, from the text itself where it has no escapes.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name)))
    }
}

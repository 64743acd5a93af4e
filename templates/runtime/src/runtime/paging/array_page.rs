//! Pages that are arrays: everything about the list is in the headers of the response.

use serde::de::DeserializeOwned;

use crate::runtime::paging::{Page, PageProperties};

impl<T: DeserializeOwned + Send + 'static> Page for Vec<T> {
    type Item = T;

    const PROPERTIES: PageProperties = PageProperties {
        items: "",
        number: None,
        size: None,
        total: None,
        next: None,
    };

    fn items(&self) -> &[T] {
        self
    }

    fn into_items(self) -> Self {
        self
    }
}

//! Parts whose position says what they are: the media types and headers that the API's document has
//! for each position.

use crate::runtime::call::request_body::multipart::Multipart;
use crate::runtime::call::request_body::property_encoding::PropertyEncoding;

impl Multipart {
    /// Gives the parts without names the media types and headers of their positions, unless they
    /// have their own. Parts behind the `prefix` have those of `items`.
    #[doc(hidden)]
    pub fn positions(
        mut self,
        prefix: &[PropertyEncoding],
        items: Option<PropertyEncoding>,
    ) -> Self {
        let unnamed = self.parts.iter_mut().filter(|(name, _)| name.is_none());
        for (index, (_, part)) in unnamed.enumerate() {
            if let Some(encoding) = prefix.get(index).or(items.as_ref()) {
                *part = std::mem::take(part).or_encoded(encoding);
            }
        }
        self
    }
}

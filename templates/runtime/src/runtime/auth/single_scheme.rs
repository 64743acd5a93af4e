//! The security of an API whose operations all require the same key in a header.

use http::HeaderName;

use crate::runtime::auth::credential::Security;

/// All operations require one key.
#[derive(Debug)]
pub struct SingleScheme {
    /// The security scheme, in an array of one.
    pub schemes: &'static [&'static str],
    /// The header that carries the key, in lower case.
    pub header: &'static str,
}

impl Security for SingleScheme {
    fn schemes(
        &self,
        _: &str,
        _: &dyn Fn(&str) -> bool,
    ) -> Result<&'static [&'static str], String> {
        // A client without the key cannot be built.
        Ok(self.schemes)
    }

    fn missing(&self) -> Option<&'static str> {
        Some("there is no API key")
    }

    fn carries(&self, header: &HeaderName) -> bool {
        header == self.header
    }
}

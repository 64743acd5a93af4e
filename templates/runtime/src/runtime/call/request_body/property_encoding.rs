//! How the properties of a form are written: the Encoding Objects of the API's document.

/// How a property of a form is written, if the document says more than its schema.
#[derive(Debug, Clone, Copy)]
pub struct PropertyEncoding {
    pub(crate) name: &'static str,
    pub(crate) style: Option<PropertyStyle>,
    pub(crate) allow_reserved: bool,
    pub(crate) content_type: Option<&'static str>,
    #[allow(dead_code, reason = "only parts have headers")]
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// How an array or object becomes names and values (OpenAPI's `style` and `explode`).
#[allow(dead_code, reason = "an SDK uses the styles of its document")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyStyle {
    /// `form` with `explode`: a pair for each item, named like the property, or for each property
    /// of an object, with that property's name.
    Exploded,
    /// One value: the items, or the names and values of an object, with this character in between.
    Delimited(char),
    /// `name[property]=value`, nested as deep as the value. Items of arrays are numbered.
    Deep,
}

#[allow(dead_code, reason = "an SDK uses the rules of its document")]
impl PropertyEncoding {
    /// The encoding of the property with this wire name, without any rules.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            style: None,
            allow_reserved: false,
            content_type: None,
            headers: &[],
        }
    }

    /// Sets how arrays and objects are written. Without a style, an array is a pair for each item,
    /// and an object is JSON.
    pub const fn style(mut self, style: PropertyStyle) -> Self {
        self.style = Some(style);
        self
    }

    /// Keeps reserved characters of RFC 3986 in values, except those that a form uses itself.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Sets the media type of the value, or of each item of an array. JSON types apply to all
    /// values, others only describe them.
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Sets headers of the property's parts, which only multipart bodies have.
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Whether the document gives the value a JSON media type.
    pub(crate) fn is_json(&self) -> bool {
        self.content_type.is_some_and(|content_type| {
            let essence = content_type.split(';').next().unwrap_or_default().trim();
            let essence = essence.to_ascii_lowercase();
            essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
        })
    }
}

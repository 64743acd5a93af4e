//! Media types (RFC 9110, section 8.3.1): what content of a type is, and which type is preferred.

/// What content of a media type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MediaKind {
    /// `application/json`.
    Json,
    /// JSON under another name, or any content, such as `*/*`.
    OtherJson,
    /// Changes of a JSON document, which are JSON too (RFC 7396, RFC 6902).
    JsonPatch,
    /// Server-sent events.
    Events,
    /// JSON values in lines.
    JsonLines,
    /// A JSON text sequence (RFC 7464).
    JsonSequence,
    /// `multipart/form-data`.
    FormData,
    /// Another multipart type.
    Multipart,
    /// `application/x-www-form-urlencoded`.
    Form,
    Text,
    Xml,
    Bytes,
}

impl MediaKind {
    /// The kind of a media type, with or without parameters.
    pub(crate) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/json" => Self::Json,
            "application/json-patch+json" | "application/merge-patch+json" => Self::JsonPatch,
            "text/json" | "*/*" | "application/*" | "*" => Self::OtherJson,
            "multipart/form-data" => Self::FormData,
            "application/x-www-form-urlencoded" => Self::Form,
            "application/xml" | "text/xml" => Self::Xml,
            "text/event-stream" => Self::Events,
            "application/json-seq" => Self::JsonSequence,
            sequence if sequence.ends_with("+json-seq") => Self::JsonSequence,
            lines if is_json_lines(lines) => Self::JsonLines,
            json if json.ends_with("+json") => Self::OtherJson,
            xml if xml.ends_with("+xml") => Self::Xml,
            text if text.starts_with("text/") => Self::Text,
            multipart if multipart.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }

    /// Whether content is a sequence of values, which can be read or written one by one.
    pub(crate) fn is_sequence(self) -> bool {
        matches!(self, Self::Events | Self::JsonLines | Self::JsonSequence)
    }

    /// Whether content consists of parts.
    pub(crate) fn is_multipart(self) -> bool {
        matches!(self, Self::FormData | Self::Multipart)
    }

    /// Whether content is JSON.
    pub(crate) fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::OtherJson | Self::JsonPatch)
    }
}

/// The names of JSON in lines.
const JSON_LINES: &[&str] = &[
    "application/jsonl",
    "application/json-lines",
    "application/jsonlines",
    "application/ndjson",
    "application/stream+json",
    "application/x-json-stream",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
    "application/x-json-lines",
    "text/jsonl",
    "text/ndjson",
    "text/x-jsonl",
    "text/x-ndjson",
];

fn is_json_lines(essence: &str) -> bool {
    let suffixes = ["+jsonl", "+ndjson", "+x-ndjson", "+json-lines"];
    JSON_LINES.contains(&essence) || suffixes.iter().any(|suffix| essence.ends_with(suffix))
}

/// Whether content of a media type is neither text nor in a format that is text.
pub(crate) fn is_binary_type(media_type: &str) -> bool {
    MediaKind::of(media_type) == MediaKind::Bytes
}

/// The type and subtype in lower case, without parameters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The value of the parameter `charset` in lower case.
pub(crate) fn charset(media_type: &str) -> Option<String> {
    let parameters = media_type.split(';').skip(1);
    parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches('"').to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_ignore_case_and_parameters() {
        for (media_type, kind) in [
            ("application/json", MediaKind::Json),
            ("Application/JSON; charset=utf-8", MediaKind::Json),
            ("application/vnd.api+json;version=2", MediaKind::OtherJson),
            ("application/*+json", MediaKind::OtherJson),
            ("*/*", MediaKind::OtherJson),
            ("application/json-patch+json", MediaKind::JsonPatch),
            ("multipart/form-data", MediaKind::FormData),
            ("multipart/related", MediaKind::Multipart),
            ("application/x-www-form-urlencoded", MediaKind::Form),
            ("text/event-stream;charset=utf-8", MediaKind::Events),
            ("application/x-ndjson", MediaKind::JsonLines),
            ("application/vnd.a+jsonl", MediaKind::JsonLines),
            ("application/geo+json-seq", MediaKind::JsonSequence),
            ("text/csv", MediaKind::Text),
            ("text/xml", MediaKind::Xml),
            ("application/soap+xml", MediaKind::Xml),
            ("image/png", MediaKind::Bytes),
        ] {
            assert_eq!(MediaKind::of(media_type), kind, "{media_type}");
        }
    }

    #[test]
    fn charset_is_found_among_parameters() {
        let charset = |text| charset(text);
        assert_eq!(
            charset("text/plain; format=flowed; Charset=\"UTF-8\""),
            Some("utf-8".to_owned())
        );
        assert_eq!(charset("text/plain"), None);
    }
}

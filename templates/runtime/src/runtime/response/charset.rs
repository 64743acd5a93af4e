//! Text bodies in the charset that the response names.
//!
//! UTF-8, UTF-16, ISO-8859-1 and Windows-1252 are decoded. In the Encoding Standard, the label
//! `iso-8859-1` means Windows-1252.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::runtime::response::Response;
use crate::runtime::types::boxed::BoxError;
use crate::runtime::types::decode_failure::{DecodeFailure, DecodeReason};

/// What Windows-1252 has for the bytes 0x80 to 0x9F.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The body as a string. Without a charset, it must be UTF-8.
pub(crate) fn decode_text(response: &Response<Bytes>) -> Result<String, DecodeFailure> {
    let bytes = &response.body;
    let charset = charset(response).unwrap_or_default();
    let text = match charset.as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => utf8(bytes),
        "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => Ok(windows_1252(bytes)),
        "utf-16" | "utf-16le" => utf16(bytes, u16::from_le_bytes),
        "utf-16be" => utf16(bytes, u16::from_be_bytes),
        // Most charsets have ASCII in common.
        _ if bytes.is_ascii() => utf8(bytes),
        other => {
            let message = format!("text in the charset `{other}` is not supported");
            Err(DecodeReason(message).into())
        }
    };
    text.map_err(|source| DecodeFailure { path: None, source })
}

/// The parameter `charset` of the media type, in lower case.
fn charset(response: &Response<Bytes>) -> Option<String> {
    let media_type = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let parameters = media_type.split(';').skip(1);
    parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_ascii_lowercase())
}

fn utf8(bytes: &[u8]) -> Result<String, BoxError> {
    Ok(std::str::from_utf8(bytes)?.to_owned())
}

fn windows_1252(bytes: &[u8]) -> String {
    let decoded = bytes.iter().map(|byte| {
        let special = byte
            .checked_sub(0x80)
            .and_then(|index| WINDOWS_1252.get(usize::from(index)));
        special.copied().unwrap_or_else(|| char::from(*byte))
    });
    decoded.collect()
}

/// A byte-order mark overrides the byte order of the label.
fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Result<String, BoxError> {
    let (bytes, order) = match bytes {
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes as fn([u8; 2]) -> u16),
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes as fn([u8; 2]) -> u16),
        bytes => (bytes, order),
    };
    let pairs = bytes.chunks(2).map(<[u8; 2]>::try_from);
    let units: Result<Vec<u16>, _> = pairs.map(|pair| pair.map(order)).collect();
    let text = units.ok().and_then(|units| String::from_utf16(&units).ok());
    text.ok_or_else(|| DecodeReason("the text is not valid UTF-16".to_owned()).into())
}

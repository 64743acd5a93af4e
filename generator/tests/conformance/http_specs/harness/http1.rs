//! Messages of HTTP/1.1 on connections that have one exchange each.

use std::io::{self, BufRead, BufReader, Read};

/// A message: its first line, its headers with names in lower case, and its body.
pub struct Message {
    pub start: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Reads a message. A response without a length ends with the connection.
pub fn read(stream: impl Read, ends_with_connection: bool) -> io::Result<Message> {
    let mut reader = BufReader::new(stream);
    let start = line(&mut reader)?;
    let mut headers = Vec::new();
    loop {
        let line = line(&mut reader)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| io::Error::other(format!("a header without a colon: {line}")))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let header = |name: &str| headers.iter().find(|(known, _)| known == name);
    let mut body = Vec::new();
    if header("transfer-encoding").is_some() {
        read_chunks(&mut reader, &mut body)?;
    } else if let Some((_, length)) = header("content-length") {
        let length: u64 = length.parse().map_err(io::Error::other)?;
        reader.take(length).read_to_end(&mut body)?;
    } else if ends_with_connection {
        reader.read_to_end(&mut body)?;
    }
    Ok(Message {
        start,
        headers,
        body,
    })
}

fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    reader.read_until(b'\n', &mut line)?;
    let text: String = line.into_iter().map(char::from).collect();
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn read_chunks(reader: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let size = u64::from_str_radix(&line(reader)?, 16).map_err(io::Error::other)?;
        reader.by_ref().take(size).read_to_end(body)?;
        line(reader)?;
        if size == 0 {
            return Ok(());
        }
    }
}

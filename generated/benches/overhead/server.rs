//! The server. It is a separate process, so that its CPU time is not counted.

use std::fmt::Write as _;
use std::io::{self, BufRead, Read, Write};
use std::process::{self, Child, Command, Stdio};
use std::thread;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

use crate::Fallible;

pub(crate) const ARGUMENT: &str = "--serve";

/// The id of the company in every response.
pub(crate) const ID: &str = "8a210b68-6988-11ed-a1eb-0242ac120002";
pub(crate) const ONE: &str = "/companies/8a210b68-6988-11ed-a1eb-0242ac120002";
pub(crate) const SEVERAL: &str = "/companies?page=1&pageSize=100";
pub(crate) const PAGE_SIZE: usize = 100;

/// The server process. It exits when its standard input is closed, so when this process ends.
pub(crate) struct Server {
    pub(crate) url: String,
    process: Child,
}

impl Server {
    pub(crate) fn start() -> Fallible<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        let output = process.stdout.take().ok_or("the server has no output")?;
        io::BufReader::new(output).read_line(&mut url)?;
        let url = url.trim().to_owned();
        Ok(Self { url, process })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // The process exits now that its input is closed.
        let _ = self.process.wait();
    }
}

/// Serves until standard input ends.
pub(crate) fn run() -> Fallible<()> {
    thread::spawn(|| {
        // The input ends when the other process does.
        let _ = io::stdin().read_to_end(&mut Vec::new());
        process::exit(0)
    });
    // A single thread, because with several, connections could run on cores of different distance.
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        io::stdout().flush()?;
        loop {
            let (stream, _) = listener.accept().await?;
            // A closed connection ends its task.
            tokio::spawn(serve(stream));
        }
    })
}

async fn serve(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (one, several) = (response(&company(0)), response(&page()));
    let mut stream = BufReader::new(&mut stream);
    let mut line = String::new();
    loop {
        let mut is_page = false;
        // The requests have no bodies.
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            is_page |= line.starts_with("GET /companies?");
            if line == "\r\n" {
                break;
            }
        }
        stream
            .write_all(if is_page { &several } else { &one })
            .await?;
    }
}

fn response(body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ndate: Sat, 05 Oct 2024 09:00:00 GMT\r\nx-rate-limit-limit: 1000\r\nx-rate-limit-remaining: 734\r\ncontent-length: {length}\r\n\r\n"
    );
    (head + body).into_bytes()
}

fn company(number: usize) -> String {
    format!(
        r#"{{"id":"{ID}","name":"Toft and Sons {number}","description":"Joinery, since {number}","redirect":"https://link.example.com/company/{ID}","lastSync":"2024-10-04T17:20:11.55Z","created":"2023-02-01T08:00:00Z","createdByUserName":"M. Lund","products":["assess","sync-for-expenses"],"tags":{{"region":"north","tier":"{number}"}},"dataConnections":[]}}"#
    )
}

fn page() -> String {
    let mut page = r#"{"results":["#.to_owned();
    for number in 0..PAGE_SIZE {
        let separator = if number == 0 { "" } else { "," };
        // Writing to a `String` cannot fail.
        let _ = write!(page, "{separator}{}", company(number));
    }
    let links = r#""_links":{"self":{"href":"/companies"},"current":{"href":"/companies"}}"#;
    let _ = write!(
        page,
        r#"],"pageNumber":1,"pageSize":{PAGE_SIZE},"totalResults":{PAGE_SIZE},{links}}}"#
    );
    page
}

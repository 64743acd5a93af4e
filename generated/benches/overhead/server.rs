//! The server. It is a separate process, so that its CPU time is not counted.

use std::fmt::Write as _;
use std::io::{self, BufRead, Read, Write};
use std::process::{self, Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

use crate::Fallible;

pub(crate) const ARGUMENT: &str = "--serve";

/// The id of the company in every response.
pub(crate) const ID: &str = "8a210b68-6988-11ed-a1eb-0242ac120002";

/// What the clients request.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    pub(crate) path: &'static str,
    /// The size of a page. `None` for a single company.
    pub(crate) page_size: Option<usize>,
}

pub(crate) const ONE: Target = Target {
    path: "/companies/8a210b68-6988-11ed-a1eb-0242ac120002",
    page_size: None,
};
pub(crate) const PAGE: Target = Target {
    path: "/companies?page=1&pageSize=100",
    page_size: Some(100),
};
pub(crate) const LARGE_PAGE: Target = Target {
    path: "/companies?page=1&pageSize=5000",
    page_size: Some(5000),
};

impl Target {
    /// The body of the response.
    pub(crate) fn body(self) -> String {
        self.page_size.map_or_else(|| company(0), page)
    }
}

/// The responses by path.
static RESPONSES: LazyLock<[(&str, Vec<u8>); 3]> =
    LazyLock::new(|| [ONE, PAGE, LARGE_PAGE].map(|target| (target.path, response(&target.body()))));

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
    let mut stream = BufReader::new(&mut stream);
    let mut line = String::new();
    loop {
        let mut path = String::new();
        // The requests have no bodies.
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            if let Some(rest) = line.strip_prefix("GET ") {
                rest.split(' ')
                    .next()
                    .unwrap_or_default()
                    .clone_into(&mut path);
            }
            if line == "\r\n" {
                break;
            }
        }
        let known = RESPONSES.iter().find(|(known, _)| *known == path);
        let (_, response) = known.ok_or(io::ErrorKind::InvalidInput)?;
        stream.write_all(response).await?;
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

fn page(size: usize) -> String {
    let mut page = r#"{"results":["#.to_owned();
    for number in 0..size {
        let separator = if number == 0 { "" } else { "," };
        // Writing to a `String` cannot fail.
        let _ = write!(page, "{separator}{}", company(number));
    }
    let links = r#""_links":{"self":{"href":"/companies"},"current":{"href":"/companies"}}"#;
    let _ = write!(
        page,
        r#"],"pageNumber":1,"pageSize":{size},"totalResults":{size},{links}}}"#
    );
    page
}

//! Runs cases for a time, in a process of their own, and writes down the faults.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;
use sdk_generator_fuzz::Case;
use sdk_generator_fuzz::check::{Verdict, check};
use sdk_generator_fuzz::corpus::Corpus;
use sdk_generator_fuzz::shrink::shrink;
use sdk_generator_fuzz::watch;

/// Generates SDKs from mutated documents, and checks what is emitted.
#[derive(Debug, Parser)]
struct Options {
    /// The documents, and folders with documents, that are mutated.
    #[arg(default_value = "generator/tests/documents")]
    paths: Vec<PathBuf>,
    /// How long to run.
    #[arg(long, default_value_t = 1)]
    minutes: u64,
    /// The first seed. The same seed and documents are the same case.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// The most cases.
    #[arg(long, default_value_t = u64::MAX)]
    cases: u64,
    /// Where documents with a fault are written, with what happened.
    #[arg(long, default_value = "target/fuzz-documents")]
    out: PathBuf,
    /// A folder for the documents that are accepted, to compile their crates.
    #[arg(long)]
    accepted: Option<PathBuf>,
    /// Run the cases in this process, and print a line before each.
    #[arg(long, hide = true)]
    worker: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let outcome = match options.worker {
        true => work(&options).map(|()| 0),
        false => supervise(&options),
    };
    match outcome {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Runs workers until the time is over, and returns the number of faults. A worker that ends early
/// was ended by its last case.
fn supervise(options: &Options) -> io::Result<usize> {
    let end = Instant::now() + Duration::from_secs(60 * options.minutes);
    let last = options.seed.saturating_add(options.cases);
    let mut next = options.seed;
    let (mut faults, mut accepted, mut refused) = (0, 0, 0);
    while Instant::now() < end && next < last {
        let mut worker = Command::new(std::env::current_exe()?);
        worker.args(&options.paths).arg("--worker");
        worker.arg("--seed").arg(next.to_string());
        worker.arg("--cases").arg((last - next).to_string());
        worker.arg("--out").arg(&options.out);
        if let Some(folder) = &options.accepted {
            worker.arg("--accepted").arg(folder);
        }
        let mut worker = worker.stdout(Stdio::piped()).spawn()?;
        let mut reason = String::new();
        let lines = worker.stdout.take().map(BufReader::new);
        for line in lines.into_iter().flat_map(BufRead::lines) {
            let line = line?;
            match line.split_once(' ').unwrap_or((&line, "")) {
                ("case", seed) => next = seed.parse().unwrap_or(next),
                ("accepted", _) => accepted += 1,
                ("refused", _) => refused += 1,
                ("ended", why) => reason = why.to_owned(),
                ("fault", fault) => {
                    faults += 1;
                    println!("{fault}");
                }
                _ => println!("{line}"),
            }
            if Instant::now() >= end {
                worker.kill()?;
                break;
            }
        }
        let status = worker.wait()?;
        if Instant::now() < end && !status.success() {
            faults += 1;
            println!("{next}: the process ended ({status}) {reason}");
            let case = Case::of(&Corpus::read(&options.paths)?, next);
            if let Some(case) = case {
                write(
                    &options.out,
                    next,
                    &case.text(),
                    &format!("{status} {reason}"),
                )?;
            }
        }
        next += 1;
    }
    println!(
        "{} cases: {accepted} accepted, {refused} refused, {faults} faults",
        next - options.seed
    );
    Ok(faults)
}

/// Runs cases, and prints what becomes of each.
fn work(options: &Options) -> io::Result<()> {
    let corpus = Corpus::read(&options.paths)?;
    watch::start();
    let last = options.seed.saturating_add(options.cases);
    for seed in options.seed..last {
        println!("case {seed}");
        watch::begin_case();
        let Some(case) = Case::of(&corpus, seed) else {
            return Err(io::Error::other("there are no OpenAPI documents"));
        };
        match check(&case, seed % 4 == 0) {
            Ok(Verdict::Accepted) => {
                println!("accepted {seed}");
                if let Some(folder) = &options.accepted {
                    fs::create_dir_all(folder)?;
                    fs::write(
                        folder.join(format!("m{seed}.json")),
                        case.document.to_string(),
                    )?;
                }
            }
            Ok(Verdict::Refused) => println!("refused {seed}"),
            Err(fault) => {
                println!("fault {seed}: {}", fault.kind);
                let small = shrink(&case, &fault);
                let detail = format!("{}\n\n{}\n", fault.kind, fault.detail);
                write(&options.out, seed, &small.text(), &detail)?;
            }
        }
    }
    Ok(())
}

/// Writes a document with a fault, and what happened.
fn write(folder: &Path, seed: u64, text: &str, detail: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(format!("{seed}.txt")), detail)?;
    fs::write(folder.join(format!("{seed}.yaml")), text)
}

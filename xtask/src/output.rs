//! Writes to the standard streams. The macros of the standard library panic if the reader has closed
//! its end, as `head` does.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::process;

/// Prints like the macro of the standard library, and ignores a closed pipe.
macro_rules! print {
    ($($argument:tt)*) => { $crate::output::to_stdout(::std::format_args!($($argument)*)) };
}

/// Prints a line like the macro of the standard library, and ignores a closed pipe.
macro_rules! println {
    ($($argument:tt)*) => {
        $crate::output::to_stdout(::std::format_args!("{}\n", ::std::format_args!($($argument)*)))
    };
}

/// Prints like the macro of the standard library, and ignores a closed pipe.
macro_rules! eprint {
    ($($argument:tt)*) => { $crate::output::to_stderr(::std::format_args!($($argument)*)) };
}

/// Prints a line like the macro of the standard library, and ignores a closed pipe.
macro_rules! eprintln {
    ($($argument:tt)*) => {
        $crate::output::to_stderr(::std::format_args!("{}\n", ::std::format_args!($($argument)*)))
    };
}

/// Writes to the standard output. The command ends if that is impossible, such as on a full disk.
pub(crate) fn to_stdout(text: Arguments<'_>) {
    match io::stdout().write_fmt(text) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            to_stderr(format_args!("error: cannot print: {error}\n"));
            process::exit(2);
        }
        _ => {}
    }
}

/// Writes to the standard error, and ignores errors, since there is nowhere to report them.
pub(crate) fn to_stderr(text: Arguments<'_>) {
    let _ = io::stderr().write_fmt(text);
}

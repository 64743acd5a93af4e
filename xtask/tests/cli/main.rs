//! The built command line: what it writes, prints and exits with.

#![cfg(test)]

mod options;
mod support;
mod writing;

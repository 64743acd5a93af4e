//! What the compiler says about typical mistakes: an unsent call as a future, and a `for` loop over
//! a stream. Each program is compiled against the library that this test is linked with.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The newest build of the library. All builds have the same hints.
fn library() -> (PathBuf, PathBuf) {
    let test = std::env::current_exe().unwrap();
    let dependencies = test.parent().unwrap().to_owned();
    let builds = fs::read_dir(&dependencies).unwrap().filter_map(|entry| {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        let is_build = name.starts_with("libcodat_platform-") && name.ends_with(".rlib");
        is_build.then(|| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))?
    });
    (builds.max().unwrap().1, dependencies)
}

/// Compiles a function with this body. Returns what the compiler prints if it is refused.
fn compile(name: &str, body: &str) -> Result<(), String> {
    let (library, dependencies) = library();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let source = folder.join(format!("{name}.rs"));
    let program = format!(
        "pub fn spawn<F: Future<Output: Send> + Send + 'static>(_: F) {{}}\n\
         pub async fn program(client: codat_platform::Client) {{ {body} }}\n"
    );
    fs::write(&source, program).unwrap();
    let mut library_option = OsString::from("codat_platform=");
    library_option.push(&library);
    let mut dependency_option = OsString::from("dependency=");
    dependency_option.push(&dependencies);
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata"])
        .arg("--extern")
        .arg(library_option)
        .arg("-L")
        .arg(dependency_option)
        .arg("--out-dir")
        .arg(&folder)
        .arg(&source)
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    if output.status.success() {
        Ok(())
    } else {
        Err(printed)
    }
}

fn assert_hints(name: &str, body: &str, hints: &[&str]) {
    let printed = compile(name, body).unwrap_err();
    for hint in hints {
        assert!(printed.contains(hint), "{hint:?} is missing:\n{printed}");
    }
}

#[test]
fn what_the_hints_recommend_compiles() {
    let body = "let mut items = client.companies().list().items();
        while let Some(item) = items.next().await { drop(item); }
        let call = client.companies().list();
        spawn(call.clone().send());
        let _ = call.await;";
    compile("recommended", body).unwrap();
}

#[test]
fn an_unsent_call_in_place_of_a_future_is_explained() {
    let hints = ["a call that is not sent yet", "tokio::spawn(call.send())"];
    assert_hints("spawned", "spawn(client.companies().list());", &hints);
    let wait =
        "spawn(client.push_data().get_operation(Default::default(), Default::default()).wait());";
    assert_hints("waited", wait, &hints);
}

#[test]
fn a_for_loop_over_a_stream_is_explained() {
    let hints = [
        "each step has to be awaited",
        "items.next().await",
        "items_blocking()",
    ];
    assert_hints(
        "items",
        "for item in client.companies().list().items() { drop(item); }",
        &hints,
    );
    assert_hints(
        "pages",
        "for page in client.companies().list().pages() { drop(page); }",
        &hints,
    );
}

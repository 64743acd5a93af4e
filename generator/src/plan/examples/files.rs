//! The examples of an operation's rustdoc, in a file of their own.
//!
//! An operation's source is data and a few words, and its examples are several times as long. So they stand below
//! `docs/examples/`, and the docs of the method include them: a call for each example of the request, compiled and not
//! run, and the answers behind a fold.

use crate::ir::Operation;
use crate::markdown;
use crate::plan::Planner;
use crate::plan::names::{ModuleName, plain};
use crate::plan::operations::params::Inputs;
use crate::sdk::{ExampleFile, PageExample};

impl Planner<'_> {
    pub(crate) fn example_file(
        &self,
        operation: &Operation,
        inputs: &Inputs,
    ) -> Option<ExampleFile> {
        let (resource, method) = self.resources.method(&operation.id)?;
        let calls = self.calls(operation, inputs);
        let mut lines = Vec::new();
        for (name, code) in &calls {
            if calls.len() > 1 {
                let name = format!("{name}:");
                lines.extend([String::new(), self.docs.line(&name)]);
            }
            lines.extend(["", "```no_run"].map(str::to_owned));
            lines.extend(shown(code));
            lines.push("```".to_owned());
        }
        for answer in self.answers(operation) {
            lines.extend(folded(&answer));
        }
        if lines.is_empty() {
            return None;
        }
        lines.insert(0, "# Examples".to_owned());
        let folder = resource.module.file();
        let file = ModuleName::new(plain(method)).file().to_owned();
        let path = format!("docs/examples/{folder}/{file}.md");
        Some(ExampleFile {
            include: crate::plan::literal_text(&format!("../../{path}")),
            path,
            origin: operation.at.to_string(),
            lines,
        })
    }
}

/// The call, without what frames it: that is compiled and not shown.
fn shown(code: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in code.iter().filter(|line| !line.is_empty()) {
        let shown = line.strip_prefix("    ").filter(|_| is_inside);
        lines.push(match shown {
            Some("Ok(())") => "# Ok(())".to_owned(),
            Some(line) if line.starts_with("println!") => format!("# {line}"),
            Some(line) => line.to_owned(),
            None => format!("# {line}"),
        });
        // The signature may take several lines.
        is_inside |= line.ends_with('{') && !line.starts_with("use ");
    }
    lines
}

/// An answer, of which the name is shown at first. In a line of HTML nothing is Markdown.
fn folded(answer: &PageExample) -> Vec<String> {
    let name = markdown::plain_text(&answer.name);
    let name = name
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let summary = format!("<summary>{name}</summary>");
    let fence = format!("```{}", answer.language);
    let mut lines = ["", "<details>", &summary, "", &fence]
        .map(str::to_owned)
        .to_vec();
    lines.extend(answer.code.iter().cloned());
    lines.extend(["```", "", "</details>"].map(str::to_owned));
    lines
}

//! The examples of an operation's rustdoc, in a file below `docs/examples/`.
//!
//! They are several times as long as the operation, so the docs of the method include the file. It
//! has a doctest with a call for each example of the request, and the examples of responses, which
//! are collapsed.

use crate::ir::Operation;
use crate::markdown;
use crate::plan::Planner;
use crate::plan::examples::OperationExamples;
use crate::plan::literals;
use crate::plan::names::{ModuleName, plain};
use crate::sdk::{ExampleBlock, ExampleFile};

impl Planner<'_> {
    pub(crate) fn example_file(
        &self,
        operation: &Operation,
        examples: &OperationExamples,
    ) -> Option<ExampleFile> {
        let (resource, method) = self.resources.method(&operation.id)?;
        let calls = &examples.calls;
        let mut lines = Vec::new();
        for (name, call) in calls {
            if calls.len() > 1 {
                let name = format!("{name}:");
                lines.extend([String::new(), self.docs.line(&name)]);
            }
            lines.extend(["", "```no_run"].map(str::to_owned));
            lines.extend(call.doctest());
            lines.push("```".to_owned());
        }
        for response in &examples.responses {
            lines.extend(collapsed(response));
        }
        if lines.is_empty() {
            return None;
        }
        lines.insert(0, "# Examples".to_owned());
        let folder = resource.module.file();
        let file = ModuleName::new(plain(method)).file().to_owned();
        let path = format!("docs/examples/{folder}/{file}.md");
        Some(ExampleFile {
            include: literals::string(&format!("../../{path}")).into(),
            path,
            origin: operation.at.to_string(),
            lines,
        })
    }
}

/// A collapsed block under its name, which is escaped: Markdown has no meaning in a line of HTML.
fn collapsed(block: &ExampleBlock) -> Vec<String> {
    let name = markdown::plain_text(&block.name);
    let name = name
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let summary = format!("<summary>{name}</summary>");
    let fence = format!("```{}", block.language);
    let mut lines = ["", "<details>", &summary, "", &fence]
        .map(str::to_owned)
        .to_vec();
    lines.extend(block.code.iter().cloned());
    lines.extend(["```", "", "</details>"].map(str::to_owned));
    lines
}

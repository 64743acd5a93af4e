//! The file with the budgets. Each budget is the list of its limits, oldest first, so that the file
//! says when and why a budget was changed.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The content of `budgets.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budgets {
    pub(crate) toolchain: Toolchain,
    /// The limits of each measure.
    pub(crate) budgets: BTreeMap<String, Vec<Limit>>,
}

/// The toolchain that the budgets of instructions apply to: another compiler emits other code.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Toolchain {
    /// The version of rustc: `1.95.0`.
    pub(crate) rustc: String,
    /// The target: `x86_64-unknown-linux-gnu`.
    pub(crate) host: String,
}

/// A limit, and why it is what it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    /// The version of the project when the limit was set: `0.1.1`.
    pub(crate) version: String,
    /// The value at that time.
    pub(crate) measured: u64,
    /// The greatest value allowed.
    pub(crate) limit: u64,
    pub(crate) reason: String,
}

impl Budgets {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// TOML that is invalid, unknown or missing keys, and limits that contradict themselves.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let budgets: Self = toml_edit::de::from_str(text).map_err(|error| error.to_string())?;
        for (name, limits) in &budgets.budgets {
            check(limits).map_err(|problem| format!("`{name}`: {problem}"))?;
        }
        Ok(budgets)
    }

    /// The limit in force, which is the last one.
    pub(crate) fn limit(&self, name: &str) -> Option<&Limit> {
        self.budgets.get(name)?.last()
    }
}

fn check(limits: &[Limit]) -> Result<(), String> {
    if limits.is_empty() {
        return Err("there is no limit".to_owned());
    }
    let mut previous = Vec::new();
    for Limit {
        version,
        measured,
        limit,
        reason,
    } in limits
    {
        let numbers = version_numbers(version)
            .ok_or_else(|| format!("`{version}` is not a version such as 0.1.1"))?;
        if numbers < previous {
            return Err(format!(
                "version {version} follows a later one; the oldest limit is first"
            ));
        }
        previous = numbers;
        if measured > limit {
            return Err(format!(
                "{measured} was measured, and the limit is only {limit}"
            ));
        }
        if reason.trim().is_empty() {
            return Err(format!("the limit {limit} has no reason"));
        }
    }
    Ok(())
}

/// The three numbers of a version.
fn version_numbers(version: &str) -> Option<Vec<u64>> {
    let numbers: Vec<u64> = version
        .split('.')
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    (numbers.len() == 3).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOOLCHAIN: &str = "[toolchain]\nrustc = \"1.95.0\"\nhost = \"h\"\n";

    fn parse(budgets: &str) -> Result<Budgets, String> {
        Budgets::parse(&format!("{TOOLCHAIN}[budgets]\n{budgets}"))
    }

    #[test]
    fn the_last_limit_of_a_budget_is_in_force() {
        let budgets = parse(
            r#""lines" = [
                { version = "0.1.1", measured = 10, limit = 12, reason = "first" },
                { version = "0.10.0", measured = 15, limit = 16, reason = "links" },
            ]"#,
        )
        .unwrap();
        assert_eq!(budgets.limit("lines").unwrap().limit, 16);
        assert!(budgets.limit("other").is_none());
    }

    #[test]
    fn invalid_files_are_refused_with_the_reason() {
        let limit = |keys: &str| {
            let rest = r#"version = "0.1.1", measured = 1, limit = 2, reason = "r""#;
            parse(&format!("a = [{{ {} }}]", keys.replace("..", rest)))
        };
        let cases = [
            (limit(".., since = 1"), "unknown field `since`"),
            (
                limit(r#"version = "0.1.1", measured = 1, limit = 2"#),
                "missing field `reason`",
            ),
            (
                limit(r#"version = "0.1", measured = 1, limit = 2, reason = "r""#),
                "`a`: `0.1` is not a version such as 0.1.1",
            ),
            (
                limit(r#"version = "0.1.1", measured = 3, limit = 2, reason = "r""#),
                "`a`: 3 was measured, and the limit is only 2",
            ),
            (
                limit(r#"version = "0.1.1", measured = 1, limit = 2, reason = " ""#),
                "`a`: the limit 2 has no reason",
            ),
            (parse("a = []"), "`a`: there is no limit"),
            (parse("a = []\na = []"), "duplicate key"),
            (
                parse(
                    r#"a = [
                        { version = "0.2.0", measured = 1, limit = 2, reason = "r" },
                        { version = "0.1.9", measured = 1, limit = 2, reason = "r" },
                    ]"#,
                ),
                "`a`: version 0.1.9 follows a later one",
            ),
            (Budgets::parse("[budgets]"), "missing field `toolchain`"),
        ];
        for (result, expected) in cases {
            let problem = result.unwrap_err();
            assert!(
                problem.contains(expected),
                "{expected:?} is not in {problem:?}"
            );
        }
    }
}

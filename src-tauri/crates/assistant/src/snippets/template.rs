//! Parts of programs with holes: `«name»` stands for a value. A value is never looked at for holes again.

use std::collections::BTreeSet;

/// The values of a program's holes.
pub(super) type Values = Vec<(&'static str, String)>;

/// Puts the values into their holes. A hole without a value stays, which a test rules out.
pub(super) fn filled(template: &str, values: &Values) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('«') {
        let (name, after) = behind.split_once('»').unwrap_or((behind, ""));
        text.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => text.push_str(value),
            None => text.extend(["«", name, "»"]),
        }
        rest = after;
    }
    text + rest
}

/// Joins parts. What each needs to import stands in its first lines, and comes together in the hole `imports` of the
/// first part: once each, in order.
pub(super) fn assembled(parts: &[&str], is_import: fn(&str) -> Option<Vec<String>>) -> String {
    let mut imports = BTreeSet::new();
    let mut program = String::new();
    for part in parts {
        let mut rest = *part;
        while let Some((line, behind)) = rest.split_once('\n') {
            let Some(found) = is_import(line) else { break };
            imports.extend(found);
            rest = behind;
        }
        program.push_str(rest);
    }
    program.replacen("«imports»", &imports.into_iter().collect::<String>(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_a_hole_stays_a_value() {
        let values = vec![("a", "«b»".to_owned()), ("b", "x".to_owned())];
        assert_eq!(filled("«a»-«b»-«c»", &values), "«b»-x-«c»");
    }

    #[test]
    fn imports_come_together_once_each_and_in_order() {
        let import = |line: &str| line.starts_with("import ").then(|| vec![format!("{line}\n")]);
        let parts = ["«imports»begin\n", "import b\nimport a\nb()\n", "import a\na()\n"];
        assert_eq!(assembled(&parts, import), "import a\nimport b\nbegin\nb()\na()\n");
    }
}

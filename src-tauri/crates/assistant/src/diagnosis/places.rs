//! Addresses and values of templates: placeholders that were left in, hosts of other clouds and of long ago.

use uuid::Uuid;

/// Is it a value that somebody was to replace?
pub(super) fn is_placeholder(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'', '`']);
    if let Ok(id) = Uuid::try_parse(value) {
        return id.is_nil() || id.is_max() || repeated(value);
    }
    let lower = value.to_lowercase();
    let framed = [
        ("{", "}"),
        ("<", ">"),
        ("[", "]"),
        ("%", "%"),
        ("__", "__"),
        ("$(", ")"),
        ("${", "}"),
    ];
    let framed = lower.len() > 2
        && framed
            .iter()
            .any(|(open, close)| lower.starts_with(open) && lower.ends_with(close));
    let spoken = [
        "your-",
        "your_",
        "your ",
        "yourtenant",
        "yourclient",
        "yourapp",
        "my-tenant",
        "insert",
        "replace",
        "enter-",
        "placeholder",
        "changeme",
        "todo",
        "votre-",
        "ihre-",
        "tu-",
        "example-tenant",
    ];
    let named = [
        "tenant_id",
        "tenantid",
        "tenant-id",
        "client_id",
        "clientid",
        "client-id",
        "app_id",
        "appid",
        "application_id",
        "application id",
        "client_secret",
        "tenant",
        "undefined",
        "null",
        "none",
        "nan",
    ];
    let masked = value.len() >= 4
        && value
            .chars()
            .all(|c| matches!(c, 'x' | 'X' | '-' | '*' | '.' | '#'));
    framed || masked || spoken.iter().any(|word| lower.starts_with(word)) || named.contains(&lower.as_str())
}

/// `11111111-1111-…`: the GUIDs of documentation.
fn repeated(guid: &str) -> bool {
    let mut digits = guid.chars().filter(|c| *c != '-');
    digits
        .next()
        .is_some_and(|first| digits.all(|digit| digit == first))
}

/// Hosts of clouds other than the worldwide one (Microsoft, "National clouds").
pub(super) fn names_another_cloud(host: &str) -> bool {
    [
        ".microsoftonline.us",
        ".microsoftonline.de",
        ".microsoftonline.cn",
        ".chinacloudapi.cn",
        ".usgovcloudapi.net",
        ".microsoft.us",
        ".cloudapi.de",
        ".apps.mil",
        ".azure.us",
        ".azure.cn",
        ".windows.us",
    ]
    .iter()
    .any(|end| host.ends_with(end))
}

/// The German cloud was closed in October 2021; its names are gone.
pub(super) fn is_of_closed_cloud(host: &str) -> bool {
    [".microsoftonline.de", ".cloudapi.de", ".microsoftazure.de"]
        .iter()
        .any(|end| host.ends_with(end))
}

/// Hosts that still stand in old pages. They have successors.
pub(super) fn is_outdated(host: &str) -> bool {
    matches!(
        host,
        "login.windows.net"
            | "api.securitycenter.windows.com"
            | "wdatpapi-eus-stg.cloudapp.net"
            | "graph.windows.net"
            | "securitycenter.onmicrosoft.com"
    )
}

/// A host under which Microsoft signs people in.
pub(super) fn signs_in(host: &str) -> bool {
    host.starts_with("login.") || host == "sts.windows.net"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_value_is_told_from_a_value() {
        for value in [
            "{{tenantid}}",
            "<your-tenant>",
            "YOUR_CLIENT_ID",
            "{tenant}",
            "00000000-0000-0000-0000-000000000000",
            "11111111-1111-1111-1111-111111111111",
            "%TENANT_ID%",
            "[tenant]",
            "xxxxxxxx-xxxx",
            "${TENANT}",
            "undefined",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
        for value in [
            "contoso.com",
            "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7",
            "common",
            "",
            "fabrikam.onmicrosoft.com",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn the_worldwide_hosts_belong_to_no_other_cloud() {
        for host in [
            "login.microsoftonline.com",
            "graph.microsoft.com",
            "api.security.microsoft.com",
        ] {
            assert!(!names_another_cloud(host) && !is_outdated(host), "{host}");
        }
        assert!(names_another_cloud("login.microsoftonline.de") && names_another_cloud("graph.microsoft.us"));
    }
}

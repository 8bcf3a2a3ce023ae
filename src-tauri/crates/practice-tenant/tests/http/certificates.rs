//! Certificates handed over in the portal, and secrets that a policy forbids.

use std::fs::read_to_string;

use crate::harness::{Page, Practice};

/// Sends the upload form as a browser does: file, pasted text and description.
async fn upload(practice: &Practice, app: &str, file: &[u8], pasted: &str, description: &str) -> Page {
    let mut body = Vec::new();
    let head = "--cut\r\nContent-Disposition: form-data; name=\"certificate\"; filename=\"a.cer\"\r\n\
                Content-Type: application/octet-stream\r\n\r\n";
    body.extend(head.as_bytes());
    body.extend(file);
    for (name, value) in [("pem", pasted), ("description", description)] {
        let part = format!("\r\n--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}");
        body.extend(part.as_bytes());
    }
    body.extend(b"\r\n--cut--\r\n");
    let path = format!("/portal/apps/{app}/certificates-secrets/certificates");
    let request = practice
        .client
        .post(practice.url(&path))
        .header("content-type", "multipart/form-data; boundary=cut")
        .body(body);
    Page::of(request.send().await.unwrap()).await
}

fn tab(app: &str) -> String {
    format!("/portal/apps/{app}/certificates-secrets?tab=certificates")
}

#[tokio::test]
async fn an_uploaded_certificate_is_listed_by_its_thumbprint() {
    let practice = Practice::start().await;
    let apps = practice.ready().apps.clone();
    let pem = read_to_string(apps.application.certificate_file.unwrap()).unwrap();
    let own = practice.page(&tab(&apps.application.client_id)).await;
    let thumbprint = own.text("td code").unwrap();
    assert!(thumbprint.len() == 40 && thumbprint.chars().all(|one| one.is_ascii_hexdigit()));

    let app = apps.partner.client_id;
    for (file, pasted) in [(pem.as_bytes(), ""), (b"".as_slice(), pem.as_str())] {
        let done = upload(&practice, &app, file, pasted, "nightly job").await;
        assert_eq!(done.status, 303, "{}", done.html);
        let list = practice.page(done.location()).await;
        assert_eq!(list.text("td code").as_deref(), Some(thumbprint.as_str()));
        assert!(list.html.contains("nightly job"));
        let twice = upload(&practice, &app, file, pasted, "").await;
        assert!(twice.text("#certificate-wrong").unwrap().contains("already here"));
        let id = list.attribute("button[name=certificate]", "value").unwrap();
        let remove = format!("/portal/apps/{app}/certificates-secrets/certificates/remove");
        practice.submit(&remove, &[("certificate", &id)]).await;
        assert!(practice.page(&tab(&app)).await.text("td code").is_none());
    }
    practice.stop().await;
}

#[tokio::test]
async fn what_is_no_certificate_is_refused_with_the_reason() {
    let practice = Practice::start().await;
    let apps = practice.ready().apps.clone();
    let key = read_to_string(apps.application.certificate_key_file.unwrap()).unwrap();
    let app = apps.partner.client_id;
    for (pasted, reason) in [
        ("", "Choose a file"),
        ("hello", "not an X.509"),
        (&key, "private key"),
    ] {
        let refused = upload(&practice, &app, b"", pasted, "").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text("#certificate-wrong").unwrap().contains(reason));
        assert!(practice.page(&tab(&app)).await.text("td code").is_none());
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_policy_forbids_secrets_in_the_portal_too() {
    let practice = Practice::start().await;
    practice.turn("secret-forbidden-by-policy", true).await;
    let app = practice.ready().apps.user.client_id.clone();
    let path = format!("/portal/apps/{app}/certificates-secrets");
    let page = practice.page(&path).await;
    assert!(page.text("#secrets-forbidden").is_some());
    assert!(page.attribute("#new-secret", "disabled").is_some());
    let fields = [("description", "x"), ("expires", "180")];
    assert_eq!(practice.submit(&path, &fields).await.status, 403);
    assert!(practice.page(&path).await.html.contains("(0)"));
    practice.stop().await;
}

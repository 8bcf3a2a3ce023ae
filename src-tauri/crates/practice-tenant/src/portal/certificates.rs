//! The Certificates tab: the public half of a certificate that an app proves itself with.

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use uuid::Uuid;

use crate::certificate::{Certificate, NotACertificate};
use crate::entra::Params;
use crate::ids::CertificateId;
use crate::language::Text;
use crate::portal::certificates_secrets::{Tab, frame};
use crate::portal::layout::{beside, columns, see};
use crate::portal::view::{Registered, View};
use crate::portal::words as common;
use crate::portal::words::credentials as w;
use crate::practice::Shared;
use crate::store::App;

/// What was handed over.
#[derive(Default)]
struct Upload {
    file: Vec<u8>,
    pasted: String,
    description: String,
}

impl Upload {
    async fn read(mut form: Multipart) -> Self {
        let mut upload = Self::default();
        while let Ok(Some(field)) = form.next_field().await {
            let name = field.name().unwrap_or_default().to_owned();
            let Ok(bytes) = field.bytes().await else { continue };
            let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
            match name.as_str() {
                "certificate" => upload.file = bytes.to_vec(),
                "pem" => upload.pasted = text(),
                "description" => upload.description = text(),
                _ => {}
            }
        }
        upload
    }

    /// The file, or what was pasted instead.
    fn certificate(&self) -> Result<Certificate, Text> {
        let given = if self.file.is_empty() {
            self.pasted.as_bytes()
        } else {
            &self.file
        };
        if given.is_empty() {
            return Err(w::NOTHING);
        }
        if given.windows(11).any(|part| part == b"PRIVATE KEY") {
            return Err(w::PRIVATE_KEY);
        }
        let name = Some(self.description.clone()).filter(|name| !name.is_empty());
        Certificate::parse_file(CertificateId(Uuid::new_v4()), name, given).map_err(|error| match error {
            NotACertificate::Unreadable => w::UNREADABLE,
            NotACertificate::NotRsa => w::NOT_RSA,
        })
    }
}

/// `POST /portal/apps/{client_id}/certificates-secrets/certificates`, with a file or pasted text.
pub(crate) async fn add(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    form: Multipart,
) -> Response {
    let upload = Upload::read(form).await;
    let refused = |wrong| {
        let inside = section(&view, &app, &upload, Some(wrong));
        frame(
            &view,
            StatusCode::UNPROCESSABLE_ENTITY,
            &app,
            Tab::Certificates,
            &inside,
        )
    };
    let certificate = match upload.certificate() {
        Ok(certificate) => certificate,
        Err(wrong) => return refused(wrong),
    };
    if !practice.allows_lifetime(certificate.start, certificate.end) {
        return refused(w::TOO_LONG);
    }
    if app
        .certificates
        .iter()
        .any(|one| one.x5t_s256 == certificate.x5t_s256)
    {
        return refused(w::TAKEN);
    }
    if let Some(app) = practice.write().app_mut(app.client_id) {
        app.certificates.push(certificate);
    }
    see(&Tab::Certificates.path(&app))
}

/// `POST /portal/apps/{client_id}/certificates-secrets/certificates/remove`.
pub(crate) async fn remove(
    State(practice): State<Shared>,
    Registered(app): Registered,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let id = params
        .value("certificate")
        .and_then(|id| id.parse::<CertificateId>().ok());
    if let (Some(id), Some(app)) = (id, practice.write().app_mut(app.client_id)) {
        app.certificates.retain(|one| one.id != id);
    }
    see(&Tab::Certificates.path(&app))
}

/// The tab as it is first seen.
pub(crate) fn show(view: &View, app: &App) -> Markup {
    section(view, app, &Upload::default(), None)
}

fn section(view: &View, app: &App, upload: &Upload, wrong: Option<Text>) -> Markup {
    html! {
        p.hint { (view.say(w::HINT)) }
        @if app.certificates.is_empty() { p.empty { (view.say(common::NO_CERTIFICATES)) } } @else { (table(view, app)) }
        form.sheet.card method="post" action={ (Tab::path_of(app)) "/certificates" } enctype="multipart/form-data" {
            h3 { (view.say(w::UPLOAD)) }
            label for="certificate" { (view.say(w::FILE)) }
            input id="certificate" name="certificate" type="file" accept=".cer,.pem,.crt"
                aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "certificate-wrong")];
            label for="pem" { (view.say(w::PASTE)) }
            textarea id="pem" name="pem" rows="4" spellcheck="false" placeholder="-----BEGIN CERTIFICATE-----" {
                (upload.pasted)
            }
            (beside(view, "certificate-wrong", wrong))
            label for="certificate-description" { (view.say(common::DESCRIPTION)) }
            input id="certificate-description" name="description" type="text" value=(upload.description)
                autocomplete="off" maxlength="120";
            p.actions.start { button.primary id="add-certificate" type="submit" { (view.say(common::ADD)) } }
        }
    }
}

fn table(view: &View, app: &App) -> Markup {
    html! {
        table {
            (columns(
                view,
                &[common::THUMBPRINT, common::DESCRIPTION, w::START, common::EXPIRES, w::CERTIFICATE_ID],
                Some(common::REMOVE),
            ))
            tbody {
                @for one in &app.certificates {
                    tr {
                        td { code { (one.thumbprint_hex()) } }
                        td { (one.name) }
                        td.date { (one.start.strftime("%Y-%m-%d")) }
                        td.date { (one.end.strftime("%Y-%m-%d")) }
                        td { code { (one.id) } }
                        td {
                            form method="post" action={ (Tab::path_of(app)) "/certificates/remove" } {
                                button type="submit" name="certificate" value=(one.id)
                                    aria-label={ (view.say(common::REMOVE)) " " (one.name) } { (view.say(common::REMOVE)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

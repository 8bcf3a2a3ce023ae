//! Failures that are not Entra's: the way there. Each program words them in its own way.

use super::clues::Clues;
use super::decision::Decision;
use super::pattern::{Pattern, compiled};
use super::request;
use crate::checklist::StepId;
use crate::error::ErrorCode;

/// A loopback address that carries an authorization code: Entra answered, and nobody was there to hear it.
static UNHEARD: Pattern =
    Pattern::new(|| compiled(r"(?i)https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?[^\s]*[?&#]code="));
static HANDED_OVER: Pattern =
    Pattern::new(|| compiled(r"(?i)https?://[^\s]+[?&#]code=[^\s&]{12,}[^\s]*(?:session_)?state="));

/// What each program says, in small letters, most decisive first.
const WORDINGS: [(ErrorCode, &[&str]); 10] = [
    (
        ErrorCode::ClockWrong,
        &[
            "not yet valid",
            "notyetvalid",
            "certificate is not valid yet",
            "idx10222",
            "clock skew",
            "clock is ahead",
            "cert_not_yet_valid",
            "certnotvalidyet",
            "pas encore valide",
            "noch nicht gültig",
        ],
    ),
    (
        ErrorCode::PortInUse,
        &[
            "eaddrinuse",
            "address already in use",
            "only one usage of each socket address",
            "winerror 10048",
            "errno 98",
            "conflicts with an existing registration",
            "port is already in use",
            "adresse déjà utilisée",
        ],
    ),
    (
        ErrorCode::LoopbackUnavailable,
        &[
            "httplistenerexception",
            "access a socket in a way forbidden",
            "winerror 10013",
        ],
    ),
    (
        ErrorCode::BrowserNotOpened,
        &[
            "unable to open a web page using xdg-open",
            "could not locate runnable browser",
            "no method available for opening",
            "linux_xdg_open_failed",
            "failed to open browser",
            "xdg-open: not found",
            "unable to open browser",
            "no web browser found",
            "x-www-browser: not found",
            "aucun navigateur",
        ],
    ),
    (
        ErrorCode::ProxyAnswered,
        &[
            "proxy authentication required",
            "response 407",
            "407 from proxy",
            "status: 407",
            "http 407",
            " 407 ",
            "(407)",
            "err_tunnel_connection_failed",
            "err_proxy_connection_failed",
            "cannot connect to proxy",
            "unable to connect to proxy",
            "proxyerror",
            "proxyconnect tcp",
            "tunnel connection failed",
            "tunneling socket could not be established",
            "authentification proxy requise",
            "proxyauthentifizierung",
            "squid",
            "zscaler",
            "bluecoat",
            "blue coat",
            "web page blocked",
            "page blocked",
            "policy_denied",
            "forcepoint",
            "netskope",
            "fortigate",
            "mcafee web gateway",
            "cisco umbrella",
            "blocked in accordance with company policy",
            "captive portal",
        ],
    ),
    (
        ErrorCode::TlsOutdated,
        &[
            "could not create ssl/tls secure channel",
            "impossible de créer un canal sécurisé ssl/tls",
            "geschützter ssl/tls-kanal konnte nicht erstellt",
            "no se puede crear un canal seguro ssl/tls",
            "alert protocol version",
            "unsupported protocol",
            "tlsv1_alert_protocol_version",
            "wrong version number",
            "unexpected error occurred on a send",
            "ssl_error_syscall",
            "authentication failed because the remote party has closed",
            "inattendue s'est produite lors de l'envoi",
            "unerwarteter fehler beim senden",
            "err_ssl_version",
        ],
    ),
    (
        ErrorCode::TlsRefused,
        &[
            "self-signed certificate",
            "self signed certificate",
            "self_signed_cert",
            "unable_to_get_issuer",
            "unable_to_verify_leaf",
            "unable to get local issuer",
            "unable to verify the first certificate",
            "certificate_verify_failed",
            "certificate verify failed",
            "curl: (60)",
            "curl: (77)",
            "unknownissuer",
            "unknown issuer",
            "sec_error_unknown_issuer",
            "remote certificate is invalid",
            "remotecertificate",
            "certificate chain",
            "untrustedroot",
            "partialchain",
            "trust relationship for the ssl",
            "relation de confiance pour le canal",
            "vertrauensstellung für den",
            "relación de confianza para el canal",
            "pkix path building",
            "valid certification path",
            "signed by unknown authority",
            "failed to verify certificate",
            "err_cert",
            "cert_authority_invalid",
            "cert_has_expired",
            "certificate has expired",
            "invalid peer certificate",
            "crypt_e_no_revocation_check",
            "crypt_e_revocation",
            "schannel",
            "sslhandshakeexception",
            "ssl connection could not be established",
            "sslcertverificationerror",
            "sslerror",
            "certificate problem",
            "tls handshake",
        ],
    ),
    (
        ErrorCode::NameNotFound,
        &[
            " enotfound",
            "'enotfound",
            "(enotfound",
            "=enotfound",
            ":enotfound",
            "eai_again",
            "could not resolve host",
            "couldn't resolve host",
            "name or service not known",
            "name could not be resolved",
            "no such host",
            "nodename nor servname",
            "nameresolutionerror",
            "name resolution",
            "dns error",
            "unknownhostexception",
            "err_name_not_resolved",
            "nxdomain",
            "dns_probe",
            "getaddrinfo",
            "failed to lookup address",
            "nom distant n'a pas pu être résolu",
            "hôte inconnu",
            "remotename konnte nicht aufgelöst",
            "host ist nicht bekannt",
            "host unbekannt",
            "host ist unbekannt",
            "nombre remoto",
            "host desconocido",
            "host sconosciuto",
            "そのようなホストは不明",
            "不知道这样的主机",
            "server not found",
            "server misbehaving",
            "dial tcp: lookup",
        ],
    ),
    (
        ErrorCode::NetworkUnreachable,
        &[
            "econnrefused",
            "connectionrefused",
            "connection refused",
            "actively refused",
            "err_connection",
            "econnreset",
            "connection reset",
            "connection was reset",
            "forcibly closed",
            "etimedout",
            "timed out",
            "timeout was reached",
            "curl: (7)",
            "curl: (28)",
            "connect timeout",
            "connecttimeout",
            "network is unreachable",
            "no route to host",
            "enetunreach",
            "ehostunreach",
            "err_internet_disconnected",
            "err_network",
            "err_timed_out",
            "socket hang up",
            "unable to connect to the remote server",
            "impossible de se connecter au serveur distant",
            "remotedisconnected",
            "verbindung mit dem remoteserver kann nicht hergestellt",
            "no es posible conectar con el servidor remoto",
            "failed to establish a new connection",
            "network error",
            "check network and try again",
            "operation has timed out",
            "délai d'attente",
            "connection aborted",
            "a expiré",
            "zeitüberschreitung",
            "ausdrücklich abgelehnt",
            "expressément refusée",
        ],
    ),
    (
        ErrorCode::AnswerNotUnderstood,
        &[
            "unexpected token < in json",
            "unexpected token '<'",
            "unexpected character encountered while parsing value: <",
            "expecting value: line 1 column 1",
            "conversion from json failed",
            "invalid json primitive",
            "not valid json",
            "'<' is an invalid start of a value",
        ],
    ),
];

/// The failure on the way there, if the text tells of one.
pub(super) fn decide(clues: &Clues) -> Option<Decision> {
    if let Some(decision) = unheard(clues) {
        return Some(decision);
    }
    let (code, _) = WORDINGS.iter().find(|(_, wordings)| clues.says(wordings))?;
    let code = *code;
    // What an API says of a token that has ended: both cases in one sentence, and the first is the usual one.
    if code == ErrorCode::ClockWrong && clues.says(&["token has expired or is not yet valid"]) {
        return None;
    }
    // A page instead of JSON with a status of the service's own is the service's.
    if code == ErrorCode::AnswerNotUnderstood && clues.status.is_some_and(|status| status >= 500) {
        return None;
    }
    if code == ErrorCode::NameNotFound
        && let Some(decision) = request::hosts(clues)
    {
        return Some(decision.or(StepId::Network, ErrorCode::NameNotFound));
    }
    let mut decision = Decision::of(code).at(StepId::Network);
    if let Some(host) = clues.hosts.first() {
        decision = decision.with("host", host);
    }
    if code == ErrorCode::BrowserNotOpened {
        return Some(decision.at(StepId::SignIn).likely());
    }
    Some(match code {
        ErrorCode::NameNotFound | ErrorCode::TlsRefused if about_microsoft(clues) => decision,
        ErrorCode::NetworkUnreachable => decision.likely().or(StepId::Network, ErrorCode::ProxyAnswered),
        _ => decision.likely(),
    })
}

fn about_microsoft(clues: &Clues) -> bool {
    clues
        .hosts
        .iter()
        .any(|host| host.contains("microsoft") || host.contains("windows"))
}

/// Entra sent the browser back, and nobody listened: the program had ended, or waits at another port or path.
fn unheard(clues: &Clues) -> Option<Decision> {
    let loopback = UNHEARD.is_match(&clues.text);
    let refused = clues.says(&[
        "refused",
        "err_connection",
        "can't be reached",
        "verbindung",
        "inaccessible",
        "can't connect",
        "cannot connect",
    ]);
    if clues.oauth.is_some() && !refused {
        return None;
    }
    if loopback || HANDED_OVER.is_match(&clues.text) {
        let decision = Decision::of(ErrorCode::NobodyListens);
        return Some(if refused { decision } else { decision.likely() });
    }
    None
}

/// Was it the browser that handed an answer over in its address?
pub(super) fn is_answer(clues: &Clues) -> bool {
    UNHEARD.is_match(&clues.text) || HANDED_OVER.is_match(&clues.text)
}

//! The words of the certificates, and of what a policy forbids.

use crate::language::Text;
use crate::portal::words::text;

pub(crate) const HINT: Text = text(
    "A certificate proves who the application is without a secret that could be copied. Only its public half comes here; the private key stays with the application.",
    "Un certificat prouve l’identité de l’application sans secret que l’on pourrait copier. Seule sa partie publique vient ici ; la clé privée reste avec l’application.",
);
pub(crate) const UPLOAD: Text = text("Upload certificate", "Charger un certificat");
pub(crate) const FILE: Text = text(
    "Certificate file (.cer, .pem, .crt)",
    "Fichier de certificat (.cer, .pem, .crt)",
);
pub(crate) const PASTE: Text = text("Or paste it as PEM", "Ou collez-le au format PEM");
pub(crate) const START: Text = text("Start date", "Date de début");
pub(crate) const CERTIFICATE_ID: Text = text("Certificate ID", "ID de certificat");
pub(crate) const NOTHING: Text = text(
    "Choose a file, or paste the certificate.",
    "Choisissez un fichier ou collez le certificat.",
);
pub(crate) const PRIVATE_KEY: Text = text(
    "This holds a private key. Keep that to yourself, and upload the certificate only.",
    "Ceci contient une clé privée. Gardez-la pour vous et ne chargez que le certificat.",
);
pub(crate) const UNREADABLE: Text = text(
    "This is not an X.509 certificate in PEM or DER.",
    "Ceci n’est pas un certificat X.509 au format PEM ou DER.",
);
pub(crate) const NOT_RSA: Text = text(
    "The certificate’s key is not an RSA key. Make one with RSA and 2048 bits or more.",
    "La clé du certificat n’est pas une clé RSA. Créez-en un avec RSA et au moins 2048 bits.",
);
pub(crate) const TOO_LONG: Text = text(
    "A policy of this organization limits how long certificates are valid. Upload one that ends sooner.",
    "Une stratégie de cette organisation limite la durée de validité des certificats. Chargez-en un qui se termine plus tôt.",
);
pub(crate) const TAKEN: Text = text(
    "This certificate is already here.",
    "Ce certificat est déjà présent.",
);
pub(crate) const SECRETS_FORBIDDEN: Text = text(
    "Client secrets are blocked by a policy of this organization. Use a certificate instead, or ask an administrator for an exception.",
    "Les secrets client sont bloqués par une stratégie de cette organisation. Utilisez plutôt un certificat, ou demandez une exception à un administrateur.",
);

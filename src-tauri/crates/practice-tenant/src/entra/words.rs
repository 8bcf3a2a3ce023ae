//! The words of the sign-in pages.

pub(crate) mod consent;
pub(crate) mod device;
pub(crate) mod second_factor;

use crate::language::Text;

const fn text(en: &'static str, fr: &'static str) -> Text {
    Text { en, fr }
}

pub(crate) const STRIP: Text = text(
    "Practice tenant – nothing here is real",
    "Locataire d’entraînement – rien ici n’est réel",
);
pub(crate) const SIGN_IN: Text = text("Sign in", "Se connecter");
pub(crate) const TO_CONTINUE: Text = text("to continue to", "pour continuer vers");
pub(crate) const EMAIL: Text = text("Email", "Adresse e-mail");
pub(crate) const PASSWORD: Text = text("Password", "Mot de passe");
pub(crate) const ACCOUNTS: Text = text("Practice accounts", "Comptes d’entraînement");
pub(crate) const ACCOUNTS_HINT: Text = text(
    "Choose one to fill in its name and password.",
    "Choisissez-en un pour remplir son nom et son mot de passe.",
);
pub(crate) const NO_ROLE: Text = text("no role", "aucun rôle");
pub(crate) const CANCEL: Text = text("Cancel", "Annuler");
pub(crate) const TROUBLE: Text = text(
    "Sorry, but we’re having trouble signing you in.",
    "Nous n’avons pas pu vous connecter.",
);
pub(crate) const DETAILS: Text = text("Troubleshooting details", "Détails pour le dépannage");
pub(crate) const DETAILS_HINT: Text = text(
    "If you contact your administrator, send this information to them.",
    "Si vous contactez votre administrateur, envoyez-lui ces informations.",
);
pub(crate) const SIGNED_OUT: Text = text(
    "You signed out of your account",
    "Vous êtes déconnecté de votre compte",
);
pub(crate) const CLOSE_WINDOWS: Text = text(
    "It’s a good idea to close all browser windows.",
    "Il est préférable de fermer toutes les fenêtres du navigateur.",
);
pub(crate) const CONTINUE: Text = text("Continue", "Continuer");
pub(crate) const RETURNING: Text = text("Returning to the application", "Retour à l’application");
pub(crate) const ERROR_CODE: Text = text("Error Code", "Code d’erreur");
pub(crate) const REQUEST_ID: Text = text("Request Id", "ID de demande");
pub(crate) const CORRELATION_ID: Text = text("Correlation Id", "ID de corrélation");
pub(crate) const TIMESTAMP: Text = text("Timestamp", "Horodatage");

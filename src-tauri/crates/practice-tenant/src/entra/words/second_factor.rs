//! The words of the second factor.

use super::text;
use crate::language::Text;

pub(crate) use super::CANCEL;

pub(crate) const APPROVE_TITLE: Text = text("Approve sign in request", "Approuver la demande de connexion");
pub(crate) const APPROVE_HOW: Text = text(
    "Open your authenticator app, and enter the number shown to sign in.",
    "Ouvrez votre application d’authentification et entrez le nombre affiché pour vous connecter.",
);
pub(crate) const PHONE: Text = text(
    "Practice authenticator app",
    "Application d’authentification d’entraînement",
);
pub(crate) const PHONE_HINT: Text = text(
    "This would be on your phone. Approve only what you started yourself.",
    "Elle serait sur votre téléphone. N’approuvez que ce que vous avez lancé vous-même.",
);
pub(crate) const NUMBER: Text = text("Enter the number shown", "Entrez le nombre affiché");
pub(crate) const WRONG_NUMBER: Text = text(
    "That is not the number shown above. Enter it again.",
    "Ce n’est pas le nombre affiché ci-dessus. Entrez-le à nouveau.",
);
pub(crate) const APPROVE: Text = text("Yes, approve", "Oui, approuver");
pub(crate) const DENY: Text = text("No, it’s not me", "Non, ce n’est pas moi");
pub(crate) const MORE_TITLE: Text = text("More information required", "Plus d’informations requises");
pub(crate) const MORE_WHY: Text = text(
    "Your organization needs more information to keep your account secure.",
    "Votre organisation a besoin de plus d’informations pour préserver la sécurité de votre compte.",
);
pub(crate) const MORE_PRACTICE: Text = text(
    "Here you would scan a code with your phone. In the practice tenant one press sets the authenticator app up.",
    "Ici, vous scanneriez un code avec votre téléphone. Dans le locataire d’entraînement, un clic configure l’application d’authentification.",
);
pub(crate) const SET_UP: Text = text("Set up", "Configurer");

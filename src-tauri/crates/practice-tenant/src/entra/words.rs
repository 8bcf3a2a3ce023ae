//! The words of the sign-in pages.

pub(crate) mod device;

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
pub(crate) const PERMISSIONS_REQUESTED: Text = text("Permissions requested", "Autorisations demandées");
pub(crate) const APP_WOULD_LIKE: Text = text("This app would like to:", "Cette application souhaite :");
pub(crate) const CONSENT_MEANS: Text = text(
    "Accepting these permissions means that you allow this app to use your data as described above.",
    "Accepter ces autorisations signifie que vous permettez à cette application d’utiliser vos données comme indiqué ci-dessus.",
);
pub(crate) const ON_BEHALF: Text = text(
    "Consent on behalf of your organization",
    "Donner votre consentement au nom de votre organisation",
);
pub(crate) const ON_BEHALF_HINT: Text = text(
    "If you check this box, nobody else in your organization will be asked to review these permissions.",
    "Si vous cochez cette case, personne d’autre dans votre organisation ne devra examiner ces autorisations.",
);
pub(crate) const ACCEPT: Text = text("Accept", "Accepter");
pub(crate) const CANCEL: Text = text("Cancel", "Annuler");
pub(crate) const APPROVAL: Text = text("Need admin approval", "Approbation de l’administrateur requise");
pub(crate) const APPROVAL_WHY: Text = text(
    "needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.",
    "a besoin d’une autorisation d’accès à des ressources de votre organisation que seul un administrateur peut accorder. Demandez-la à un administrateur avant d’utiliser cette application.",
);
pub(crate) const RETURN: Text = text(
    "Return to the application without granting consent",
    "Revenir à l’application sans donner de consentement",
);
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

/// The pages of the second factor.
pub(crate) mod second_factor {
    use super::{Text, text};

    pub(crate) use super::CANCEL;

    pub(crate) const APPROVE_TITLE: Text =
        text("Approve sign in request", "Approuver la demande de connexion");
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
}

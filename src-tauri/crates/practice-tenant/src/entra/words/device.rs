//! The words of a sign-in for a device.

use super::text;
use crate::language::{Language, Text};

pub(crate) use super::{CANCEL, CONTINUE};

pub(crate) const ENTER_CODE: Text = text("Enter code", "Entrer le code");
pub(crate) const ENTER_CODE_HINT: Text = text(
    "Type the code that your app or device shows you.",
    "Tapez le code que votre application ou votre appareil vous montre.",
);
pub(crate) const CODE: Text = text("Code", "Code");
pub(crate) const NEXT: Text = text("Next", "Suivant");
pub(crate) const CONFIRM_WHY: Text = text(
    "Go on only if you started this sign-in yourself, a moment ago. Whoever sent you the code would be signed in as you.",
    "Ne continuez que si vous avez vous-même commencé cette connexion, il y a un instant. La personne qui vous aurait envoyé le code serait connectée à votre place.",
);
pub(crate) const DONE: Text = text(
    "The app goes on by itself in a few seconds. You can close this window.",
    "L’application continue d’elle-même dans quelques secondes. Vous pouvez fermer cette fenêtre.",
);
pub(crate) const DECLINED: Text = text("Sign-in cancelled", "Connexion annulée");
pub(crate) const DECLINED_HINT: Text = text(
    "The app has been told. You can close this window.",
    "L’application en a été informée. Vous pouvez fermer cette fenêtre.",
);

const WRONG: Text = text(
    "No app waits for this code. Check it and type it again.",
    "Aucune application n’attend ce code. Vérifiez-le et tapez-le à nouveau.",
);
const EMPTY: Text = text("Type the code first.", "Tapez d’abord le code.");
const EXPIRED: Text = text(
    "This code has expired. Ask the app for a new one.",
    "Ce code a expiré. Demandez-en un nouveau à l’application.",
);
const ANSWERED: Text = text(
    "This code has already been used. Ask the app for a new one.",
    "Ce code a déjà été utilisé. Demandez-en un nouveau à l’application.",
);

/// Why a typed code was not taken.
pub(crate) fn refused(language: Language, code: u32) -> &'static str {
    let words = match code {
        90119 => EMPTY,
        70019 => EXPIRED,
        90120 => ANSWERED,
        _ => WRONG,
    };
    words.to(language)
}

pub(crate) fn confirm_title(language: Language, app: &str) -> String {
    match language {
        Language::English => format!("Are you trying to sign in to {app}?"),
        Language::French => format!("Essayez-vous de vous connecter à {app} ?"),
    }
}

pub(crate) fn done_title(language: Language, app: &str) -> String {
    match language {
        Language::English => format!("You are signed in to {app}"),
        Language::French => format!("Vous êtes connecté à {app}"),
    }
}

/// The sentence that an app shows as it is. The English one is the service's own.
pub(crate) fn message(language: Language, page: &str, user_code: &str) -> String {
    match language {
        Language::English => format!(
            "To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."
        ),
        Language::French => format!(
            "Pour vous connecter, ouvrez la page {page} dans un navigateur web et entrez le code {user_code} pour vous authentifier."
        ),
    }
}

//! The words of the page that switches faults on.

use crate::language::Text;
use crate::portal::words::text;
use crate::scenario::Scenario;

pub(crate) const FAULTS: Text = text("Practice faults", "Pannes d’entraînement");
pub(crate) const INTRODUCTION: Text = text(
    "The Entra admin center has no such page. Switch a fault on, see what your app makes of it, and switch it off again. \
     Registrations, secrets and consents stay as they are.",
    "Cette page n’existe pas dans le Centre d’administration Entra. Activez une panne, observez ce que votre application \
     en fait, puis désactivez-la. Les inscriptions, les secrets et les consentements restent tels quels.",
);
pub(crate) const NONE_ON: Text = text("Switch all off", "Tout désactiver");
pub(crate) const CLOCK: Text = text(
    "Clock of the practice tenant",
    "Horloge du locataire d’entraînement",
);
pub(crate) const CLOCK_HINT: Text = text(
    "Tokens, codes and secrets age by this clock. It only goes forward; starting the practice tenant anew sets it right.",
    "Les jetons, les codes et les secrets vieillissent selon cette horloge. Elle ne fait qu’avancer ; redémarrer le \
     locataire d’entraînement la remet à l’heure.",
);
pub(crate) const NOW: Text = text("Now", "Maintenant");
pub(crate) const AN_HOUR: Text = text("One hour on", "Avancer d’une heure");
pub(crate) const A_DAY: Text = text("One day on", "Avancer d’un jour");
pub(crate) const A_QUARTER: Text = text("91 days on", "Avancer de 91 jours");

/// Where in a journey a fault is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    SignIn,
    Credentials,
    Tokens,
    Apis,
}

impl Place {
    pub(crate) const ALL: [Self; 4] = [Self::SignIn, Self::Credentials, Self::Tokens, Self::Apis];

    pub(crate) fn name(self) -> Text {
        match self {
            Self::SignIn => text("Sign-in and consent", "Connexion et consentement"),
            Self::Credentials => text("Registrations and secrets", "Inscriptions et secrets"),
            Self::Tokens => text("Tokens", "Jetons"),
            Self::Apis => text("Answers of the APIs", "Réponses des API"),
        }
    }
}

pub(crate) fn place(scenario: Scenario) -> Place {
    match scenario {
        Scenario::ConsentMissing | Scenario::MfaRequired | Scenario::DeviceCodeBlocked => Place::SignIn,
        Scenario::SecretExpired
        | Scenario::SecretForbiddenByPolicy
        | Scenario::SecretLifetimeByPolicy
        | Scenario::AppRegistrationRestricted
        | Scenario::PropagationDelay => Place::Credentials,
        Scenario::WrongAudience
        | Scenario::KeyRotated
        | Scenario::ClockSkewed
        | Scenario::TokenThrottled
        | Scenario::TokenExpiredMidPaging => Place::Tokens,
        Scenario::UserWithoutDefenderRole
        | Scenario::NotProvisioned
        | Scenario::Throttled
        | Scenario::DocumentedRates
        | Scenario::Slow
        | Scenario::Flaky
        | Scenario::BrokenJson
        | Scenario::Truncated
        | Scenario::HostileNextLink
        | Scenario::HostileContent
        | Scenario::HugePage => Place::Apis,
    }
}

pub(crate) fn name(scenario: Scenario) -> Text {
    match scenario {
        Scenario::ConsentMissing => text("Consent missing", "Consentement manquant"),
        Scenario::MfaRequired => text("Multifactor required", "Authentification multifacteur exigée"),
        Scenario::DeviceCodeBlocked => text("Device code blocked", "Code d’appareil bloqué"),
        Scenario::SecretExpired => text("Secret expired", "Secret expiré"),
        Scenario::SecretForbiddenByPolicy => text(
            "Secrets forbidden by policy",
            "Secrets interdits par une stratégie",
        ),
        Scenario::SecretLifetimeByPolicy => text(
            "Lifetime limited by policy",
            "Durée de vie limitée par une stratégie",
        ),
        Scenario::AppRegistrationRestricted => text(
            "App registration restricted",
            "Inscription d’applications restreinte",
        ),
        Scenario::PropagationDelay => text("Propagation delay", "Délai de propagation"),
        Scenario::WrongAudience => text("Wrong audience", "Mauvaise audience"),
        Scenario::KeyRotated => text("Signing key rotated", "Clé de signature renouvelée"),
        Scenario::ClockSkewed => text("Clock skewed", "Horloge décalée"),
        Scenario::TokenExpiredMidPaging => {
            text("Token expired while paging", "Jeton expiré entre deux pages")
        }
        Scenario::UserWithoutDefenderRole => text("No role in Defender", "Aucun rôle dans Defender"),
        Scenario::NotProvisioned => text("Defender not set up", "Defender pas configuré"),
        Scenario::Throttled => text("Throttled", "Débit limité"),
        Scenario::TokenThrottled => text("Token requests throttled", "Demandes de jeton limitées"),
        Scenario::DocumentedRates => text("Documented rates", "Limites documentées"),
        Scenario::Slow => text("Slow", "Lenteur"),
        Scenario::Flaky => text("Flaky", "Instabilité"),
        Scenario::BrokenJson => text("Broken JSON", "JSON cassé"),
        Scenario::Truncated => text("Connection cut off", "Connexion coupée"),
        Scenario::HostileNextLink => text("Hostile next link", "Lien suivant hostile"),
        Scenario::HostileContent => text("Hostile content", "Contenu hostile"),
        Scenario::HugePage => text("Huge page", "Page énorme"),
    }
}

/// What it does. The English is the line of `--list-scenarios`.
pub(crate) fn effect(scenario: Scenario) -> Text {
    let fr = match scenario {
        Scenario::ConsentMissing => {
            "rien ne compte comme consenti : les jetons d’application ne portent aucun rôle, les \
             personnes sont interrogées à nouveau"
        }
        Scenario::MfaRequired => {
            "une stratégie exige un second facteur de chacun (AADSTS50076 là où aucune page ne peut \
             s’afficher)"
        }
        Scenario::DeviceCodeBlocked => {
            "une stratégie d’accès conditionnel bloque le flux par code d’appareil (AADSTS53003)"
        }
        Scenario::SecretExpired => "chaque secret client compte comme expiré (AADSTS7000222)",
        Scenario::SecretForbiddenByPolicy => {
            "une stratégie du locataire interdit les secrets client : impossible d’en ajouter, par le \
             portail comme par Graph"
        }
        Scenario::SecretLifetimeByPolicy => {
            "une stratégie du locataire limite la durée de vie des secrets et des certificats à 90 jours : \
             au-delà, ils sont refusés"
        }
        Scenario::AppRegistrationRestricted => {
            "« Les utilisateurs peuvent inscrire des applications » est réglé sur Non : Graph refuse les \
             personnes sans rôle"
        }
        Scenario::PropagationDelay => {
            "les nouvelles applications, les nouveaux secrets et consentements mettent autant de temps \
             que chez Entra à être connus partout"
        }
        Scenario::WrongAudience => "les jetons sont émis pour une API voisine, et l’API appelée les refuse",
        Scenario::KeyRotated => {
            "les jetons sont signés avec une nouvelle clé ; le jeu de clés ne contient plus l’ancienne"
        }
        Scenario::ClockSkewed => "l’horloge du locataire a dix minutes d’avance sur la vôtre",
        Scenario::TokenExpiredMidPaging => {
            "un jeton qui a servi pour une page est refusé comme expiré à la suivante ; un jeton neuf \
             continue"
        }
        Scenario::UserWithoutDefenderRole => {
            "personne n’a de rôle dans Defender : les appels au nom d’un utilisateur reçoivent 403"
        }
        Scenario::NotProvisioned => {
            "Defender n’a jamais été configuré dans le locataire : ses API répondent 403"
        }
        Scenario::Throttled => "un appel d’API sur trois reçoit 429 avec Retry-After: 1",
        Scenario::TokenThrottled => {
            "une demande de jeton d’application sur trois reçoit 429 avec Retry-After: 1"
        }
        Scenario::DocumentedRates => {
            "les appels au-delà de la limite documentée de chaque API reçoivent 429 jusqu’à ce que la \
             fenêtre se libère"
        }
        Scenario::Slow => "chaque réponse d’une API prend 300 ms",
        Scenario::Flaky => "un appel d’API sur trois reçoit 503",
        Scenario::BrokenJson => "les API coupent leur JSON au milieu",
        Scenario::Truncated => "la connexion se ferme au milieu de la réponse d’une API",
        Scenario::HostileNextLink => {
            "les liens vers la page suivante mènent à une autre origine, où un jeton ne doit jamais aller"
        }
        Scenario::HostileContent => {
            "les titres, les noms, les commentaires et les adresses contiennent du balisage, des formules, des \
             caractères de contrôle et un mégaoctet de texte"
        }
        Scenario::HugePage => "chaque page d’une liste est gonflée à plusieurs mégaoctets",
    };
    text(scenario.explanation(), fr)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_words_in_both_languages() {
        for scenario in Scenario::all() {
            let (name, effect) = (name(*scenario), effect(*scenario));
            for (en, fr) in [(name.en, name.fr), (effect.en, effect.fr)] {
                assert!(!en.is_empty() && !fr.is_empty() && en != fr, "{scenario}");
            }
        }
    }
}

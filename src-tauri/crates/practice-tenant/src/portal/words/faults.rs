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

/// Where it is met, what it is called, and what it does, in French; the English is [`Scenario::explanation`].
struct Told {
    place: Place,
    name: Text,
    effect: &'static str,
}

const fn told(place: Place, en: &'static str, fr: &'static str, effect: &'static str) -> Told {
    Told {
        place,
        name: text(en, fr),
        effect,
    }
}

pub(crate) fn place(scenario: Scenario) -> Place {
    words(scenario).place
}

pub(crate) fn name(scenario: Scenario) -> Text {
    words(scenario).name
}

pub(crate) fn effect(scenario: Scenario) -> Text {
    text(scenario.explanation(), words(scenario).effect)
}

fn words(scenario: Scenario) -> Told {
    match scenario {
        Scenario::ConsentMissing => told(
            Place::SignIn,
            "Consent missing",
            "Consentement manquant",
            "rien ne compte comme consenti : les jetons d’application ne portent aucun rôle, les personnes sont interrogées à nouveau",
        ),
        Scenario::MfaRequired => told(
            Place::SignIn,
            "Multifactor required",
            "Authentification multifacteur exigée",
            "une stratégie exige un second facteur de chacun (AADSTS50076 là où aucune page ne peut s’afficher)",
        ),
        Scenario::DeviceCodeBlocked => told(
            Place::SignIn,
            "Device code blocked",
            "Code d’appareil bloqué",
            "une stratégie d’accès conditionnel bloque le flux par code d’appareil (AADSTS53003)",
        ),
        Scenario::SecretExpired => told(
            Place::Credentials,
            "Secret expired",
            "Secret expiré",
            "chaque secret client compte comme expiré (AADSTS7000222)",
        ),
        Scenario::SecretForbiddenByPolicy => told(
            Place::Credentials,
            "Secrets forbidden by policy",
            "Secrets interdits par une stratégie",
            "une stratégie du locataire interdit les secrets client : impossible d’en ajouter, par le portail comme par Graph",
        ),
        Scenario::PropagationDelay => told(
            Place::Credentials,
            "Propagation delay",
            "Délai de propagation",
            "les nouvelles applications, les nouveaux secrets et consentements mettent autant de temps que chez Entra à être connus partout",
        ),
        Scenario::WrongAudience => told(
            Place::Tokens,
            "Wrong audience",
            "Mauvaise audience",
            "les jetons sont émis pour une API voisine, et l’API appelée les refuse",
        ),
        Scenario::KeyRotated => told(
            Place::Tokens,
            "Signing key rotated",
            "Clé de signature renouvelée",
            "les jetons sont signés avec une nouvelle clé ; le jeu de clés ne contient plus l’ancienne",
        ),
        Scenario::ClockSkewed => told(
            Place::Tokens,
            "Clock skewed",
            "Horloge décalée",
            "l’horloge du locataire a dix minutes d’avance sur la vôtre",
        ),
        Scenario::TokenExpiredMidPaging => told(
            Place::Tokens,
            "Token expired while paging",
            "Jeton expiré entre deux pages",
            "un jeton qui a servi pour une page est refusé comme expiré à la suivante ; un jeton neuf continue",
        ),
        Scenario::UserWithoutDefenderRole => told(
            Place::Apis,
            "No role in Defender",
            "Aucun rôle dans Defender",
            "personne n’a de rôle dans Defender : les appels au nom d’un utilisateur reçoivent 403",
        ),
        Scenario::NotProvisioned => told(
            Place::Apis,
            "Defender not set up",
            "Defender pas configuré",
            "Defender n’a jamais été configuré dans le locataire : ses API répondent 403",
        ),
        Scenario::Throttled => told(
            Place::Apis,
            "Throttled",
            "Débit limité",
            "un appel d’API sur trois reçoit 429 avec Retry-After: 1",
        ),
        Scenario::Slow => told(
            Place::Apis,
            "Slow",
            "Lenteur",
            "chaque réponse d’une API prend 300 ms",
        ),
        Scenario::Flaky => told(
            Place::Apis,
            "Flaky",
            "Instabilité",
            "un appel d’API sur trois reçoit 503",
        ),
        Scenario::BrokenJson => told(
            Place::Apis,
            "Broken JSON",
            "JSON cassé",
            "les API coupent leur JSON au milieu",
        ),
        Scenario::Truncated => told(
            Place::Apis,
            "Connection cut off",
            "Connexion coupée",
            "la connexion se ferme au milieu de la réponse d’une API",
        ),
        Scenario::HostileNextLink => told(
            Place::Apis,
            "Hostile next link",
            "Lien suivant hostile",
            "les liens vers la page suivante mènent à une autre origine, où un jeton ne doit jamais aller",
        ),
        Scenario::HugePage => told(
            Place::Apis,
            "Huge page",
            "Page énorme",
            "chaque page d’une liste est gonflée à plusieurs mégaoctets",
        ),
    }
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

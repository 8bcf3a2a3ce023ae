
"Application (client) ID: $($app.appId)"
"Consent for the whole organisation: «consent_page»"


echo "Application (client) ID: $client_id"
echo "Consent for the whole organisation: «consent_page»"

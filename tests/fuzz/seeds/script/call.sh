#!/bin/sh
TOKEN=$(curl -s -d "client_id=631a96bc-a705-4eda-9f99-fdaf9f54f6a2&client_secret=Qz18Q~MadeUpForHandrail.NotARealOne_0000&scope=https://graph.microsoft.com/.default&grant_type=client_credentials" "https://login.microsoftonline.com/$TENANT/oauth2/v2.0/token" | jq -r .access_token)
curl -k -H "Authorization: Bearer $TOKEN" 'https://graph.microsoft.com/v1.0/security/incidents?$filter=lastUpdateDateTime ge 2026-11-01' > incidents.json

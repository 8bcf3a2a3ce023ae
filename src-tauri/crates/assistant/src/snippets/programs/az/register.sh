#!/usr/bin/env bash
# «comment»
# Makes the app registration, once. Needs the Azure CLI, and an administrator who signs in.
set -euo pipefail

az login --tenant «tenant» --allow-no-subscriptions --output none

# The API that the app reads; a tenant that never used it learns of it here.
az ad sp show --id «resource» --output none 2>/dev/null || az ad sp create --id «resource» --output none

client_id=$(az ad app create --display-name «name» --sign-in-audience «audience»«platform» --query appId --output tsv)
az ad sp create --id "$client_id" --output none
az ad app permission add --id "$client_id" --api «resource» --api-permissions «permission_id»=«kind» --output none

# Consent to «permission» for the whole organisation. A new app takes a while to be known everywhere.
for _ in 1 2 3 4 5 6; do
  az ad app permission admin-consent --id "$client_id" && break
  sleep 10
done

#!/usr/bin/env bash
# «comment»
# Makes the app registration; run again, it changes the same one. Needs the Azure CLI, and somebody who signs in.
«unrepaired»set -euo pipefail

graph=«graph»

«cloud»az login --tenant «tenant» --allow-no-subscriptions --output none

ask() {
  az rest --resource «graph_audience» --output tsv "$@"
}

# The object ID of an app's service principal, which is made where there is none. A new app takes a while to be known.
principal() {
  local known="$graph/v1.0/servicePrincipals(appId='$1')?\$select=id"
  for _ in 1 2 3 4 5 6; do
    ask --method get --url "$known" --query id 2>/dev/null && return
    ask --method post --url "$graph/v1.0/servicePrincipals" --body "{\"appId\": \"$1\"}" >/dev/null 2>&1 || sleep 10
  done
  echo "There is no service principal of $1, and none could be made." >&2
  return 1
}

unique="$graph/v1.0/applications(uniqueName='«unique_name»')"
ask --method patch --url "$unique" --headers Prefer=create-if-missing --body «body» >/dev/null
client_id=$(ask --method get --url "$unique?\$select=appId" --query appId)
app="$graph/v1.0/applications(appId='$client_id')"
principal_id=$(principal "$client_id")

# The APIs that the app reads; a tenant that never used one learns of it here.
«resources»


# Consent for the whole organisation.
grant() {
  local granted
  granted=$(ask --method get --url "$graph/v1.0/servicePrincipals/$principal_id/oauth2PermissionGrants" \
    --query "value[?resourceId=='$1' && consentType=='AllPrincipals'].id")
  if [ -n "$granted" ]; then
    ask --method patch --url "$graph/v1.0/oauth2PermissionGrants/$granted" --body "{\"scope\": \"$2\"}" >/dev/null
  else
    ask --method post --url "$graph/v1.0/oauth2PermissionGrants" >/dev/null --body "{\"clientId\": \"$principal_id\",
      \"consentType\": \"AllPrincipals\", \"resourceId\": \"$1\", \"scope\": \"$2\"}"
  fi
}
«grants»


# Consent for the whole organisation.
assign() {
  local granted
  granted=$(ask --method get --url "$graph/v1.0/servicePrincipals/$principal_id/appRoleAssignments" \
    --query "value[?appRoleId=='$2'].id")
  [ -z "$granted" ] || return 0
  ask --method post --url "$graph/v1.0/servicePrincipals/$1/appRoleAssignedTo" >/dev/null \
    --body "{\"principalId\": \"$principal_id\", \"resourceId\": \"$1\", \"appRoleId\": \"$2\"}"
}
«grants»

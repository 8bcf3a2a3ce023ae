
# Needs openssl. The environment says where the certificate and its private key are (PEM).
: "${CERTIFICATE_FILE:?is not set}" "${CERTIFICATE_KEY_FILE:?is not set}"
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# A JWT that lives for five minutes, signed with PS256.
client_assertion() {
  local thumbprint now header claims unsigned
  thumbprint=$(openssl x509 -in "$CERTIFICATE_FILE" -outform DER | openssl dgst -sha256 -binary | base64url)
  now=$(date +%s)
  header=$(jq -cn --arg x5t "$thumbprint" '{alg: "PS256", typ: "JWT", "x5t#S256": $x5t}')
  claims=$(jq -cn --arg aud "$AUTHORITY/$TENANT_ID/oauth2/v2.0/token" --arg id "$CLIENT_ID" \
    --arg jti "$(openssl rand -hex 16)" --argjson now "$now" \
    '{aud: $aud, iss: $id, sub: $id, jti: $jti, nbf: $now, exp: ($now + 300)}')
  unsigned="$(printf '%s' "$header" | base64url).$(printf '%s' "$claims" | base64url)"
  printf '%s.%s' "$unsigned" "$(printf '%s' "$unsigned" | openssl dgst -sha256 -binary -sign "$CERTIFICATE_KEY_FILE" \
    -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest | base64url)"
}

# The assertion goes in through standard input: arguments can be seen by every program.
request_token() {
  client_assertion | curl --silent --show-error --fail-with-body \
    --data-urlencode 'grant_type=client_credentials' \
    --data-urlencode "client_id=$CLIENT_ID" \
    --data-urlencode "scope=$SCOPE" \
    --data-urlencode 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer' \
    --data-urlencode 'client_assertion@-' \
    "$AUTHORITY/$TENANT_ID/oauth2/v2.0/token"
}


# Before the first run: read -rs CLIENT_SECRET && export CLIENT_SECRET
: "${CLIENT_SECRET:?is not set}"

# The secret goes in through standard input: arguments can be seen by every program.
request_token() {
  printf '%s' "$CLIENT_SECRET" | curl --silent --show-error --fail-with-body \
    --data-urlencode 'grant_type=client_credentials' \
    --data-urlencode "client_id=$CLIENT_ID" \
    --data-urlencode "scope=$SCOPE" \
    --data-urlencode 'client_secret@-' \
    "$AUTHORITY/$TENANT_ID/oauth2/v2.0/token"
}

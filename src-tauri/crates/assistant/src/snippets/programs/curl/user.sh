
# The app registration has http://localhost under Mobile and desktop applications.
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
verifier=$(openssl rand 32 | base64url)
challenge=$(printf '%s' "$verifier" | openssl dgst -sha256 -binary | base64url)
state=$(openssl rand 16 | base64url)
encoded() { jq -rn --arg text "$1" '$text | @uri'; }
echo "Open this address, sign in, and copy the address of the page that cannot be reached:" >&2
echo "$AUTHORITY/$TENANT_ID/oauth2/v2.0/authorize?client_id=$CLIENT_ID&response_type=code&redirect_uri=$(encoded http://localhost)&scope=$(encoded "$SCOPE")&state=$state&code_challenge=$challenge&code_challenge_method=S256" >&2
read -r -p 'Address: ' answered
[[ $answered == *"state=$state"* ]] || { echo "This is not the answer to that sign-in." >&2; exit 1; }
code=${answered#*code=}
code=${code%%&*}

request_token() {
  printf '%s' "$code" | curl --silent --show-error --fail-with-body \
    --data-urlencode 'grant_type=authorization_code' \
    --data-urlencode "client_id=$CLIENT_ID" \
    --data-urlencode 'redirect_uri=http://localhost' \
    --data-urlencode "code_verifier=$verifier" \
    --data-urlencode 'code@-' \
    "$AUTHORITY/$TENANT_ID/oauth2/v2.0/token"
}

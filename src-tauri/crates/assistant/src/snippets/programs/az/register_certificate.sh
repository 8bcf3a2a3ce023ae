
# The public half of the certificate (PEM). It takes the place of those that the app has.
key=$(grep -v -e '-----' "${CERTIFICATE_FILE:?is not set}" | tr -d '\r\n')
ask --method patch --url "$app" >/dev/null \
  --body "{\"keyCredentials\": [{\"type\": \"AsymmetricX509Cert\", \"usage\": \"Verify\", \"key\": \"$key\"}]}"

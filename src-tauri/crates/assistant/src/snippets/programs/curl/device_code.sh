
# Shows a code to type in on any device. In the app registration, Allow public client flows is set to Yes.
device=$(curl --silent --show-error --fail-with-body \
  --data-urlencode "client_id=$CLIENT_ID" \
  --data-urlencode "scope=$SCOPE" \
  "$AUTHORITY/$TENANT_ID/oauth2/v2.0/devicecode") || { printf '%s\n' "$device" >&2; exit 1; }
jq -r .message <<<"$device" >&2
interval=$(jq -r .interval <<<"$device")

request_token() {
  local answer
  while true; do
    sleep "$interval"
    answer=$(jq -j .device_code <<<"$device" | curl --silent --show-error \
      --data-urlencode 'grant_type=urn:ietf:params:oauth:grant-type:device_code' \
      --data-urlencode "client_id=$CLIENT_ID" \
      --data-urlencode 'device_code@-' \
      "$AUTHORITY/$TENANT_ID/oauth2/v2.0/token")
    case $(jq -r '.error // empty' <<<"$answer") in
      authorization_pending) ;;
      slow_down) (( interval += 5 )) ;;
      '') printf '%s' "$answer"; return ;;
      *) printf '%s' "$answer"; return 1 ;;
    esac
  done
}

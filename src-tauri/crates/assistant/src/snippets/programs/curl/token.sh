
answer=$(request_token) || { printf '%s\n' "$answer" >&2; exit 1; }
access_token=$(jq -r .access_token <<<"$answer")

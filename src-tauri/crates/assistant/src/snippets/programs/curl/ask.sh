
page=$(mktemp)
rows=$(mktemp)
trap 'rm -f "$page" "$rows"' EXIT

# curl waits as long as Retry-After says when the service answers 429.
ask() {
  curl --silent --show-error --fail-with-body --retry 8 --header @- --output "$page" "$@" \
    <<<"Authorization: Bearer $access_token" || { cat "$page" >&2; exit 1; }
}

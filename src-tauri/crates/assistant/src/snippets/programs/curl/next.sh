
# Page by page, as the service links them; a link to anywhere else gets no token.
ask --get «options»"$API«path»"
while true; do
  jq -c '.value[]' "$page" >>"$rows"
  next=$(jq -r '."@odata.nextLink" // empty' "$page")
  [[ $next == "$API"/* ]] || break
  ask "$next"
done

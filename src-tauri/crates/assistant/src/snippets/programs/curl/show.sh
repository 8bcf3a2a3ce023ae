
jq -s . "$rows"

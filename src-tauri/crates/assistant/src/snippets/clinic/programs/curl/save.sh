
jq -s . "$rows" >"«file»"

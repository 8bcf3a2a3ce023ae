
query=«query»
ask --header 'Content-Type: application/json' --data "$(jq -n --arg query "$query" '{Query: $query}')" "$API/v1.0/security/runHuntingQuery"
jq -c '.results[]' "$page" >>"$rows"

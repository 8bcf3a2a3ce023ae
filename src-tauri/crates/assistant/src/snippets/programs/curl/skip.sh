
# Page by page, until one is not full.
skip=0
while true; do
  ask --get «options»--data-urlencode '$top=«top»' --data-urlencode "\$skip=$skip" "$API«path»"
  jq -c '.value[]' "$page" >>"$rows"
  count=$(jq '.value | length' "$page")
  (( count == «top» )) || break
  (( skip += count ))
done

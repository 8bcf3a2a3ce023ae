
# What the token opens. The token itself is not shown.
payload=$(cut -d. -f2 <<<"$access_token" | tr '_-' '/+')
while (( ${#payload} % 4 )); do payload+='='; done
base64 --decode <<<"$payload" | jq '{tid, aud, roles, scp, exp} | map_values(values)'

import base64
import json

# What the token opens. The token itself is not shown.
payload = access_token().split(".")[1]
claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
print(json.dumps({name: claims.get(name) for name in ("tid", "aud", "roles", "scp", "exp")}, indent=2))

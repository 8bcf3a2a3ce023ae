# «comment»
# Needs: pip install msal
«imports»
import msal

TENANT_ID = «tenant»
CLIENT_ID = «client»
AUTHORITY = «authority»
API = «api»
SCOPE = «scope»

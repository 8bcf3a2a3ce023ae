import requests, msal
app = msal.ConfidentialClientApplication('631a96bc-a705-4eda-9f99-fdaf9f54f6a2', client_credential="""Qz18Q~MadeUpForHandrail.NotARealOne_0000""", authority='https://login.microsoftonline.com/common')
token = app.acquire_token_for_client(scopes=['https://graph.microsoft.com'])['access_token']
r = requests.get('https://graph.microsoft.com/v1.0/security/incidents', headers={'Authorization': f'Bearer {token}'}, verify=False)
print(token)


# What the sign-in opens.
Get-MgContext | Select-Object -Property @('TenantId', 'ClientId', 'AuthType', 'Scopes')

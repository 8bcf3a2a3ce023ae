$tenantId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301' # the tenant
$clientSecret = 'Qz18Q~MadeUpForHandrail.NotARealOne_0000'
$body = @{
  client_id = "$clientId"
  client_secret = $clientSecret
  resource = 'https://api.security.microsoft.com'
  grant_type = 'client_credentials'
}
$token = (Invoke-RestMethod -Method Post -Uri "https://login.microsoftonline.com/$tenantId/oauth2/token" -Body $body).access_token
Invoke-RestMethod -Uri 'https://api.security.microsoft.com/api/incidents' -Headers @{ Authorization = "Bearer $token" }


# The secret comes from the environment; SecretManagement can put it there.
$form = @{
    grant_type    = 'client_credentials'
    client_id     = $clientId
    client_secret = $env:CLIENT_SECRET
    scope         = $scope
}
$answer = Invoke-RestMethod -Method Post -Uri "$authority/$tenantId/oauth2/v2.0/token" -Body $form

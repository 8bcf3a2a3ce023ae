
# The secret comes from the environment; SecretManagement can put it there.
$secret = ConvertTo-SecureString $env:CLIENT_SECRET -AsPlainText -Force
$credential = [pscredential]::new($clientId, $secret)
Connect-MgGraph -TenantId $tenantId -ClientSecretCredential $credential -Environment $environment -NoWelcome

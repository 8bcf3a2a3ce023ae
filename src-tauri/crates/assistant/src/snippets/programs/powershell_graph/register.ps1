# «comment»
# Makes the app registration, once. Needs an administrator who signs in, and:
# Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns
$ErrorActionPreference = 'Stop'
«environment»
Connect-MgGraph -TenantId «tenant» -Scopes 'Application.ReadWrite.All', «grant_scope» -Environment $environment -NoWelcome

# The API that the app reads; a tenant that never used it learns of it here.
$resource = Get-MgServicePrincipal -Filter "appId eq '«resource»'"
if (-not $resource) { $resource = New-MgServicePrincipal -AppId '«resource»' }

# «permission»
$access = @{
    ResourceAppId  = '«resource»'
    ResourceAccess = @(@{ Id = '«permission_id»'; Type = '«kind»' })
}
$app = New-MgApplication -DisplayName «name» -SignInAudience «audience» -RequiredResourceAccess @($access)«platform»
$principal = New-MgServicePrincipal -AppId $app.AppId

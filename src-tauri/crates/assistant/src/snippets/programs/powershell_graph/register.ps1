# «comment»
# Makes the app registration; run again, it changes the same one. Needs somebody who signs in, and:
# Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns
«unrepaired»$ErrorActionPreference = 'Stop'
«environment»
Connect-MgGraph -TenantId «tenant» -Scopes «scopes» -Environment $environment -NoWelcome

$wanted = @{
    displayName            = «name»
    signInAudience         = «audience»
    tags                   = @(«tag»)
«platform»    requiredResourceAccess = @(
«access»    )
}
$unique = "v1.0/applications(uniqueName='«unique_name»')"
$body = ConvertTo-Json $wanted -Depth 6
$null = Invoke-MgGraphRequest -Method PATCH -Uri $unique -Headers @{ Prefer = 'create-if-missing' } -Body $body
$app = Invoke-MgGraphRequest -Method GET -Uri $unique

# A service principal, made where there is none. A new app takes a while to be known.
function Find-Principal($AppId) {
    foreach ($pause in 0, 5, 10, 20) {
        Start-Sleep -Seconds $pause
        $found = Get-MgServicePrincipal -Filter "appId eq '$AppId'"
        if (-not $found) { $found = New-MgServicePrincipal -AppId $AppId -ErrorAction SilentlyContinue }
        if ($found) { return $found }
    }
    throw "There is no service principal of $AppId, and none could be made."
}
$principal = Find-Principal $app.appId

# The APIs that the app reads; a tenant that never used one learns of it here.
«resources»

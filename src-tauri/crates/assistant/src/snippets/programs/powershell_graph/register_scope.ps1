
# Consent for the whole organisation.
function Grant-Scope($Resource, $Scope) {
    $all = Get-MgServicePrincipalOauth2PermissionGrant -ServicePrincipalId $principal.Id -All
    $granted = $all | Where-Object { $_.ResourceId -eq $Resource.Id -and $_.ConsentType -eq 'AllPrincipals' }
    if ($granted) {
        $change = @{ OAuth2PermissionGrantId = $granted.Id; Scope = $Scope }
        Update-MgOauth2PermissionGrant @change
        return
    }
    $null = New-MgOauth2PermissionGrant -BodyParameter @{
        ClientId    = $principal.Id
        ConsentType = 'AllPrincipals'
        ResourceId  = $Resource.Id
        Scope       = $Scope
    }
}
«grants»

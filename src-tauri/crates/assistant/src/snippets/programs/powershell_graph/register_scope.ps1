
# Consent for the whole organisation.
function Grant-Scope($Resource, $Scope) {
    $granted = Get-MgServicePrincipalOauth2PermissionGrant -ServicePrincipalId $principal.Id -All |
        Where-Object { $_.ResourceId -eq $Resource.Id -and $_.ConsentType -eq 'AllPrincipals' }
    if ($granted) {
        Update-MgOauth2PermissionGrant -OAuth2PermissionGrantId $granted.Id -Scope $Scope
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


# Consent for the whole organisation.
$granted = Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -All
function Grant-Role($Resource, $Role) {
    if ($granted.AppRoleId -contains $Role) { return }
    $null = New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $Resource.Id -BodyParameter @{
        PrincipalId = $principal.Id
        ResourceId  = $Resource.Id
        AppRoleId   = $Role
    }
}
«grants»

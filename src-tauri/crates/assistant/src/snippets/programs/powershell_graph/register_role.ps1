
# Consent for the whole organisation.
$null = New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $resource.Id -BodyParameter @{
    PrincipalId = $principal.Id
    ResourceId  = $resource.Id
    AppRoleId   = '«permission_id»'
}


# Consent for the whole organisation.
$null = New-MgOauth2PermissionGrant -BodyParameter @{
    ClientId    = $principal.Id
    ConsentType = 'AllPrincipals'
    ResourceId  = $resource.Id
    Scope       = '«permission»'
}


# Shows a code to type in on any device. In the app registration, Allow public client flows is set to Yes.
Connect-MgGraph -TenantId $tenantId -ClientId $clientId -Scopes «permission» -Environment $environment -UseDeviceCode -NoWelcome


# Signs in in the browser. The app registration has http://localhost under Mobile and desktop applications.
Connect-MgGraph -TenantId $tenantId -ClientId $clientId -Scopes «permission» -Environment $environment -NoWelcome

«comments»$ErrorActionPreference = 'Stop'
$tenantId = «tenant»
$clientId = «client»
$authority = if ($env:AUTHORITY) { $env:AUTHORITY } else { '«authority»' }
$api = if ($env:API) { $env:API } else { '«api»' }
$scope = '«scope»'

# «comment»
$ErrorActionPreference = 'Stop'
$tenantId = «tenant»
$clientId = «client»
$authority = «authority»
$api = «api»
$scope = «scope»

# «comment»
# Needs: Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Security
$ErrorActionPreference = 'Stop'
$tenantId = «tenant»
$clientId = «client»
«environment»

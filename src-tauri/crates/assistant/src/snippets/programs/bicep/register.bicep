// «comment»
// Makes the app registration in tenant «tenant_id»:
// az deployment group create --resource-group GROUP --template-file register.bicep
//
// Beside this file there has to be a bicepconfig.json:
// {"extensions": {"microsoftGraphV1": "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0"}}
«unrepaired»«cloud»
extension microsoftGraphV1
«parameters»
resource app 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: «unique_name»
  displayName: «name»
  signInAudience: «audience»
  tags: [
    «tag»
  ]
«platform»«credential»  requiredResourceAccess: [
«access»  ]
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: app.appId
}
«grants»
output clientId string = app.appId

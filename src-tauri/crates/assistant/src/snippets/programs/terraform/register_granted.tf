
output "client_id" {
  value = azuread_application.handrail.client_id
}

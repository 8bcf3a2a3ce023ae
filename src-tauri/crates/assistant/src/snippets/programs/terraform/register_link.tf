
output "client_id" {
  value = azuread_application.handrail.client_id
}

# An administrator opens this address to consent for the whole organisation.
output "consent_link" {
  value = "«consent_page»"
}

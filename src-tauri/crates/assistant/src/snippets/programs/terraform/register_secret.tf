
# The state holds the value of the secret: keep the state where secrets may be, or choose a certificate.
resource "azuread_application_password" "handrail" {
  application_id = azuread_application.handrail.id
  display_name   = "Handrail"
  end_date       = timeadd(plantimestamp(), "4320h")

  lifecycle {
    ignore_changes = [end_date]
  }
}

output "client_secret" {
  value     = azuread_application_password.handrail.value
  sensitive = true
}


variable "certificate_file" {
  type        = string
  description = "The public half of the certificate (PEM)."
}

variable "certificate_end" {
  type        = string
  description = "When the certificate ends, such as 2027-11-21T00:00:00Z."
«certificate_end»}

resource "azuread_application_certificate" "handrail" {
  application_id = azuread_application.handrail.id
  type           = "AsymmetricX509Cert"
  value          = file(var.certificate_file)
  end_date       = var.certificate_end
}

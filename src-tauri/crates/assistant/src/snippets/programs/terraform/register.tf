# «comment»
# Makes the app registration. Sign in first: az login --tenant «tenant_id» --allow-no-subscriptions
«unrepaired»
terraform {
  required_version = ">= 1.5"

  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

provider "azuread" {
  tenant_id = «tenant»
«environment»}

resource "azuread_application" "handrail" {
  display_name     = «name»
  sign_in_audience = «audience»
  tags             = [«tag»]
«platform»«access»}

resource "azuread_service_principal" "handrail" {
  client_id = azuread_application.handrail.client_id
}
«resources»

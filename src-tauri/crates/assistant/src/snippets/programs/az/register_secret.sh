
# The value of the secret, shown this once: put it into a vault.
az ad app credential reset --id "$client_id" --append --display-name Handrail --years 1 --query password --output tsv

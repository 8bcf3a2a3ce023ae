
# The public half of the certificate (PEM).
az ad app credential reset --id "$client_id" --append --cert "@${CERTIFICATE_FILE:?is not set}" --output none

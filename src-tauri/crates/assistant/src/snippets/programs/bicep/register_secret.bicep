
// Bicep makes no secrets. Make one afterwards, or choose a certificate:
// az ad app credential reset --id CLIENT-ID --append --display-name Handrail --years 1

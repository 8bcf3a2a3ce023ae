
// An administrator opens this address to consent for the whole organisation.
output consentLink string = '«consent_page»'

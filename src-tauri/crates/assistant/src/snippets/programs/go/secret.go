
// requestToken takes the secret from the environment: a vault, or the service that runs this, can put it there.
func requestToken() (answer tokenAnswer, err error) {
	err = entra("token", url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {clientID},
		"client_secret": {os.Getenv("CLIENT_SECRET")},
		"scope":         {scope},
	}, &answer)
	return answer, err
}

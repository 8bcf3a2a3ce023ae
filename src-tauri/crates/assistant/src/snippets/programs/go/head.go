//import encoding/json errors fmt net/http net/url os time
// «comment»
// Needs Go 1.21 or newer and nothing else. Run it with: go run main.go
package main

import (
«imports»)

const (
	tenantID  = «tenant»
	clientID  = «client»
	authority = «authority»
	api       = «api»
	scope     = «scope»
)

type tokenAnswer struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"`
	Error       string `json:"error"`
	Description string `json:"error_description"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// entra asks the sign-in service.
func entra(endpoint string, form url.Values, answer any) error {
	response, err := http.PostForm(authority+"/"+tenantID+"/oauth2/v2.0/"+endpoint, form)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(answer)
}

var (
	held    tokenAnswer
	heldEnd time.Time
)

// accessToken answers with the token in hand, or with a new one when that ends soon: a long list may take longer than a
// token lives.
func accessToken() (string, error) {
	if time.Now().Before(heldEnd) {
		return held.AccessToken, nil
	}
	answer, err := requestToken()
	if err != nil {
		return "", err
	}
	if answer.AccessToken == "" {
		return "", errors.New(answer.Description)
	}
	held, heldEnd = answer, time.Now().Add(time.Duration(answer.ExpiresIn-300)*time.Second)
	return held.AccessToken, nil
}

//import crypto/rand crypto/sha256 encoding/base64 net

// requestToken shows an address to open on this computer, and waits for the browser's answer (RFC 8252, RFC 7636). The
// app registration has http://localhost under Mobile and desktop applications.
func requestToken() (answer tokenAnswer, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return answer, err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return answer, err
	}
	redirectURI := "http://localhost:" + port + "/"
	verifier, err := randomText()
	if err != nil {
		return answer, err
	}
	state, err := randomText()
	if err != nil {
		return answer, err
	}
	challenge := sha256.Sum256([]byte(verifier))
	question := url.Values{
		"client_id":             {clientID},
		"response_type":         {"code"},
		"redirect_uri":          {redirectURI},
		"scope":                 {scope},
		"state":                 {state},
		"code_challenge":        {base64.RawURLEncoding.EncodeToString(challenge[:])},
		"code_challenge_method": {"S256"},
	}
	fmt.Fprintln(os.Stderr, "Open this address on this computer and sign in:")
	fmt.Fprintln(os.Stderr, authority+"/"+tenantID+"/oauth2/v2.0/authorize?"+question.Encode())
	answered := make(chan url.Values, 1)
	go http.Serve(listener, http.HandlerFunc(func(page http.ResponseWriter, request *http.Request) {
		if request.FormValue("state") != state {
			http.NotFound(page, request)
			return
		}
		fmt.Fprintln(page, "You can close this tab.")
		select {
		case answered <- request.Form:
		default:
		}
	}))
	back := <-answered
	if back.Get("code") == "" {
		return answer, errors.New(back.Get("error_description"))
	}
	err = entra("token", url.Values{
		"grant_type":    {"authorization_code"},
		"client_id":     {clientID},
		"code":          {back.Get("code")},
		"redirect_uri":  {redirectURI},
		"code_verifier": {verifier},
		"scope":         {scope},
	}, &answer)
	return answer, err
}

func randomText() (string, error) {
	bytes := make([]byte, 32)
	_, err := rand.Read(bytes)
	return base64.RawURLEncoding.EncodeToString(bytes), err
}

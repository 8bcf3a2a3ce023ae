//import encoding/base64 strings

// run shows what the token opens. The token itself is not shown.
func run() error {
	token, err := accessToken()
	if err != nil {
		return err
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return errors.New("the token is sealed: nobody but the API can read it")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return err
	}
	var claims struct {
		Tid   string   `json:"tid"`
		Aud   string   `json:"aud"`
		Roles []string `json:"roles,omitempty"`
		Scp   string   `json:"scp,omitempty"`
		Exp   int64    `json:"exp"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return err
	}
	output := json.NewEncoder(os.Stdout)
	output.SetIndent("", "  ")
	return output.Encode(claims)
}

//import crypto crypto/rand crypto/rsa crypto/sha256 crypto/x509 encoding/base64 encoding/pem

// requestToken proves with the certificate who asks. The environment says where it and its private key are (PEM).
func requestToken() (answer tokenAnswer, err error) {
	assertion, err := clientAssertion()
	if err != nil {
		return answer, err
	}
	err = entra("token", url.Values{
		"grant_type":            {"client_credentials"},
		"client_id":             {clientID},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		"client_assertion":      {assertion},
		"scope":                 {scope},
	}, &answer)
	return answer, err
}

// clientAssertion is a JWT that lives for five minutes, signed with PS256.
func clientAssertion() (string, error) {
	certificate, err := pemFile("CERTIFICATE_FILE")
	if err != nil {
		return "", err
	}
	keyFile, err := pemFile("CERTIFICATE_KEY_FILE")
	if err != nil {
		return "", err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(keyFile)
	if err != nil {
		return "", err
	}
	key, isRSA := parsed.(*rsa.PrivateKey)
	if !isRSA {
		return "", errors.New("the private key is not an RSA key")
	}
	number := make([]byte, 16)
	if _, err := rand.Read(number); err != nil {
		return "", err
	}
	encoding, now := base64.RawURLEncoding, time.Now()
	thumbprint := sha256.Sum256(certificate)
	header, err := json.Marshal(map[string]any{"alg": "PS256", "typ": "JWT", "x5t#S256": encoding.EncodeToString(thumbprint[:])})
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(map[string]any{
		"aud": authority + "/" + tenantID + "/oauth2/v2.0/token",
		"iss": clientID, "sub": clientID,
		"jti": encoding.EncodeToString(number),
		"nbf": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
	})
	if err != nil {
		return "", err
	}
	unsigned := encoding.EncodeToString(header) + "." + encoding.EncodeToString(claims)
	hash := sha256.Sum256([]byte(unsigned))
	signature, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, hash[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
	if err != nil {
		return "", err
	}
	return unsigned + "." + encoding.EncodeToString(signature), nil
}

// pemFile reads the first block of the file that an environment variable names.
func pemFile(variable string) ([]byte, error) {
	text, err := os.ReadFile(os.Getenv(variable))
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New(variable + " names no PEM file")
	}
	return block.Bytes, nil
}

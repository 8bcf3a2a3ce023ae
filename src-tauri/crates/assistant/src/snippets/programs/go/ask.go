//import bytes io strconv

// ask answers with the JSON of a call. It waits when the service asks for it, and shows why a call failed.
func ask(method, address string, body []byte, answer any) error {
	for attempt := 0; attempt < 8; attempt++ {
		token, err := accessToken()
		if err != nil {
			return err
		}
		request, err := http.NewRequest(method, address, bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Authorization", "Bearer "+token)
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			return err
		}
		switch {
		case response.StatusCode == http.StatusOK:
			return json.Unmarshal(text, answer)
		case response.StatusCode != http.StatusTooManyRequests:
			return fmt.Errorf("HTTP %d: %s", response.StatusCode, text)
		}
		seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
		if err != nil {
			seconds = 10
		}
		time.Sleep(time.Duration(seconds) * time.Second)
	}
	return errors.New("the service is still busy: try again later")
}

func show(rows []json.RawMessage) error {
	output := json.NewEncoder(os.Stdout)
	output.SetIndent("", "  ")
	return output.Encode(rows)
}

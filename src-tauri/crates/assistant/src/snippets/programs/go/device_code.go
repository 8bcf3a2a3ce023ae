
// requestToken shows a code to type in on any device (RFC 8628). In the app registration, Allow public client flows is
// set to Yes.
func requestToken() (answer tokenAnswer, err error) {
	var device struct {
		Code        string `json:"device_code"`
		Message     string `json:"message"`
		Interval    int    `json:"interval"`
		Description string `json:"error_description"`
	}
	if err := entra("devicecode", url.Values{"client_id": {clientID}, "scope": {scope}}, &device); err != nil {
		return answer, err
	}
	if device.Code == "" {
		return answer, errors.New(device.Description)
	}
	fmt.Fprintln(os.Stderr, device.Message)
	for {
		time.Sleep(time.Duration(max(device.Interval, 1)) * time.Second)
		answer = tokenAnswer{}
		err := entra("token", url.Values{
			"grant_type":  {"urn:ietf:params:oauth:grant-type:device_code"},
			"client_id":   {clientID},
			"device_code": {device.Code},
		}, &answer)
		if err != nil || (answer.Error != "authorization_pending" && answer.Error != "slow_down") {
			return answer, err
		}
		if answer.Error == "slow_down" {
			device.Interval += 5
		}
	}
}

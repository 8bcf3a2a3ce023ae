
const query = «query»

func run() error {
	body, err := json.Marshal(map[string]string{"Query": query})
	if err != nil {
		return err
	}
	var found struct {
		Results []json.RawMessage `json:"results"`
	}
	if err := ask("POST", api+"/v1.0/security/runHuntingQuery", body, &found); err != nil {
		return err
	}
	return show(found.Results)
}

//import strings

// run reads page by page, as the service links them; a link to anywhere else gets no token.
func run() error {
«since»	options := url.Values{«options»}
	rows := []json.RawMessage{}
	next := api + "«path»?" + options.Encode()
	for strings.HasPrefix(next, api+"/") {
		var page struct {
			Value []json.RawMessage `json:"value"`
			Next  string            `json:"@odata.nextLink"`
		}
		if err := ask("GET", next, nil, &page); err != nil {
			return err
		}
		rows = append(rows, page.Value...)
		next = page.Next
	}
	return show(rows)
}

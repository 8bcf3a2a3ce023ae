
// run reads page by page, until one is not full.
func run() error {
«since»	rows := []json.RawMessage{}
	for {
		options := url.Values{«options»"$top": {"«top»"}, "$skip": {strconv.Itoa(len(rows))}}
		var page struct {
			Value []json.RawMessage `json:"value"`
		}
		if err := ask("GET", api+"«path»?"+options.Encode(), nil, &page); err != nil {
			return err
		}
		rows = append(rows, page.Value...)
		if len(page.Value) < «top» {
			return show(rows)
		}
	}
}

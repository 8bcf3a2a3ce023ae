
// Page by page, as the service links them; a link to anywhere else gets no token.
const options = new URLSearchParams({«options»});
let url = `${API}«path»?${options}`;
while (url?.startsWith(`${API}/`)) {
  const page = await ask(url);
  rows.push(...page.value);
  url = page["@odata.nextLink"];
}

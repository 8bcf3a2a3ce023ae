
// Page by page, until one is not full.
let page;
do {
  const options = new URLSearchParams({«options» $top: "«top»", $skip: String(rows.length) });
  page = (await ask(`${API}«path»?${options}`)).value;
  rows.push(...page);
} while (page.length === «top»);

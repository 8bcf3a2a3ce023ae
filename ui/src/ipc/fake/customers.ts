/** The customers of a partner without a desktop: domains are looked at line by line, and nothing is asked of anybody. */
import type { AddedCustomers, CustomerBrief, ErrorCode, RefusedLine } from "../bindings";
import { type Door, ownReport } from "../door";

/** Always the same tenant for the same domain. */
export function customerBrief(domain: string, change: Partial<CustomerBrief> = {}): CustomerBrief {
  let sum = 2_166_136_261;
  for (const letter of domain) sum = Math.imul(sum ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  const digits = sum.toString(16).padStart(8, "0");
  return { tenantId: `${digits}-93d1-4c58-8b1a-6de0${digits}`, domain, name: null, cloudId: "commercial", ...change };
}

function refusedLine(line: number, text: string, code: ErrorCode, domain: string): RefusedLine {
  const report = { ...ownReport(code), finding: true, remedy: "enter_again" as const, retryable: false };
  return { line, text, problem: { ...report, params: { domain } } };
}

/** What becomes of a text: a name without a dot is no domain, and nobody has one that ends in `.invalid`. */
export function addedCustomers(text: string, board: CustomerBrief[] = []): AddedCustomers {
  const answer: AddedCustomers = { added: [], known: [], refused: [] };
  for (const [index, line] of text.split("\n").entries()) {
    const [cell = "", name] = line.split(/[;,\t]/).map((part) => part.trim());
    const domain = cell.slice(cell.indexOf("@") + 1).toLowerCase();
    const known = board.find((one) => one.domain === domain);
    if (cell === "" || /^domaine?$/i.test(cell)) continue;
    if (known) answer.known.push(known);
    else if (!domain.includes(".")) answer.refused.push(refusedLine(index + 1, line, "domain_malformed", domain));
    else if (domain.endsWith(".invalid")) answer.refused.push(refusedLine(index + 1, line, "tenant_not_found", domain));
    else {
      const customer = customerBrief(domain, { name: name || null });
      board.push(customer);
      answer.added.push(customer);
    }
  }
  return answer;
}

/** The file that a person chooses: three customers, and two bad lines. */
const FILE =
  "domain;name\nnorthwind.example;Northwind\ncontoso\nlitware.example\nnobody.invalid;Nobody\ntailspin.example";

type Customers = Pick<
  Door,
  "addCustomers" | "addCustomersFile" | "cancelAdding" | "removeCustomers" | "skipCustomers" | "nameCustomer"
>;

/** The part of the door that keeps the roster. */
export function fakeCustomers(board: CustomerBrief[] = []): Customers {
  const add: Customers["addCustomers"] = async (_, text, onProgress) => {
    const of = text.split("\n").filter((line) => line.trim() !== "").length;
    onProgress({ done: 0, of });
    const answer = addedCustomers(text, board);
    onProgress({ done: of, of });
    return answer;
  };
  return {
    addCustomers: add,
    addCustomersFile: (id, onProgress) => add(id, FILE, onProgress),
    cancelAdding: async () => undefined,
    removeCustomers: async () => undefined,
    skipCustomers: async () => undefined,
    nameCustomer: async () => undefined,
  };
}

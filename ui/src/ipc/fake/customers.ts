/** The customers of a partner without a desktop: every line but one without a dot becomes one. */
import type { AddedCustomers, CustomerBrief } from "../bindings";
import { type Door, ownReport } from "../door";

export function customerBrief(domain: string, change: Partial<CustomerBrief> = {}): CustomerBrief {
  return { tenantId: `tenant of ${domain}`, domain, name: null, cloudId: "commercial", ...change };
}

export function addedCustomers(text: string): AddedCustomers {
  const lines = text.split("\n").map((line, index) => ({ line: index + 1, text: line.trim() }));
  const filled = lines.filter((one) => one.text !== "");
  return {
    added: filled.filter((one) => one.text.includes(".")).map((one) => customerBrief(one.text)),
    known: [],
    refused: filled
      .filter((one) => !one.text.includes("."))
      .map((one) => ({ ...one, problem: { ...ownReport("domain_malformed"), params: { domain: one.text } } })),
  };
}

type Customers = Pick<
  Door,
  "addCustomers" | "addCustomersFile" | "cancelAdding" | "removeCustomers" | "skipCustomers" | "nameCustomer"
>;

/** The part of the door that keeps the roster. */
export function fakeCustomers(): Customers {
  return {
    addCustomers: async (_, text, onProgress) => {
      const outcome = addedCustomers(text);
      const of = outcome.added.length + outcome.refused.length;
      onProgress({ done: of, of });
      return outcome;
    },
    addCustomersFile: async () => addedCustomers("northwind.example\nno domain"),
    cancelAdding: async () => undefined,
    removeCustomers: async () => undefined,
    skipCustomers: async () => undefined,
    nameCustomer: async () => undefined,
  };
}

import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openPart } from "../../../../test/part";
import { axeFindings } from "../../../../test/window";
import { type AddedCustomers, type Door, type Language, Problem } from "../../../ipc";
import { checklist, connection, report } from "../../../ipc/fake";
import { fakeCustomers } from "../../../ipc/fake/customers";
import { FABRIKAM } from "../../../ipc/fake/invitations";
import AddCustomers from "./AddCustomers";

const LISTS = [checklist(connection({ goal: { api: "graph", context: "application", tenancy: "customers" } }), [])];

/** The sheet on a board that has Fabrikam. */
async function opened(overrides: Partial<Door> = {}, language: Language = "en") {
  const onDone = vi.fn();
  const onClose = vi.fn();
  const asked: string[] = [];
  const adding = fakeCustomers([FABRIKAM]);
  // The page is there before the sheet is asked for.
  const part = await openPart(
    null,
    {
      lists: LISTS,
      ...adding,
      addCustomers: (id, text, onProgress) => {
        asked.push(text);
        return adding.addCustomers(id, text, onProgress);
      },
      ...overrides,
    },
    language,
  );
  part.again(<AddCustomers connectionId="contoso-app" onDone={onDone} onClose={onClose} />);
  return { ...part, onDone, onClose, asked };
}

const box = () => screen.getByTestId<HTMLTextAreaElement>("customer-domains");
const lines = () => screen.getAllByTestId("refused-line").map((row) => within(row).getByRole("rowheader").textContent);
const drop = (...files: File[]) =>
  fireEvent.drop(screen.getByTestId("add-customers-sheet"), { dataTransfer: { types: ["Files"], files } });

const MIXED = "northwind.example; Northwind\ncontoso\nfabrikam.com\n\nnobody.invalid";

describe("adding customers", () => {
  it("says what became of each line, and asks nobody for a tenant ID", async () => {
    const { user, asked } = await opened();
    expect(screen.getByText(/A domain is enough/)).toBeTruthy();
    await user.click(box());
    await user.paste(MIXED);
    await user.click(screen.getByTestId("add-domains"));
    expect(await screen.findByText("1 customer added")).toBeTruthy();
    expect(screen.getByText("1 was on your board already")).toBeTruthy();
    expect(screen.getByText("2 lines need you")).toBeTruthy();
    expect(lines()).toEqual(["2", "5"]);
    expect(screen.getByText("No organisation found for nobody.invalid")).toBeTruthy();
    expect(asked).toEqual([MIXED]);
    expect(box().value).toBe("");
  });

  it("sends corrected lines again, and those that are still wrong keep their number", async () => {
    const { user, asked } = await opened();
    await user.click(box());
    await user.paste(MIXED);
    await user.click(screen.getByTestId("add-domains"));
    const first = await screen.findByRole("textbox", { name: "Text of line 2" });
    await user.clear(first);
    await user.type(first, "contoso.example");
    await user.click(screen.getByTestId("add-again"));
    expect(await screen.findByText("2 customers added")).toBeTruthy();
    expect(lines()).toEqual(["5"]);
    expect(asked.at(-1)).toBe("contoso.example\nnobody.invalid");
  });

  it("keeps what was corrected while another text is added", async () => {
    const { user } = await opened();
    await user.click(box());
    await user.paste("contoso");
    await user.click(screen.getByTestId("add-domains"));
    await user.type(await screen.findByRole("textbox", { name: "Text of line 1" }), ".example");
    await user.type(box(), "litware.example");
    await user.click(screen.getByTestId("add-domains"));
    await screen.findByText("1 customer added");
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Text of line 1" }).value).toBe("contoso.example");
  });

  it("lets go of a line, and the keyboard goes on at the next one", async () => {
    const { user } = await opened();
    await user.click(box());
    await user.paste("one\ntwo");
    await user.click(screen.getByTestId("add-domains"));
    await user.click(await screen.findByRole("button", { name: "Leave out line 1" }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Text of line 2" }));
    await user.click(screen.getByRole("button", { name: "Leave out line 2" }));
    expect(screen.queryByTestId("refused-lines")).toBeNull();
  });

  it("names the twin of a line by the number that people know, also the second time", async () => {
    const twin = (line: number, text: string, first: string) => ({
      line,
      text,
      problem: report("customer_listed_twice", { params: { domain: text, line: first } }),
    });
    const answers = [[twin(7, "a.example", "4"), twin(9, "b.example", "4")], [twin(2, "b.example", "1")]];
    const addCustomers = async () => ({ added: [], known: [], refused: answers.shift() ?? [] });
    const { user } = await opened({ addCustomers });
    await user.type(box(), "a.example");
    await user.click(screen.getByTestId("add-domains"));
    await user.click(await screen.findByTestId("add-again"));
    await waitFor(() => expect(lines()).toEqual(["9"]));
    expect(screen.getByText(/^Line 7 names the same tenant\./)).toBeTruthy();
  });

  it("shows the bad lines of a wrong file in steps, and sends all of them again", async () => {
    const { user, asked } = await opened();
    drop(new File([Array.from({ length: 120 }, (_, at) => `no domain ${at}`).join("\n")], "wrong.csv"));
    expect(await screen.findByText("120 lines need you")).toBeTruthy();
    expect(lines()).toHaveLength(50);
    await user.click(screen.getByRole("button", { name: "Show 50 more lines" }));
    expect(lines()).toHaveLength(100);
    await user.click(screen.getByTestId("add-again"));
    await waitFor(() => expect(asked.at(-1)?.split("\n")).toHaveLength(120));
  });

  it("keeps the text where nothing was answered, and says why", async () => {
    const addCustomers = () => Promise.reject(new Problem(report("network_unreachable")));
    const { user } = await opened({ addCustomers });
    await user.type(box(), "northwind.example");
    await user.click(screen.getByTestId("add-domains"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("network_unreachable");
    expect(box().value).toBe("northwind.example");
  });

  it("shows how many were looked up, and stops when the person has enough", async () => {
    let answer: (added: AddedCustomers) => void = () => undefined;
    const { user, door } = await opened({
      addCustomers: (_, _text, onProgress) => {
        onProgress({ done: 120, of: 1000 });
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      cancelAdding: async () => answer({ added: [FABRIKAM], known: [], refused: [] }),
    });
    await user.type(box(), "fabrikam.com");
    await user.click(screen.getByTestId("add-domains"));
    expect(await screen.findByText("120 of 1,000 looked up")).toBeTruthy();
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("120");
    await user.click(screen.getByTestId("cancel-adding"));
    expect(await screen.findByText("1 customer added")).toBeTruthy();
    expect(door.calls).toContain("cancelAdding contoso-app");
  });

  it("hands over who was added when the person goes to the board", async () => {
    const { user, onDone, onClose } = await opened();
    await user.type(box(), "northwind.example");
    await user.click(screen.getByTestId("add-domains"));
    await user.click(await screen.findByTestId("adding-done"));
    expect(onDone.mock.calls[0]?.[0]).toMatchObject([{ domain: "northwind.example" }]);
    expect(onClose).not.toHaveBeenCalled();
  });

  it("closes without a word where nothing was added", async () => {
    const { user, onDone, onClose } = await opened();
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(onClose).toHaveBeenCalledOnce();
    expect(onDone).not.toHaveBeenCalled();
  });

  it("can be done with the keyboard alone", async () => {
    const { user, onDone } = await opened();
    expect(document.activeElement).toBe(box());
    await user.keyboard("northwind.example{Control>}{Enter}{/Control}");
    const done = await screen.findByTestId("adding-done");
    for (let presses = 0; document.activeElement !== done && presses < 12; presses += 1) await user.tab();
    await user.keyboard("{Enter}");
    expect(onDone).toHaveBeenCalledOnce();
  });

  it("has nothing for axe to find, in either language", async () => {
    for (const language of ["en", "fr"] as const) {
      const { user } = await opened({}, language);
      await user.click(box());
      await user.paste(MIXED);
      await user.click(screen.getByTestId("add-domains"));
      await screen.findByTestId("refused-lines");
      expect(await axeFindings()).toEqual([]);
      cleanup();
    }
  });
});

describe("a file of customers", () => {
  it("is taken wherever on the sheet it is dropped", async () => {
    const { asked } = await opened();
    drop(new File(["domain;name\nnorthwind.example;Northwind"], "customers.csv", { type: "text/csv" }));
    expect(await screen.findByText("1 customer added")).toBeTruthy();
    expect(asked).toEqual(["domain;name\nnorthwind.example;Northwind"]);
  });

  it("may come in the encodings that spreadsheets write", async () => {
    const { asked } = await opened();
    const text = "été.example;Été";
    drop(new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], "windows-1252.csv"));
    await waitFor(() => expect(asked).toEqual([text]));
    await screen.findByTestId("adding-outcome");
    const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0));
    drop(new File([Uint8Array.of(0xff, 0xfe), units], "utf-16.txt"));
    await waitFor(() => expect(asked).toEqual([text, text]));
  });

  it("is not taken where it is a workbook, a folder or far too long, and the sheet says what to do", async () => {
    const { asked } = await opened();
    const refused = async (file: File, code: string) => {
      drop(file);
      await waitFor(() => expect(screen.getByTestId("problem").dataset.code).toBe(code));
    };
    await refused(new File([Uint8Array.of(0x50, 0x4b, 3, 4, 0)], "customers.xlsx"), "customer_list_unreadable");
    expect(screen.getByText(/customers\.xlsx is not there, may not be read, or is a workbook/)).toBeTruthy();
    await refused(new File(["a".repeat(4 * 1024 * 1024 + 1)], "long.csv"), "customer_list_too_long");
    const folder = new File([], "folder");
    folder.arrayBuffer = () => Promise.reject(new DOMException("a folder", "NotFoundError"));
    await refused(folder, "customer_list_unreadable");
    expect(asked).toEqual([]);
  });

  it("may be several, which are added one after the other", async () => {
    const { asked } = await opened();
    drop(new File(["a.example"], "a.csv"), new File(["b.example"], "b.csv"));
    expect(await screen.findByText("2 customers added")).toBeTruthy();
    expect(asked).toEqual(["a.example", "b.example"]);
  });

  it("can be chosen, and a change of mind changes nothing", async () => {
    const answers = [null, { added: [FABRIKAM], known: [], refused: [] }];
    const { user } = await opened({ addCustomersFile: async () => answers.shift() ?? null });
    await user.click(screen.getByTestId("choose-customers-file"));
    expect(screen.queryByTestId("adding-outcome")).toBeNull();
    await user.click(screen.getByTestId("choose-customers-file"));
    expect(await screen.findByText("1 customer added")).toBeTruthy();
  });
});

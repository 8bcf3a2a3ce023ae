import { EditorView } from "@codemirror/view";
import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { LISTS } from "../../../test/partner";
import { axeFindings, openWindow } from "../../../test/window";
import { WorkerInPlace } from "../../../test/worker";
import type { Route } from "../../app/route";
import { type HuntView, Problem } from "../../ipc";
import { checklist, connection, type Overrides, report } from "../../ipc/fake";
import { customers } from "../../ipc/fake/tenants";

const LIST = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);
const HERE: Route = { screen: "hunting", connectionId: "contoso-app" };

beforeAll(() => {
  vi.stubGlobal("Worker", WorkerInPlace);
  // jsdom lays nothing out, and the editor measures its lines.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
});

async function openHunting(overrides: Overrides = {}, route: Route = HERE, language: "en" | "fr" = "en") {
  const opened = await openWindow({ lists: [LIST], ...overrides }, route, language);
  const place = await screen.findByTestId("kql-editor");
  await waitFor(() => expect((screen.getByTestId("hunt-api") as HTMLSelectElement).options.length).toBe(3));
  const editor = EditorView.findFromDOM(place) as EditorView;
  const write = (text: string) =>
    act(() => {
      editor.focus();
      editor.dispatch({
        changes: { from: 0, to: editor.state.doc.length, insert: text },
        selection: { anchor: text.length },
        userEvent: "input.type",
      });
    });
  return { ...opened, editor, write, place };
}

describe("the query editor", () => {
  it("marks a column that the table does not have, and says so in words that lead to it", async () => {
    const { user, write, editor, place } = await openHunting();
    write('DeviceProcessEvents\n| where FilName == "cmd.exe"');
    const mistake = await screen.findByRole("button", { name: /^Line 2: .*FilName/ });
    await waitFor(() => expect(place.querySelector(".cm-lintRange-error")?.textContent).toBe("FilName"));
    await user.click(mistake);
    const { from, to } = editor.state.selection.main;
    expect(editor.state.sliceDoc(from, to)).toBe("FilName");
  });

  it("finds no mistake in a query about the tables that are there", async () => {
    const { write } = await openHunting();
    write("DeviceProcessEvents\n| summarize count() by DeviceName");
    await waitFor(() => expect(screen.getByTestId("kql-marks").textContent).toBe("No mistake found"));
  });

  it("completes the name of a table", async () => {
    const { user, write, editor } = await openHunting();
    await waitFor(() => expect(screen.getByTestId("kql-marks")).toBeTruthy());
    write("DevicePro");
    const option = await screen.findByRole("option", { name: /DeviceProcessEvents/ });
    expect(option.textContent).toContain("table");
    // The list takes no keys in its first moments, lest it swallow what was being typed.
    await waitFor(async () => {
      await user.keyboard("{Tab}");
      expect(editor.state.doc.toString()).toMatch(/^DeviceProcessEvents\s/);
    });
  });

  it("leaves Tab to the window, so that the keyboard gets out of it", async () => {
    const { user, write, editor } = await openHunting();
    write("DeviceProcessEvents");
    await user.keyboard("{Escape}{Tab}");
    expect(editor.hasFocus).toBe(false);
  });

  it("keeps the query while another screen is open", async () => {
    const { user, write } = await openHunting();
    write("AlertInfo | take 5");
    await user.click(screen.getByTestId("nav-home"));
    await user.click(screen.getByTestId("nav-hunting"));
    const place = await screen.findByTestId("kql-editor");
    expect(EditorView.findFromDOM(place)?.state.doc.toString()).toBe("AlertInfo | take 5");
  });
});

describe("hunting", () => {
  it("runs the query with Ctrl+Enter and shows its rows as table and chart", async () => {
    const { user, write, door } = await openHunting();
    write("DeviceProcessEvents | where FileName has 'powershell'");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect((await screen.findByTestId("hunt-rows")).dataset.count).toBe("24");
    expect(screen.getByTestId("hunt-rows").textContent).toMatch(/^24 rows from Microsoft Graph in /);
    expect(await screen.findByRole("grid", { name: "Answer" })).toBeTruthy();
    expect((screen.getByTestId("hunt-chart") as HTMLSelectElement).value).toBe("Timestamp");
    expect(door.calls).toContain("hunt contoso-app");
  });

  it("shows what the service refuses, in its words and at its place in the query", async () => {
    const message = "'where' operator: Failed to resolve column named 'FileNam'";
    const refusal = report("hunting_query_refused", { params: { message, line: "2", column: "8" } });
    const { user, write, place } = await openHunting({
      hunt: async () => {
        throw new Problem(refusal);
      },
    });
    write("T\n| where FileNam == 1");
    await user.click(screen.getByTestId("hunt-run"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("hunting_query_refused");
    await screen.findByRole("button", { name: `Line 2: ${message}` });
    await waitFor(() =>
      expect([...place.querySelectorAll(".cm-lintRange-error")].map((one) => one.textContent)).toContain("FileNam"),
    );
  });

  it("says of an older place when it ends, and goes on with Microsoft Graph at one click", async () => {
    const { user } = await openHunting();
    await user.selectOptions(await screen.findByTestId("hunt-api"), "xdr");
    expect((await screen.findByTestId("hunt-ends")).textContent).toMatch(/ends on .*2027/);
    expect(screen.queryByTestId("hunt-timespan")).toBeNull();
    await user.click(screen.getByTestId("hunt-use-graph"));
    expect(screen.queryByTestId("hunt-ends")).toBeNull();
    expect((screen.getByTestId("hunt-api") as HTMLSelectElement).value).toBe("graph");
  });

  it("can be cancelled, which is no problem to show", async () => {
    let stop: (thrown: unknown) => void = () => undefined;
    const { user, write, door } = await openHunting({
      hunt: () =>
        new Promise<HuntView>((_, reject) => {
          stop = reject;
        }),
      cancelHunt: async () => stop(new Problem(report("cancelled"))),
    });
    write("AlertInfo");
    await user.click(screen.getByTestId("hunt-run"));
    await user.click(await screen.findByTestId("hunt-cancel"));
    await waitFor(() => expect(screen.queryByTestId("hunt-cancel")).toBeNull());
    expect(screen.queryByTestId("problem")).toBeNull();
    expect(door.calls).toContain("cancelHunt contoso-app");
  });

  it("opens a query to begin with, and brings back the one that was there", async () => {
    const { user, write, editor } = await openHunting();
    write("AlertInfo | take 1");
    await user.click(await screen.findByRole("button", { name: "Alerts by category and severity" }));
    expect(editor.state.doc.toString()).toContain("summarize");
    await user.click(screen.getByRole("button", { name: "Bring it back" }));
    expect(editor.state.doc.toString()).toBe("AlertInfo | take 1");
  });

  it("saves a query under a name, and removes it", async () => {
    const { user, write } = await openHunting();
    write("AlertInfo | take 1");
    await user.click(await screen.findByTestId("query-save"));
    await user.type(screen.getByTestId("query-name"), "First alert{Enter}");
    expect(await screen.findByRole("button", { name: "First alert" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Remove First alert" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "First alert" })).toBeNull());
  });

  it("finds tables by what they mean, and writes a name into the query", async () => {
    const { user, write, editor } = await openHunting();
    write("DeviceProcessEvents\n| project ");
    await user.click(await screen.findByRole("tab", { name: "Tables" }));
    await user.type(screen.getByTestId("tables-search"), "processes");
    expect(screen.queryByText("AlertInfo")).toBeNull();
    await user.click(screen.getByText("DeviceProcessEvents", { selector: "summary" }));
    await user.click(screen.getByRole("button", { name: "Insert DeviceName. Name of the device" }));
    expect(editor.state.doc.toString()).toBe("DeviceProcessEvents\n| project DeviceName");
  });

  it("begins with the query that another screen brings", async () => {
    const { editor } = await openHunting({}, { ...HERE, text: "AlertInfo | take 3" } as Route);
    expect(editor.state.doc.toString()).toBe("AlertInfo | take 3");
  });

  it("has nothing for axe to find, with rows and mistakes, in both languages", async () => {
    const { user, write } = await openHunting({}, HERE, "fr");
    write("DeviceProcessEvents | where Nowhere == 1");
    await waitFor(() => expect(screen.getByTestId("kql-marks").textContent).toBe("1 erreur"));
    await user.click(screen.getByTestId("hunt-run"));
    await screen.findByTestId("hunt-rows");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("hunt-tables"));
    expect(await axeFindings()).toEqual([]);
  });

  it("leads to the set-up where there is no connection", async () => {
    const { user } = await openWindow({}, { screen: "hunting", connectionId: null });
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: "Set up access" }));
    expect(await screen.findByTestId("setup-continue")).toBeTruthy();
  });
});

describe("a query that somebody comes with", () => {
  it("is run at once where a ready question asked it", async () => {
    const { user, door } = await openWindow({ lists: [LIST] });
    await user.click(await screen.findByTestId("all-questions"));
    await user.click(screen.getByTestId("question-failed_sign_ins"));
    await screen.findByTestId("kql-editor");
    await waitFor(() => expect(door.calls).toContain("hunt contoso-app"));
  });

  it("waits in the editor where it came from an incident", async () => {
    const { user, door } = await openWindow(
      { lists: [LIST] },
      { screen: "incident", connectionId: "contoso-app", incidentId: "924" },
    );
    await user.click(await screen.findByTestId("hunt-from-here"));
    await user.click(await screen.findByText("What ran on these devices"));
    expect((await screen.findByTestId("kql-editor")).textContent).toContain("srv-files-02");
    expect(door.calls).not.toContain("hunt contoso-app");
  });
});

describe("hunting at a customer", () => {
  it("is reached from its incident, and asks in its tenant alone", async () => {
    const customer = { tenantId: "tenant-of-adatum", domain: "adatum.example" };
    const from: Route = { screen: "incident", connectionId: "partner", incidentId: "924", customer };
    const { user, door } = await openWindow({ lists: LISTS }, from, "fr");
    await user.click(await screen.findByTestId("hunt-from-here"));
    const [first] = await screen.findAllByRole("menuitem");
    if (first) await user.click(first);
    expect(await screen.findByText(/^Chez adatum[.]example/)).toBeTruthy();
    await screen.findByTestId("kql-editor");
    await user.click(screen.getByTestId("hunt-run"));
    expect(await screen.findByTestId("hunt-rows")).toBeTruthy();
    expect(door.calls).toContain("hunt partner tenant-of-adatum");
    // A script of the connection would ask another tenant.
    expect(screen.queryByTestId("use-elsewhere")).toBeNull();
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("nav-hunting"));
    await waitFor(() => expect(screen.queryByText(/^Chez adatum/)).toBeNull());
    expect(screen.queryByTestId("hunt-rows")).toBeNull();
  });

  it("is reached from its panel on the board", async () => {
    const list = customers(2);
    const { user, door } = await openWindow(
      { lists: LISTS, customers: list },
      { screen: "customers", connectionId: "partner", tenantId: list[0]?.tenantId ?? "" },
    );
    await user.click(await screen.findByTestId("hunt-at-customer"));
    expect(await screen.findByText(/^At adatum[.]example:/)).toBeTruthy();
    expect(door.calls).toContain(`huntingPlaces partner ${list[0]?.tenantId}`);
    expect(door.calls.some((call) => call.startsWith("setCustomer"))).toBe(false);
  });
});

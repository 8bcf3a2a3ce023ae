import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { HERE, LISTS, READS } from "../../../../test/partner";
import { axeFindings, openWindow } from "../../../../test/window";
import type { Language } from "../../../ipc";
import { type Overrides, report } from "../../../ipc/fake";
import { HUNTING_PLACES } from "../../../ipc/fake/hunting";
import { incidentDetails, preview } from "../../../ipc/fake/story";
import { sweepView, sweptCustomer, sweptCustomers } from "../../../ipc/fake/sweep";
import { customers, type FakeCustomer } from "../../../ipc/fake/tenants";

const FOURTH_COFFEE: FakeCustomer = {
  ...(customers(1)[0] as FakeCustomer),
  tenantId: "tenant of fourthcoffee.example",
  domain: "fourthcoffee.example",
};

/** A window in which all customers have been asked. */
async function asked(overrides: Overrides = {}, language: Language = "en") {
  const opened = await openWindow({ lists: LISTS, board: READS, ...overrides }, HERE, language);
  await opened.user.click(await screen.findByTestId("sweep-ask"));
  await screen.findByTestId("sweep-line");
  return opened;
}

describe("what all customers answered", () => {
  it("is one table with the customer first, and charts whose bars are customers", async () => {
    const { user } = await asked();
    const table = await screen.findByTestId("result-table");
    expect(within(table).getAllByRole("columnheader")[0]?.textContent).toBe("Customer");
    const bars = screen.getByRole("region", { name: "Customer" });
    const [most] = within(bars).getAllByRole("button");
    if (most) await user.click(most);
    const name = most?.title ?? "";
    await waitFor(() => {
      const rows = screen.getAllByTestId("result-row");
      expect(rows.every((row) => row.textContent?.startsWith(name))).toBe(true);
    });
  });

  it("leads from a row to the incident of its customer, and back to all customers", async () => {
    const told: (string | null)[] = [];
    const noted = <T,>(tenantId: string | null, answer: T): T => {
      told.push(tenantId);
      return answer;
    };
    const { user } = await asked({
      incidentDetails: async (_, tenantId, id) => noted(tenantId, incidentDetails(id)),
      openIncident: async (_, tenantId) => noted(tenantId, undefined),
      previewChange: async (_, tenantId, id, change) => noted(tenantId, preview(change, incidentDetails(id))),
      applyChange: async (_, tenantId, id) => noted(tenantId, incidentDetails(id)),
      huntingPlaces: async (_, tenantId) => noted(tenantId, HUNTING_PLACES),
    });
    const [row] = await screen.findAllByTestId("result-row");
    if (row) await user.click(row);
    const panel = await screen.findByTestId("row-panel");
    const domain = panel.textContent?.match(/[a-z-]+[.]example/)?.[0] ?? "";
    expect(domain).not.toBe("");
    await user.click(within(panel).getByRole("button", { name: "Open in Defender" }));
    await user.click(within(panel).getByTestId("open-incident"));
    expect((await screen.findByTestId("incident-lead")).textContent).toContain(`Customer ${domain}`);
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Open in Defender" }));
    await user.click(screen.getByTestId("change-incident"));
    await user.selectOptions(screen.getByLabelText("Status"), "In progress");
    await user.click(screen.getByTestId("change-show"));
    await user.click(await screen.findByTestId("change-send"));
    await user.click(screen.getByTestId("incident-back"));
    expect(await screen.findByTestId("sweep-line")).toBeTruthy();
    expect(told.length).toBeGreaterThanOrEqual(6);
    expect(new Set(told)).toEqual(new Set([`tenant of ${domain}`]));
  });

  it("leads from one that failed to its place on the board", async () => {
    const { user } = await asked({ sweep: { customers: sweptCustomers(40) }, customers: [FOURTH_COFFEE] });
    const [cause] = await screen.findAllByTestId("cause");
    if (cause) await user.click(cause);
    await user.click(screen.getByRole("button", { name: "Fourth Coffee" }));
    expect(await screen.findByTestId("customer-panel")).toBeTruthy();
  });

  it("groups those who failed by the cause, each with its way on", async () => {
    const { user } = await asked({ sweep: { customers: sweptCustomers(40) } });
    expect(await screen.findByRole("heading", { name: "4 customers did not answer" })).toBeTruthy();
    expect(screen.getAllByTestId("cause").map(({ textContent }) => textContent)).toEqual([
      "2 customers have not consented to SecurityIncident.Read.All",
      "graph.microsoft.com has a problem · 1 customer",
      "Defender is not active at woodgrove-1.example · 1 customer",
    ]);
    await user.click(screen.getByTestId("help-invite"));
    expect(await screen.findByRole("heading", { name: /invit/i })).toBeTruthy();
  });

  it("asks those who failed again, and nobody else", async () => {
    const heard: string[] = [];
    const { user } = await asked({ sweep: { customers: sweptCustomers(12), onAsked: (domain) => heard.push(domain) } });
    heard.length = 0;
    await user.click(await screen.findByTestId("sweep-again"));
    await screen.findByTestId("sweep-line");
    expect(heard).toEqual(["fourthcoffee.example"]);
  });

  it("calls empty answers a success", async () => {
    const customers = [sweptCustomer("adatum.example", { rows: 0 }), sweptCustomer("proseware.example", { rows: 0 })];
    await asked({ sweep: { customers } });
    expect(await screen.findByText("2 customers answered, all with an empty list.")).toBeTruthy();
  });

  it("says where the files are, opens the common one, and goes back to the questions", async () => {
    const { user, door } = await asked();
    expect(screen.getByTestId("sweep-folder").textContent).toContain("/Sweep 2026-11-20");
    await user.click(screen.getByRole("button", { name: "All customers.json" }));
    await user.click(screen.getByTestId("sweep-open-folder"));
    expect(door.calls.filter((call) => call.startsWith("openSaved"))).toEqual([
      expect.stringMatching(/\/All customers\.json$/),
      expect.stringMatching(/\/Sweep [^/]*$/),
    ]);
    // A brief tells the story of one tenant.
    expect(screen.queryByTestId("save-brief")).toBeNull();
    await user.click(screen.getByTestId("sweep-anew"));
    // 90 ms for each customer, as the sweep has just measured.
    expect((await screen.findByTestId("sweep-cost")).textContent).toMatch(/about 1 min, as last time\.$/);
  });

  it("keeps skipped customers in the list", async () => {
    const customers = [
      sweptCustomer("adatum.example"),
      sweptCustomer("proseware.example", { state: "skipped", rows: 0 }),
    ];
    const { user } = await asked({ sweep: { customers } });
    await user.click(screen.getByText("All 2 customers, one by one"));
    await user.click(screen.getByTestId("look-skipped"));
    expect(screen.getByTestId("swept-customers").textContent).toBe("proseware.exampleSkipped");
  });

  it.each(["en", "fr"] as const)("has nothing for axe to find (%s)", async (language) => {
    const { user } = await asked({ sweep: { customers: sweptCustomers(40) } }, language);
    const [cause] = await screen.findAllByTestId("cause");
    if (cause) await user.click(cause);
    expect(await axeFindings()).toEqual([]);
  });
});

describe("a sweep that ended early", () => {
  const left = {
    folder: "/home/ana/Documents/Handrail/Sweep 2026-11-20T14.05.00",
    startedAt: "2026-11-20T14:05:00Z",
    question: { kind: "list" as const, query: { kind: "incidents" as const, hours: 48 } },
    done: 412,
    of: 1000,
    failed: 7,
  };

  it("is offered, and goes on with one press", async () => {
    const { user, door } = await openWindow({ lists: LISTS, board: READS, sweep: { unfinished: [left] } }, HERE);
    expect(await screen.findByText("412 of 1,000 customers have answered.")).toBeTruthy();
    await user.click(screen.getByTestId("sweep-go-on"));
    expect(await screen.findByTestId("sweep-line")).toBeTruthy();
    expect(door.calls).toContain(`resumeSweep partner ${left.folder}`);
  });

  it("is not in the way where everybody was asked and some did not answer", async () => {
    const unfinished = [{ ...left, done: 990, failed: 10 }];
    const { user } = await openWindow({ lists: LISTS, board: READS, sweep: { unfinished } }, HERE);
    await user.click(await screen.findByText("An earlier sweep in which some did not answer"));
    expect(screen.getByText("990 of 1,000 customers have answered.")).toBeTruthy();
    await user.click(screen.getByTestId("nav-customers"));
    await screen.findByRole("heading", { level: 1, name: "Customers" });
    expect(screen.queryByTestId("unfinished-sweep")).toBeNull();
  });

  it("is let go after a question, with the keyboard alone", async () => {
    const { user, door } = await openWindow({ lists: LISTS, board: READS, sweep: { unfinished: [left] } }, HERE);
    const discard = await screen.findByTestId("sweep-discard");
    act(() => discard.focus());
    await user.keyboard("{Enter}");
    // Fluent hides what lies behind a dialog by measuring, which jsdom cannot: the dialog itself may count as hidden.
    await screen.findByRole("alertdialog", { hidden: true });
    expect(await axeFindings()).toEqual([]);
    expect(door.calls.some((call) => call.startsWith("discardSweep"))).toBe(false);
    act(() => screen.getByTestId("sweep-discard-sure").focus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByTestId("unfinished-sweep")).toBeNull());
  });

  it("names the cause where something of the partner's own stopped it", async () => {
    const startSweep: Overrides["startSweep"] = async (id, query) => {
      const view = sweepView(id, query, [sweptCustomer("adatum.example", { state: "waiting", rows: 0 })]);
      return { ...view, stopped: report("secret_expired", { finding: true, step: "secret" }) };
    };
    await asked({ startSweep });
    expect(screen.getByTestId("problem").dataset.code).toBe("secret_expired");
  });
});

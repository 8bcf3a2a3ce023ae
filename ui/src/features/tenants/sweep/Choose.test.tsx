import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { board, HERE, HUNTS, LISTS, READS } from "../../../../test/partner";
import { axeFindings, openWindow } from "../../../../test/window";
import type { Route } from "../../../app/route";
import type { SweepQuery } from "../../../ipc";
import { sweepView, sweptCustomer } from "../../../ipc/fake/sweep";

/** A door that notes what it was asked, and answers with two customers. */
function noted() {
  const queries: SweepQuery[] = [];
  const startSweep = async (id: string, query: SweepQuery) => {
    queries.push(query);
    return sweepView(id, query, [sweptCustomer("adatum.example"), sweptCustomer("proseware.example")]);
  };
  return { queries, startSweep };
}

describe("choosing what to ask", () => {
  it("begins with the incidents of the last 48 hours, and says whom it asks and what that takes", async () => {
    const { queries, startSweep } = noted();
    const { user } = await openWindow({ lists: LISTS, board: READS, startSweep }, HERE);
    const ask = await screen.findByRole("button", { name: "Ask 960 customers" });
    expect(screen.getByTestId("sweep-cost").textContent).toMatch(/^At least 960 calls, .* about 3 min/);
    expect(
      screen.getByText(/^60 will probably not answer: .* 40 skipped customers are listed and not asked\.$/),
    ).toBeTruthy();
    await user.click(ask);
    expect(await screen.findByTestId("sweep-line")).toBeTruthy();
    expect(queries).toEqual([
      {
        question: { kind: "list", query: { kind: "incidents", hours: 48, withAlerts: true } },
        tenantIds: null,
        formats: ["json"],
      },
    ]);
  });

  it("looks further back, and writes other files, where the person says so", async () => {
    const { queries, startSweep } = noted();
    const { user } = await openWindow({ lists: LISTS, board: READS, startSweep }, HERE);
    await user.click(await screen.findByTestId("sweep-window-168"));
    await user.click(screen.getByLabelText("Excel workbook, .xlsx"));
    await user.click(screen.getByTestId("sweep-ask"));
    await screen.findByTestId("sweep-line");
    expect(queries[0]?.question).toMatchObject({ query: { hours: 168 } });
    expect(queries[0]?.formats).toEqual(["xlsx", "json"]);
  });

  it("offers the ready questions whose permission is wanted, and no others", async () => {
    const { user } = await openWindow({ lists: LISTS, board: READS }, HERE);
    await waitFor(() => expect(screen.queryByTestId("ask-devices_at_high_risk")).toBeNull());
    await user.click(await screen.findByTestId("ask-more"));
    expect(screen.getByTestId("ask-attack_stages")).toBeTruthy();
    expect(screen.queryByTestId("ask-exposure_score")).toBeNull();
    expect(within(screen.getByTestId("ask-own")).getByRole<HTMLInputElement>("radio").disabled).toBe(true);
  });

  it("asks a query of one's own, which may be a saved one", async () => {
    const { queries, startSweep } = noted();
    const { user } = await openWindow({ lists: LISTS, board: HUNTS, startSweep }, HERE);
    await user.click(await screen.findByTestId("ask-own"));
    expect(screen.getByTestId<HTMLButtonElement>("sweep-ask").disabled).toBe(true);
    await user.selectOptions(await screen.findByTestId("saved-queries"), "alerts_by_category");
    expect(screen.getByTestId<HTMLTextAreaElement>("own-query").value).toContain("AlertInfo");
    await user.click(screen.getByTestId("sweep-ask"));
    await screen.findByTestId("sweep-line");
    expect(queries[0]?.question).toMatchObject({ kind: "hunt", query: { api: "graph", timespan: "PT48H" } });
  });

  it("asks those who were selected, or all after all", async () => {
    const { queries, startSweep } = noted();
    const here: Route = { screen: "sweep", connectionId: "partner", tenantIds: ["one", "two"] };
    const { user } = await openWindow({ lists: LISTS, board: READS, startSweep }, here);
    await screen.findByRole("button", { name: "Ask 2 customers" });
    await user.click(await screen.findByLabelText("All 960 customers"));
    await user.click(screen.getByLabelText("The 2 customers you selected"));
    await user.click(screen.getByRole("button", { name: "Ask 2 customers" }));
    await screen.findByTestId("sweep-line");
    expect(queries[0]?.tenantIds).toEqual(["one", "two"]);
  });

  it("leads to the board where there is nobody to ask", async () => {
    const { user } = await openWindow({ lists: LISTS, board: board([], { total: 0, skipped: 0, counts: [] }) }, HERE);
    await user.click(await screen.findByRole("button", { name: "Add customers" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Customers" })).toBeTruthy();
  });

  it.each(["en", "fr"] as const)("has nothing for axe to find, with a query of one's own (%s)", async (language) => {
    const here: Route = { screen: "sweep", connectionId: "partner", tenantIds: ["one", "two"] };
    const { user } = await openWindow({ lists: LISTS, board: HUNTS }, here, language);
    await user.click(await screen.findByTestId("ask-own"));
    await screen.findByTestId("saved-queries");
    expect(await axeFindings()).toEqual([]);
  });
});

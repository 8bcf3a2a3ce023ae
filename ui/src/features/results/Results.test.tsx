import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { Problem } from "../../ipc";
import { checklist, connection, report } from "../../ipc/fake";

const LIST = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);
const HERE: Route = { screen: "incidents", connectionId: "contoso-app", read: true };

describe("results", () => {
  it("saves the brief with one click, says where it is and opens it", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByTestId("save-brief"));
    const path = (await screen.findByTestId("saved-file")).textContent;
    expect(path).toMatch(/Brief .+\.html$/);
    await user.click(screen.getByRole("button", { name: "Open" }));
    expect(door.calls).toContain(`openSaved ${path}`);
  });

  it("saves all rows as long as nothing hides any", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByTestId("save-rows"));
    expect(await screen.findByText("All 131 rows")).toBeTruthy();
    expect(screen.queryByRole("menuitemradio")).toBeNull();
    await user.click(screen.getByText("Excel workbook"));
    await waitFor(() => expect(screen.getByTestId("saved-file").textContent).toContain(".xlsx"));
  });

  it("asks which rows where a filter hides some, and saves those shown unless told otherwise", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByTestId("severity-high"));
    await user.click(screen.getByTestId("save-rows"));
    const shown = await screen.findByRole("menuitemradio", { name: /^Only the \d+ rows shown$/ });
    expect(shown.getAttribute("aria-checked")).toBe("true");
    await user.click(screen.getByText("Table for programs"));
    await screen.findByTestId("saved-file");
    const [first] = door.calls.filter((call) => call.startsWith("saveResult"));
    expect(first).toContain("csv");
  });

  it("says what is different from the last run, and shows only those rows on a click", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    const fresh = within(await screen.findByTestId("comparison")).getByRole("button", { name: "7 new" });
    expect(screen.getByText("4 are no longer in the list")).toBeTruthy();
    await user.click(fresh);
    await waitFor(() => expect(fresh.getAttribute("aria-pressed")).toBe("true"));
    expect(screen.getByLabelText("Remove the filter Since last time: New")).toBeTruthy();
    await user.click(fresh);
    await waitFor(() => expect(fresh.getAttribute("aria-pressed")).toBe("false"));
  });

  it("shows no comparison where the question was never asked before", async () => {
    await openWindow({ lists: [LIST], compare: async () => null }, HERE);
    await screen.findByTestId("save-brief");
    expect(screen.queryByTestId("comparison")).toBeNull();
  });

  it("says why a file could not be written, and the rows stay", async () => {
    const saveBrief = () => Promise.reject(new Problem(report("disk_full")));
    const { user } = await openWindow({ lists: [LIST], saveBrief }, HERE);
    await user.click(await screen.findByTestId("save-brief"));
    expect((await screen.findAllByText(/disk/i)).length).toBeGreaterThan(0);
    expect(screen.getAllByTestId("result-row").length).toBeGreaterThan(0);
  });

  it.each(["en", "fr"] as const)("has nothing that axe finds, in %s", async (language) => {
    await openWindow({ lists: [LIST] }, HERE, language);
    await screen.findByTestId("comparison");
    expect(await axeFindings()).toEqual([]);
  });
});

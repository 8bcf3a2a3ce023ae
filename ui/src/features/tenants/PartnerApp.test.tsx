import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Goal } from "../../ipc";
import { checklist, connection, report } from "../../ipc/fake";
import { customers, HEALTH } from "../../ipc/fake/tenants";

const GOAL: Goal = { api: "graph", context: "application", tenancy: "customers", credential: "secret" };
const PARTNER = checklist(connection({ id: "partner", name: "Fabrikam Security", goal: GOAL }), ["tenant", "register"]);

async function opened(overrides = {}, language: "en" | "fr" = "en") {
  const window = await openWindow(
    { lists: [PARTNER], customers: customers(5), ...overrides },
    { screen: "customers", connectionId: "partner" },
    language,
  );
  await screen.findByTestId("result-table");
  return window;
}

describe("the partner's own app", () => {
  it("shows five lines, each proved one with its evidence and until when", async () => {
    const { user } = await opened();
    await user.click(await screen.findByTestId("open-health"));
    const panel = await screen.findByTestId("health-panel");
    expect(
      within(panel)
        .getAllByRole("listitem")
        .filter((item) => item.dataset.state),
    ).toHaveLength(5);
    const credential = within(panel).getByTestId("health-credential");
    expect(credential.textContent).toContain("2027");
    expect(within(credential).getByText("How do I know?")).toBeTruthy();
  });

  it("leads from what is wrong to the step that puts it right", async () => {
    const problem = report("single_tenant", { finding: true, step: "account-types", remedy: "none" });
    const items = HEALTH.items.map((item) =>
      item.id === "several_tenants" ? { ...item, state: "wrong" as const, evidence: null, problem } : item,
    );
    const { user } = await opened({ partnerHealth: async () => ({ items }) });
    const button = await screen.findByTestId("open-health");
    await waitFor(() => expect(button.dataset.state).toBe("wrong"));
    await user.click(button);
    await user.click(within(await screen.findByTestId("health-several_tenants")).getByRole("button"));
    expect((await screen.findByTestId("step-account-types")).getAttribute("aria-current")).toBe("step");
  });

  it("asks for more at every customer, and invites those again who lack it", async () => {
    const { user, door } = await opened();
    await user.click(screen.getByTestId("open-wanted"));
    const panel = await screen.findByTestId("wanted-panel");
    expect(screen.getByTestId("tone-ready").textContent).toContain("2");
    await user.click(await within(panel).findByRole("checkbox", { name: /Hunt with queries/ }));
    await waitFor(() => expect(screen.getByTestId("tone-ready").textContent).toContain("0"));
    expect(door.calls).toContain("setWanted partner");
    await user.click(await within(panel).findByTestId("invite-these-again"));
    expect(await screen.findByTestId("save-invitations")).toBeTruthy();
  });

  it("has nothing for axe to find beside the table", async () => {
    const { user } = await opened({}, "fr");
    await user.click(await screen.findByTestId("open-health"));
    await screen.findByTestId("health-credential");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("open-wanted"));
    await screen.findAllByRole("checkbox");
    expect(await axeFindings()).toEqual([]);
  });
});

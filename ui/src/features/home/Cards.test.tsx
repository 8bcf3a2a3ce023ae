import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { CardView, OpenedCard } from "../../ipc";
import { openedCard } from "../../ipc/fake/snippets";

const UNKNOWN: Partial<CardView> = {
  hosts: [{ host: "login.evil.example", receives: "credentials", known: false }],
  hasUnknownHosts: true,
};

async function opened(part: Partial<CardView> = {}) {
  const window = await openWindow({ inspectCard: async () => openedCard(part) });
  await window.user.click(await screen.findByTestId("open-card"));
  return window;
}

describe("connection cards", () => {
  it("takes a card of Microsoft’s cloud after one look, and opens its checklist", async () => {
    const { user, door } = await opened();
    const dialog = within(await screen.findByRole("alertdialog", { hidden: true }));
    expect(dialog.getByText(/fabrikam\.com/)).toBeTruthy();
    expect(dialog.queryByRole("table", { hidden: true })).toBeNull();
    await user.click(screen.getByTestId("take-card"));
    await waitFor(() => expect(door.calls).toContain("checklist fabrikam"));
    expect(door.calls).toContain("importCard 1");
    expect(screen.queryByTestId("open-card")).toBeNull();
  });

  it("shows unknown hosts and what they receive, and taking the card is not the first thing to do", async () => {
    const { user, door } = await opened(UNKNOWN);
    const dialog = within(await screen.findByRole("alertdialog", { hidden: true }));
    expect(
      dialog.getByRole("row", { name: /login\.evil\.example.*passwords and secrets.*Unknown/, hidden: true }),
    ).toBeTruthy();
    expect(screen.getByTestId("take-card").textContent).toBe("Add it all the same");
    await user.click(dialog.getByRole("button", { name: "Cancel", hidden: true }));
    expect(door.calls.some((call) => call.startsWith("importCard"))).toBe(false);
  });

  it("shows a card that was opened in the file manager, on whatever screen the person is", async () => {
    let give: (card: OpenedCard) => void = () => undefined;
    const given = new Promise<OpenedCard>((resolve) => {
      give = resolve;
    });
    const waits = [given, new Promise<never>(() => undefined)];
    const { user, door } = await openWindow(
      { givenCard: () => waits.shift() ?? new Promise(() => undefined) },
      { screen: "settings" },
    );
    give(openedCard());
    await user.click(await screen.findByTestId("take-card"));
    await waitFor(() => expect(door.calls).toContain("importCard 1"));
  });

  it("changes nothing when no card was chosen", async () => {
    const { user } = await openWindow({ inspectCard: async () => null });
    await user.click(await screen.findByTestId("open-card"));
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("has nothing for axe to find", async () => {
    await opened(UNKNOWN);
    await screen.findByRole("alertdialog", { hidden: true });
    expect(await axeFindings()).toEqual([]);
  });
});

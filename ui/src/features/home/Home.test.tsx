import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import { Problem } from "../../ipc";
import { checklist, connection, report } from "../../ipc/fake";
import { runView } from "../../ipc/fake/registration";

const READY = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);
const STARTED = checklist(connection({ id: "started", name: "Fabrikam", ready: false }), ["tenant", "register"]);

describe("home", () => {
  it("offers the practice tenant where there is no connection yet", async () => {
    const { user } = await openWindow();
    expect(await screen.findByText("No connection yet")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Try the practice tenant" }));
    const practice = await screen.findByRole("radio", { name: /Practice tenant/ });
    expect((practice as HTMLInputElement).checked).toBe(true);
  });

  it("says how far a connection is, and what is missing for the incidents", async () => {
    await openWindow({ lists: [STARTED] });
    expect(await screen.findByText("2 of 7 proved")).toBeTruthy();
    expect(await screen.findByText("Fabrikam is not finished: 2 of 7 steps are proved.")).toBeTruthy();
  });

  it("opens the incidents of a connection that is ready", async () => {
    const { user, door } = await openWindow({ lists: [READY] });
    await user.click(await screen.findByTestId("see-incidents"));
    expect(await screen.findByRole("heading", { level: 1, name: "Incidents, last 48 hours" })).toBeTruthy();
    await waitFor(() => expect(door.calls).toContain("readList contoso-app"));
  });

  it("removes a connection only after asking", async () => {
    const { user, door } = await openWindow({ lists: [READY] });
    await user.click(await screen.findByRole("button", { name: "Remove Contoso" }));
    // Fluent hides what lies behind a dialog by measuring, which jsdom cannot: the dialog itself may count as hidden.
    const dialog = await screen.findByRole("alertdialog", { hidden: true });
    expect(door.calls).not.toContain("removeConnection contoso-app");
    await user.click(within(dialog).getByRole("button", { name: "Remove", hidden: true }));
    expect(await screen.findByText("No connection yet")).toBeTruthy();
    expect(door.calls).toContain("removeConnection contoso-app");
  });

  it("says before it forgets a connection that its app stays, and can be undone first", async () => {
    const { user, door } = await openWindow({
      lists: [READY],
      registration: { run: runView(READY.connection, [], { undoable: true }) },
    });
    await user.click(await screen.findByRole("button", { name: "Remove Contoso" }));
    const dialog = await screen.findByRole("alertdialog", { hidden: true });
    expect(await within(dialog).findByText(/The app stays in your tenant\. Undo it first/)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Remove the connection only", hidden: true }));
    await waitFor(() => expect(door.calls).toContain("removeConnection contoso-app"));
  });

  it("shows what is wrong when the connections cannot be read, and reads them again on request", async () => {
    let broken = true;
    const { user } = await openWindow({
      connections: async () => {
        if (broken) throw new Problem(report("store_unreadable", { remedy: "restart", params: { path: "/tmp/x" } }));
        return [READY.connection];
      },
      lists: [READY],
    });
    const problem = await screen.findByTestId("problem");
    expect(problem.dataset.code).toBe("store_unreadable");
    broken = false;
    await user.click(within(problem).getByRole("button", { name: "Start again" }));
    expect(await screen.findByTestId("home-open-contoso-app")).toBeTruthy();
  });

  it("shows what another program added or removed when the window is looked at again", async () => {
    let stored = [READY.connection];
    await openWindow({ connections: async () => stored, lists: [READY, STARTED] });
    expect(await screen.findByTestId("home-open-contoso-app")).toBeTruthy();
    stored = [STARTED.connection];
    expect(screen.queryByText("Fabrikam")).toBeNull();
    window.dispatchEvent(new Event("focus"));
    expect(await screen.findByText("Fabrikam")).toBeTruthy();
    expect(screen.queryByTestId("home-open-contoso-app")).toBeNull();
  });

  it("has nothing for axe to find", async () => {
    await openWindow({ lists: [READY, STARTED] });
    await screen.findByText("Fabrikam");
    expect(await axeFindings()).toEqual([]);
  });

  it("speaks French", async () => {
    await openWindow({ lists: [READY] }, undefined, "fr");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Que voulez-vous faire\u00a0?");
    expect(document.documentElement.lang).toBe("fr");
  });

  it("always shows that practice is practice, and never where it is not", async () => {
    await openWindow({ lists: [READY] });
    expect(await screen.findByTestId("practice-badge")).toBeTruthy();
    expect(screen.getByText("Nothing leaves this computer")).toBeTruthy();
  });

  it("shows no practice badge for a real organisation", async () => {
    const real = checklist(connection({ practice: false }), ["tenant"]);
    await openWindow({ lists: [real] }, { screen: "checklist", connectionId: "contoso-app" });
    expect(await screen.findByText("Contoso · Microsoft Graph · as the application")).toBeTruthy();
    expect(screen.queryByTestId("practice-badge")).toBeNull();
    expect(screen.queryByText("Nothing leaves this computer")).toBeNull();
  });
});

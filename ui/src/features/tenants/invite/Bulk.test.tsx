import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openPart } from "../../../../test/part";
import { axeFindings } from "../../../../test/window";
import { type ConsentAgain as Again, type Door, type Language, Problem } from "../../../ipc";
import { checklist, connection, report } from "../../../ipc/fake";
import { customerBrief } from "../../../ipc/fake/customers";
import { ADATUM, FABRIKAM } from "../../../ipc/fake/invitations";
import { savedFile } from "../../../ipc/fake/saving";
import BulkInvitations from "./BulkInvitations";
import { ConsentAgain } from "./ConsentAgain";

const PARTNER = connection({ goal: { api: "graph", context: "application", tenancy: "customers" } });
const LISTS = [checklist(PARTNER, [])];
const BOTH = [FABRIKAM.tenantId, ADATUM.tenantId];

async function bulk(overrides: Partial<Door> = {}, tenantIds = BOTH, language: Language = "en") {
  const onClose = vi.fn();
  const sheet = <BulkInvitations connectionId="contoso-app" tenantIds={tenantIds} onClose={onClose} />;
  return { ...(await openPart(sheet, { lists: LISTS, ...overrides }, language)), onClose };
}

const AGAIN: Again = {
  permissions: [{ api: "graph", permission: "SecurityAlert.Read.All" }],
  customers: [FABRIKAM, ADATUM],
};

/** What the panel of permissions shows, below its own heading. */
async function again(answer: Again, language: Language = "en") {
  const onInvite = vi.fn();
  const section = (
    <>
      <h2>…</h2>
      <ConsentAgain connection={PARTNER} again={answer} onInvite={onInvite} />
    </>
  );
  return { ...(await openPart(section, {}, language)), onInvite };
}

describe("invitations for many", () => {
  it("are a table for mail merge, in the language of the customers", async () => {
    const asked: [string[], unknown][] = [];
    const { user } = await bulk({
      saveInvitations: async (_, tenantIds, choice) => {
        asked.push([tenantIds, choice]);
        return savedFile("csv", tenantIds.length, "Invitations");
      },
    });
    expect(screen.getByRole("heading", { name: "Invite 2 customers" })).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "Français" }));
    await user.click(screen.getByTestId("save-invitations"));
    expect((await screen.findByTestId("saved-file")).textContent).toMatch(/Invitations .+\.csv$/);
    expect(asked).toEqual([[BOTH, { form: "static", language: "fr" }]]);
  });

  it("are a page for each customer, and the folder opens", async () => {
    const { user, door } = await bulk();
    await user.click(screen.getByTestId("save-handoff-pages"));
    const saved = within(await screen.findByTestId("saved-files"));
    expect(saved.getByText("2 pages saved in")).toBeTruthy();
    expect(saved.getByText(/Handrail.Handoff 2026-11-20T18\.05\.00$/)).toBeTruthy();
    await user.click(saved.getByRole("button", { name: "Open folder" }));
    expect(door.calls).toContain("openFolder");
  });

  it("say why nothing was written, and write it when asked again", async () => {
    let full = true;
    const { user } = await bulk({
      saveHandoff: async () => {
        if (full) throw new Problem(report("disk_full", { remedy: "retry", retryable: true }));
        return [savedFile("html", 1, "Handoff")];
      },
    });
    await user.click(screen.getByTestId("save-handoff-pages"));
    const problem = within(await screen.findByTestId("problem"));
    full = false;
    await user.click(problem.getByTestId("problem-action"));
    expect(await screen.findByTestId("saved-file")).toBeTruthy();
  });

  it("have nothing for axe to find, in either language", async () => {
    for (const language of ["en", "fr"] as const) {
      const { user } = await bulk({}, BOTH, language);
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      await user.click(screen.getByTestId("save-invitations"));
      await screen.findByTestId("saved-file");
      expect(await axeFindings()).toEqual([]);
      cleanup();
    }
  });
});

describe("permissions that were added", () => {
  it("tell who must consent again, for what, and lead to their invitations", async () => {
    const { user, onInvite } = await again(AGAIN);
    const section = within(await screen.findByRole("region", { name: "2 customers must consent again" }));
    expect(section.getByText("SecurityAlert.Read.All (Microsoft Graph)")).toBeTruthy();
    await user.click(section.getByTestId("invite-these-again"));
    expect(onInvite).toHaveBeenCalledWith(BOTH);
  });

  it("have a link to copy for each customer", async () => {
    const { user, door } = await again(AGAIN);
    await user.click(await screen.findByText("Which customers, with their links"));
    await user.click(screen.getByRole("button", { name: "Copy the link for adatum.fr" }));
    await waitFor(() => expect(door.calls).toContain(`copyInvitation contoso-app ${ADATUM.tenantId} link`));
    expect(await screen.findByText("Link copied.")).toBeTruthy();
  });

  it("name fifty of a thousand; the table has them all", async () => {
    const customers = Array.from({ length: 1000 }, (_, at) => customerBrief(`customer-${at}.example`));
    await again({ ...AGAIN, customers });
    screen.getByText("1,000 customers must consent again");
    expect(screen.getAllByRole("button", { name: /^Copy the link/, hidden: true })).toHaveLength(50);
    expect(screen.getByText("and 950 more")).toBeTruthy();
  });

  it("are not spoken of where nobody has to consent again", async () => {
    await again({ permissions: [], customers: [] });
    expect(screen.queryByTestId("consent-again")).toBeNull();
  });

  it("have nothing for axe to find, in either language", async () => {
    for (const language of ["en", "fr"] as const) {
      await again(AGAIN, language);
      await screen.findByTestId("consent-again");
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      expect(await axeFindings()).toEqual([]);
      cleanup();
    }
  });
});

import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openPart } from "../../../../test/part";
import { axeFindings, openWindow } from "../../../../test/window";
import { type CustomerState, type Door, type InvitationChoice, type Language, Problem } from "../../../ipc";
import { checklist, connection, report } from "../../../ipc/fake";
import { customerBrief } from "../../../ipc/fake/customers";
import { ADATUM, callbackRead, FABRIKAM, invitation } from "../../../ipc/fake/invitations";
import { customers } from "../../../ipc/fake/tenants";
import InvitationPart from "./InvitationPart";

const LISTS = [checklist(connection({ goal: { api: "graph", context: "application", tenancy: "customers" } }), [])];

interface Wish {
  of?: typeof FABRIKAM;
  state?: CustomerState;
  language?: Language;
}

/** The invitation in a customer's panel, which has a heading of its own above it. */
async function opened(overrides: Partial<Door> = {}, { of = FABRIKAM, state = "no-app", language = "en" }: Wish = {}) {
  const onChanged = vi.fn();
  const panel = (now: CustomerState) => (
    <>
      <h2>{of.domain}</h2>
      <InvitationPart connectionId="contoso-app" customer={{ ...of, state: now }} onChanged={onChanged} />
    </>
  );
  const part = await openPart(panel(state), { lists: LISTS, ...overrides }, language);
  return { ...part, onChanged, turn: (now: CustomerState) => part.again(panel(now)) };
}

async function pasted(text: string, overrides: Partial<Door> = {}) {
  const window = await opened(overrides);
  await window.user.click(await screen.findByText("They sent an address back"));
  await window.user.click(screen.getByTestId("callback-text"));
  await window.user.paste(text);
  await window.user.click(screen.getByTestId("read-callback"));
  return window;
}

const answer = (tenantId: string, more = "") =>
  `http://localhost/?admin_consent=True&tenant=${tenantId}&state=q7${more}`;

describe("the invitation of a customer", () => {
  it("shows the message as it will be sent, and copies it with one click", async () => {
    const { user, door, onChanged } = await opened();
    expect(await screen.findByText(/to look after the security incidents of fabrikam\.com/)).toBeTruthy();
    expect(screen.getByText("Please approve read access for Handrail")).toBeTruthy();
    await user.click(screen.getByTestId("copy-message"));
    expect(await screen.findByText("Message copied. Paste it into a mail.")).toBeTruthy();
    expect(door.calls).toContain(`copyInvitation contoso-app ${FABRIKAM.tenantId} message`);
    expect(onChanged).toHaveBeenCalled();
  });

  it("copies the link alone, and shows it as a picture with words for those who cannot see it", async () => {
    const { user, door } = await opened();
    const code = await screen.findByRole("img", { name: "QR code with the consent link for fabrikam.com" });
    expect(code.querySelector("path")?.getAttribute("d")?.length).toBeGreaterThan(1000);
    expect(screen.getByTestId("invitation-link").textContent).toContain(`/${FABRIKAM.tenantId}/adminconsent`);
    await user.click(screen.getByTestId("copy-link"));
    expect(await screen.findByText("Link copied.")).toBeTruthy();
    expect(door.calls).toContain(`copyInvitation contoso-app ${FABRIKAM.tenantId} link`);
  });

  it("speaks the customer's language, whatever the window speaks", async () => {
    const { user } = await opened({}, { of: ADATUM });
    expect(await screen.findByText(/pour suivre les incidents de sécurité de adatum\.fr/)).toBeTruthy();
    await user.click(screen.getByTestId("copy-message"));
    await screen.findByText("Message copied. Paste it into a mail.");
    await user.click(screen.getByRole("radio", { name: "English" }));
    expect(await screen.findByText(/to look after the security incidents of adatum\.fr/)).toBeTruthy();
    expect(screen.queryByText("Message copied. Paste it into a mail.")).toBeNull();
  });

  it("asks for all of the registration, or only for what is wanted", async () => {
    const asked: InvitationChoice[] = [];
    const { user } = await opened({
      invitation: async (_, _tenant, choice) => {
        asked.push(choice);
        return invitation(FABRIKAM, choice);
      },
    });
    await user.click(await screen.findByText("What the link asks for"));
    await user.click(screen.getByRole("radio", { name: /Only the APIs that are needed now/ }));
    await waitFor(() => expect(screen.getByTestId("invitation-link").textContent).toContain("/v2.0/adminconsent"));
    expect(asked.map(({ form }) => form)).toEqual(["static", "scoped"]);
  });

  it("saves the handoff page and the page for the partner's own server, in the customer's language", async () => {
    const { user, door } = await opened();
    await user.click(await screen.findByTestId("save-handoff"));
    expect((await screen.findByTestId("saved-file")).textContent).toContain("Handoff fabrikam.com");
    await user.click(screen.getByText("What their browser shows at the end"));
    expect(screen.getByText(/it shows an error page although they are finished/)).toBeTruthy();
    await user.click(screen.getByTestId("save-redirect-page"));
    await waitFor(() => expect(door.calls).toContain("saveRedirectPage en"));
  });

  it("says nothing of localhost where the answer goes to the partner's own page", async () => {
    await opened({
      invitation: async (_, _tenant, choice) => ({ ...invitation(FABRIKAM, choice), loopback: false }),
    });
    await screen.findByTestId("qr-code");
    expect(screen.queryByText("What their browser shows at the end")).toBeNull();
  });

  it("writes nothing to a customer who has given consent, unless the person wants to", async () => {
    const { user, door } = await opened({}, { state: "consented" });
    expect(screen.getByText("Fabrikam, Inc. has given consent. There is nothing to send.")).toBeTruthy();
    expect(door.calls.some((call) => call.startsWith("invitation "))).toBe(false);
    await user.click(screen.getByTestId("invite-again"));
    expect(await screen.findByTestId("qr-code")).toBeTruthy();
  });

  it("does not come first where something else is in the way", async () => {
    const { user } = await opened({}, { state: "blocked" });
    expect(screen.getByText(/An invitation does not help yet/)).toBeTruthy();
    expect(screen.queryByTestId("copy-message")).toBeNull();
    await user.click(screen.getByTestId("invite-again"));
    expect(await screen.findByTestId("copy-message")).toBeTruthy();
  });

  it("stays open when the customer turns green meanwhile", async () => {
    const { turn } = await opened();
    await screen.findByTestId("qr-code");
    turn("consented");
    expect(await screen.findByText("Fabrikam, Inc. has given consent. There is nothing to send.")).toBeTruthy();
    expect(screen.getByTestId("qr-code")).toBeTruthy();
  });

  it("says why no invitation could be written, and writes it again", async () => {
    const failing: Door["invitation"] = () => Promise.reject(new Problem(report("connection_unknown")));
    let write = failing;
    const { user } = await opened({ invitation: (...args) => write(...args) });
    write = async (_, _tenant, choice) => invitation(FABRIKAM, choice);
    await user.click(within(await screen.findByTestId("problem")).getByTestId("problem-action"));
    expect(await screen.findByTestId("qr-code")).toBeTruthy();
  });

  it("takes two clicks from the board, where nothing else comes first then", async () => {
    const [waiting] = customers(20).filter(({ state }) => state === "no-app");
    if (!waiting) throw new Error("no customer waits");
    const { user, door } = await openWindow(
      { lists: LISTS, customers: [waiting] },
      { screen: "customers", connectionId: "contoso-app" },
    );
    const board = within(await screen.findByTestId("result-table"));
    await user.click(await board.findByTestId("result-row"));
    const copy = await screen.findByTestId("copy-message");
    await screen.findByTestId("qr-code");
    expect(document.querySelector("[data-next]")).toBeNull();
    await user.click(copy);
    await waitFor(() => expect(door.calls).toContain(`copyInvitation contoso-app ${waiting.tenantId} message`));
  });

  it("is copied with the keyboard too", async () => {
    const { user, door } = await opened();
    const copy = await screen.findByTestId("copy-message");
    await screen.findByTestId("qr-code");
    for (let presses = 0; document.activeElement !== copy && presses < 6; presses += 1) await user.tab();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(door.calls.some((call) => call.startsWith("copyInvitation"))).toBe(true));
  });

  it("has nothing for axe to find, in either language", async () => {
    for (const language of ["en", "fr"] as const) {
      const { user } = await opened({}, { language });
      await screen.findByTestId("qr-code");
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      await user.click(screen.getByTestId("save-handoff"));
      await screen.findByTestId("saved-file");
      expect(await axeFindings()).toEqual([]);
      cleanup();
    }
  });
});

describe("an address that came back", () => {
  it("is believed when Handrail saw consent in the customer's tenant", async () => {
    const { onChanged } = await pasted(answer(FABRIKAM.tenantId));
    expect((await screen.findByTestId("callback-answer")).dataset.meaning).toBe("seen");
    expect(onChanged).toHaveBeenCalled();
    expect(screen.getByTestId<HTMLTextAreaElement>("callback-text").value).toBe("");
  });

  it("is hearsay as long as Handrail does not see consent itself", async () => {
    await pasted(answer(FABRIKAM.tenantId), { readCallback: async () => callbackRead(FABRIKAM, { state: "no-app" }) });
    expect((await screen.findByTestId("callback-answer")).dataset.meaning).toBe("not_yet");
    expect(screen.getByText(/Handrail does not see it in their tenant yet/)).toBeTruthy();
  });

  it("says who refused and what to do about it", async () => {
    await pasted(answer(FABRIKAM.tenantId, "&error=access_denied"));
    expect(await screen.findByText("fabrikam.com has not given consent.")).toBeTruthy();
    expect((await screen.findByTestId("problem")).dataset.code).toBe("consent_declined");
  });

  it("names the customer whose answer it is", async () => {
    await pasted(answer(ADATUM.tenantId));
    expect(await screen.findByText(/the answer of adatum\.fr, another of your customers/)).toBeTruthy();
  });

  it("stays in the field where it belongs to no customer", async () => {
    await pasted(answer(customerBrief("stranger.example").tenantId));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("callback_of_another_link");
    expect(screen.getByTestId<HTMLTextAreaElement>("callback-text").value).toContain("admin_consent");
  });
});

describe("an administrator who is here", () => {
  it("consents in the browser of this computer, and the answer is told", async () => {
    const { user, door, onChanged } = await opened();
    await user.click(await screen.findByText("Their administrator is here"));
    await user.click(screen.getByTestId("consent-here"));
    expect((await screen.findByTestId("callback-answer")).dataset.meaning).toBe("seen");
    expect(door.calls).toContain(`startCustomerConsent contoso-app ${FABRIKAM.tenantId}`);
    expect(onChanged).toHaveBeenCalled();
  });

  it("is waited for until the person gives up", async () => {
    let giveUp: (thrown: unknown) => void = () => undefined;
    const { user, door } = await opened({
      finishCustomerConsent: () =>
        new Promise((_, reject) => {
          giveUp = reject;
        }),
      cancelConsent: async () => giveUp(new Problem(report("sign_in_cancelled"))),
    });
    await user.click(await screen.findByText("Their administrator is here"));
    await user.click(screen.getByTestId("consent-here"));
    await user.click(within(await screen.findByTestId("consent-waiting")).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByTestId("consent-waiting")).toBeNull());
    expect(door.calls).toContain("cancelConsent contoso-app");
  });

  it("is not waited for where the answer goes to the partner's own page", async () => {
    const { user } = await opened({
      startCustomerConsent: async (connectionId) => ({
        connectionId,
        link: "https://login.test/adminconsent",
        listening: false,
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
        browserProblem: null,
      }),
    });
    await user.click(await screen.findByText("Their administrator is here"));
    await user.click(screen.getByTestId("consent-here"));
    expect(await screen.findByText(/Its answer goes to your own page/)).toBeTruthy();
    expect(screen.queryByTestId("consent-waiting")).toBeNull();
  });
});

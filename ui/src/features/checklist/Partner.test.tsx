import { cleanup, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { type ConsentLink, type Goal, Problem } from "../../ipc";
import { checklist, connection, report, TENANT_ID } from "../../ipc/fake";

const PARTNER: Goal = { api: "xdr", context: "application", tenancy: "customers", credential: "secret" };
const FABRIKAM = { tenantId: "6f1c2b3a-9d4e-4f50-8a61-b7c8d9e0f123", domain: "fabrikam.com" };
const BEFORE = checklist(connection({ goal: PARTNER, ready: false, permissions: ["Incident.Read.All"] }), [
  "tenant",
  "register",
  "redirect-uri",
  "permissions",
  "secret",
]);
const NAMED = checklist({ ...BEFORE.connection, customer: FABRIKAM }, [
  ...BEFORE.steps.filter((step) => step.state === "proved").map((step) => step.id),
  "customer",
]);
const LINK: ConsentLink = {
  link: `https://login.test/${FABRIKAM.tenantId}/adminconsent?client_id=1`,
  tenantId: FABRIKAM.tenantId,
  domain: FABRIKAM.domain,
  state: "contoso-app",
  redirectUri: "http://localhost",
  loopback: true,
};
const at = (step: NonNullable<Extract<Route, { screen: "checklist" }>["step"]>): Route => ({
  screen: "checklist",
  connectionId: "contoso-app",
  step,
});

describe("a partner", () => {
  it("names the customer by a domain, and goes on to their consent", async () => {
    const { user, door } = await openWindow(
      { lists: [BEFORE], setCustomer: async () => NAMED, consentLink: async () => LINK },
      at("customer"),
    );
    await user.type(await screen.findByTestId("customer-domain"), "fabrikam.com{Enter}");
    expect(door.calls).toContain("setCustomer contoso-app fabrikam.com");
    expect(await screen.findByTestId("copy-consent-message")).toBeTruthy();
  });

  it("is offered no look at what only the customer's name can answer", async () => {
    await openWindow({ lists: [BEFORE] }, at("customer"));
    await screen.findByTestId("customer-domain");
    expect(screen.queryByTestId("check-again")).toBeNull();
  });

  it("is not sent to the own registration for the customer's consent", async () => {
    await openWindow({ lists: [NAMED], consentLink: async () => LINK }, at("consent"));
    await screen.findByTestId("copy-consent-message");
    expect(screen.queryByTestId("open-portal")).toBeNull();
    expect(screen.getByTestId("check-again")).toBeTruthy();
  });

  it("copies a message with the link, the permission and the least role for the customer's administrator", async () => {
    const { user } = await openWindow({ lists: [NAMED], consentLink: async () => LINK }, at("consent"));
    const copy = await screen.findByTestId("copy-consent-message");
    await waitFor(() => expect((copy as HTMLButtonElement).disabled).toBe(false));
    await user.click(copy);
    expect(await screen.findByText("Message copied. Paste it into a mail.")).toBeTruthy();
    const message = await navigator.clipboard.readText();
    expect(message).toContain(LINK.link);
    expect(message).toContain("Incident.Read.All");
    expect(message).toContain("Global Administrator is not needed");
  });

  it("says that the page after consent cannot be reached from the customer's computer", async () => {
    await openWindow({ lists: [NAMED], consentLink: async () => LINK }, at("consent"));
    expect(await screen.findByText(/the browser ends on a page that cannot be reached/)).toBeTruthy();
  });

  it("waits for the browser where the page was opened here, until the person gives up", async () => {
    let giveUp: (thrown: unknown) => void = () => undefined;
    const { user, door } = await openWindow(
      {
        lists: [NAMED],
        consentLink: async () => LINK,
        startConsent: async (connectionId) => ({
          connectionId,
          link: LINK.link,
          listening: true,
          expiresAt: new Date(Date.now() + 60_000).toISOString(),
          browserProblem: null,
        }),
        finishConsent: () =>
          new Promise((_, reject) => {
            giveUp = reject;
          }),
        cancelConsent: async () =>
          giveUp(new Problem(report("consent_declined", { step: "consent", remedy: "retry" }))),
      },
      at("consent"),
    );
    await waitFor(() => expect((screen.getByTestId("open-consent") as HTMLButtonElement).disabled).toBe(false));
    await user.click(screen.getByTestId("open-consent"));
    expect(await screen.findByTestId("consent-waiting")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByTestId("consent-waiting")).toBeNull());
    expect(door.calls).toContain("cancelConsent contoso-app");
  });

  it("sees the account types, the Web platform and the consent page drawn", async () => {
    const { user } = await openWindow({ lists: [NAMED], consentLink: async () => LINK }, at("register"));
    expect(await screen.findByRole("img", { name: /Multiple Entra ID tenants/ })).toBeTruthy();
    await user.click(screen.getByTestId("step-redirect-uri"));
    expect(await screen.findByRole("img", { name: /Add Redirect URI, Web, http:\/\/localhost/ })).toBeTruthy();
    await user.click(screen.getByTestId("step-consent"));
    expect(await screen.findByRole("img", { name: /Permissions requested.*Accept/ })).toBeTruthy();
  });

  it("has nothing for axe to find, in either language", async () => {
    for (const language of ["en", "fr"] as const) {
      await openWindow({ lists: [NAMED], consentLink: async () => LINK }, at("consent"), language);
      await screen.findByTestId("copy-consent-message");
      expect(await axeFindings()).toEqual([]);
      cleanup();
    }
  });

  it("keeps the tenant that holds the app apart from the customer's", async () => {
    const { user } = await openWindow({ lists: [NAMED], consentLink: async () => LINK }, at("customer"));
    expect(await screen.findByText("fabrikam.com · tenant 6f1c…f123")).toBeTruthy();
    expect(screen.queryByText(new RegExp(TENANT_ID))).toBeNull();
    await user.click(screen.getByRole("button", { name: "Another customer" }));
    expect(await screen.findByTestId("customer-domain")).toBeTruthy();
  });
});

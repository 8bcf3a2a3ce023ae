import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import type { Diagnosis, PastedToken } from "../../ipc";
import { CLIENT_ID, checklist, connection, diagnosis, type Overrides, report, TENANT_ID, TRACE } from "../../ipc/fake";
import { customers } from "../../ipc/fake/tenants";

const LIST = checklist(connection(), ["tenant", "register"]);
const PERSON = checklist(connection({ id: "person", name: "Fabrikam", goal: { api: "xdr", context: "user" } }), [
  "tenant",
]);
const HERE: Route = { screen: "diagnosis", connectionId: null };

const TOKEN: PastedToken = {
  kind: "application",
  audience: "https://api.securitycenter.microsoft.com",
  api: "mde",
  tenantId: "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7",
  clientId: CLIENT_ID,
  permissions: ["Machine.Read.All"],
  opens: [],
  missing: ["Alert.Read.All"],
  expires: new Date(Date.now() + 3_600_000).toISOString(),
  expired: false,
};

/** The screen after a paste that the desktop answers like this. */
async function pasted(answer: Partial<Diagnosis>, overrides: Overrides = {}, language: "en" | "fr" = "en") {
  const door: Overrides = { lists: [LIST], diagnoseClipboard: async () => diagnosis(answer), ...overrides };
  const opened = await openWindow(door, HERE, language);
  await opened.user.click(await screen.findByTestId("diagnosis-paste"));
  await screen.findByTestId("diagnosis");
  return opened;
}

describe("what does this mean", () => {
  it("is one click away on the rail and on Home", async () => {
    const { user } = await openWindow({ lists: [LIST] });
    await user.click(screen.getByTestId("home-diagnosis"));
    await screen.findByRole("heading", { level: 1, name: "What does this mean?" });
    await user.click(screen.getByTestId("nav-home"));
    await user.click(await screen.findByTestId("nav-diagnosis"));
    expect(await screen.findByRole("heading", { level: 1, name: "What does this mean?" })).toBeTruthy();
  });

  it("lets the desktop read the clipboard, and joins it with the only connection", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByTestId("diagnosis-paste"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("redirect_uri_mismatch");
    expect(door.calls).toContain("diagnoseClipboard contoso-app");
  });

  it("leads from a customer's answer to the board, and says that it proves nothing yet", async () => {
    const [first] = customers(1);
    const { tenantId = "" } = first ?? {};
    const answer = { connectionId: "contoso-app", tenantId, domain: "fabrikam.example" };
    const { user } = await pasted(
      { recognised: "redirect", finding: null, answer },
      { customers: first ? [first] : [] },
    );
    expect(screen.getByText("An answer to a consent link: fabrikam.example")).toBeTruthy();
    expect(screen.queryByText("Nothing is wrong here")).toBeNull();
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("diagnosis-customer"));
    expect(await screen.findByRole("heading", { level: 1, name: "Customers" })).toBeTruthy();
    expect(await screen.findByTestId("customer-panel")).toBeTruthy();
  });

  it("answers a paste made on any screen outside a field", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, { screen: "settings" });
    await user.keyboard("{Control>}v{/Control}");
    expect((await screen.findByTestId("diagnosis")).dataset.recognised).toBe("aadsts");
    expect(door.calls.filter((call) => call.startsWith("diagnoseClipboard"))).toHaveLength(1);
    await user.keyboard("{Control>}v{/Control}");
    await waitFor(() => expect(door.calls.filter((call) => call.startsWith("diagnoseClipboard"))).toHaveLength(2));
  });

  it("keeps a paste into the box out of the window, too", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    const box = await screen.findByTestId<HTMLTextAreaElement>("diagnosis-text");
    await user.click(box);
    await user.keyboard("{Control>}v{/Control}");
    await screen.findByTestId("diagnosis");
    expect(box.value).toBe("");
    expect(door.calls).toContain("diagnoseClipboard contoso-app");
  });

  it("empties the box once the desktop has taken the text", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    const box = await screen.findByTestId<HTMLTextAreaElement>("diagnosis-text");
    await user.type(box, "AADSTS50011{Control>}{Enter}{/Control}");
    await screen.findByTestId("problem");
    expect(door.calls).toContain("diagnose contoso-app AADSTS50011");
    expect(box.value).toBe("");
  });

  it("says how sure it is, who can fix it, what else it could be, and leads to the step", async () => {
    const { user } = await openWindow({ lists: [PERSON] }, HERE);
    await user.click(await screen.findByTestId("diagnosis-paste"));
    expect((await screen.findByTestId("diagnosis-sure")).textContent).toBe("Certain");
    expect(screen.getByTestId("diagnosis-who").textContent).toBe("An administrator of the organisation");
    expect(screen.getByTestId("diagnosis-alternatives").textContent).toContain("platform Web");
    await user.click(screen.getByTestId("diagnosis-go-step"));
    expect(await screen.findByRole("heading", { level: 1, name: "Set up access" })).toBeTruthy();
  });

  it("opens Microsoft's page about the number, and copies the IDs for a support case", async () => {
    const { user, door } = await pasted({ recognised: "aadsts", trace: TRACE });
    await user.click(screen.getByTestId("diagnosis-lookup"));
    await waitFor(() => expect(door.calls).toContain("openErrorLookup 50011"));
    await user.click(screen.getByText("For a support case"));
    await user.click(screen.getByRole("button", { name: "Copy for support" }));
    expect(await navigator.clipboard.readText()).toContain(`Correlation ID: ${TRACE.correlationId}`);
  });

  it("asks which connection a text is about, where there are several", async () => {
    const { user, door } = await openWindow({ lists: [LIST, PERSON] }, HERE);
    await user.selectOptions(await screen.findByTestId("diagnosis-about"), "person");
    await user.click(screen.getByTestId("diagnosis-paste"));
    await screen.findByTestId("diagnosis");
    expect(door.calls).toContain("diagnoseClipboard person");
  });

  it("says honestly that a text is unknown, and shows it as text, whatever is in it", async () => {
    const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script> {{name}} **bold** ${"x".repeat(5000)}`;
    await pasted({ shown: hostile });
    expect(screen.getByText("Handrail does not know this text")).toBeTruthy();
    expect(screen.getByTestId("quoted").textContent).toBe(hostile);
    expect(document.querySelector("main img, main script")).toBeNull();
  });

  it("tells what a token opens and lacks, and that it was not kept", async () => {
    await pasted({ recognised: "jwt", token: TOKEN });
    const tiles = screen.getByTestId("diagnosis-token");
    expect(tiles.textContent).toContain("No API that Handrail knows");
    expect(tiles.textContent).toContain("Alert.Read.All");
    expect(screen.getByText(/was read and dropped/)).toBeTruthy();
  });

  it("calls a token expired once its time is over", async () => {
    await pasted({ recognised: "jwt", token: { ...TOKEN, expires: new Date(Date.now() - 1000).toISOString() } });
    expect(screen.getByTestId("diagnosis-token").dataset.expired).toBe("true");
  });

  it("puts a client ID where it belongs", async () => {
    const { user, door } = await pasted({ recognised: "guid", belongs: "client_id", shown: TRACE.traceId });
    expect(screen.getByText("This is an Application (client) ID")).toBeTruthy();
    await user.click(screen.getByTestId("diagnosis-put"));
    await screen.findByRole("heading", { level: 1, name: "Set up access" });
    expect(door.calls).toContain(`setClientId contoso-app ${TRACE.traceId}`);
  });

  it("takes a tenant ID along to where access is set up", async () => {
    const { user } = await pasted({ recognised: "guid", belongs: "tenant_id", shown: TENANT_ID }, { lists: [] });
    await user.click(screen.getByTestId("diagnosis-put-tenant"));
    expect(((await screen.findByTestId("where-domain")) as HTMLInputElement).value).toBe(TENANT_ID);
  });

  it("lets go of a problem where the web view answers scrolling with a promise", async () => {
    // As newer web views do. jsdom knows no scrolling at all.
    Object.assign(HTMLElement.prototype, { scrollIntoView: () => Promise.resolve() });
    try {
      const { user } = await pasted({ recognised: "aadsts", finding: report("secret_expired", { finding: true }) });
      await user.click(screen.getByTestId("nav-home"));
      expect(await screen.findByTestId("home-diagnosis")).toBeTruthy();
    } finally {
      Reflect.deleteProperty(HTMLElement.prototype, "scrollIntoView");
    }
  });

  it("never shows a secret, and takes it from the clipboard to safe keeping", async () => {
    const { user, door } = await pasted({ recognised: "secret", belongs: "client_secret" });
    await user.click(screen.getByTestId("diagnosis-take-secret"));
    expect(await screen.findByText(/Kept for Contoso/)).toBeTruthy();
    expect(door.calls).toContain("takeSecretFromClipboard contoso-app");
  });

  it("opens the script clinic for a script", async () => {
    const { door } = await pasted({ recognised: "script" });
    expect((await screen.findByTestId("clinic")).dataset.faults).toBe("2");
    expect(door.calls).toContain("clinicClipboard");
  });

  it("moves the focus to the answer", async () => {
    await pasted({ recognised: "aadsts", finding: report("secret_expired", { finding: true }) });
    expect(document.activeElement?.textContent).toContain("Error of Entra ID");
  });

  it("has nothing for axe to find, in either language, whatever was pasted", async () => {
    for (const answer of [
      { recognised: "aadsts", trace: TRACE, finding: report("secret_expired", { finding: true, step: "secret" }) },
      { recognised: "jwt", token: TOKEN },
      { recognised: "guid", belongs: "any_id", shown: CLIENT_ID },
      { recognised: "secret" },
      { recognised: "unknown", shown: "x" },
    ] satisfies Partial<Diagnosis>[]) {
      await pasted(answer, {}, answer.recognised === "jwt" ? "en" : "fr");
      expect(await axeFindings()).toEqual([]);
      document.body.replaceChildren();
    }
  });
});

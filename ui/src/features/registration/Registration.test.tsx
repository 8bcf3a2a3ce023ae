import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import { type Goal, type Language, Problem } from "../../ipc";
import { checklist, connection, type Overrides, report } from "../../ipc/fake";
import { foundRegistration } from "../../ipc/fake/planning";
import { type FakeRegistration, runStep, runView } from "../../ipc/fake/registration";

const GOAL: Goal = { api: "graph", context: "application", credential: "secret" };
const OWN = connection({ id: "own", clientId: null, secret: "missing", ready: false, goal: GOAL });

/** The window on a connection for which nothing is registered yet. */
async function opened(registration: FakeRegistration = {}, language: Language = "en", of = OWN, more: Overrides = {}) {
  const window = await openWindow(
    { lists: [checklist(of, ["tenant"])], registration, ...more },
    { screen: "registration", connectionId: of.id },
    language,
  );
  await screen.findByTestId("plan");
  return window;
}

/** The buttons that lead: jsdom does not weigh two rules for one colour, so whoever has the rule of the brand's. */
function primary() {
  const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText);
  const brand = rules.find((rule) => /^\.\w+ \{ background-color: var\(--colorBrandBackground\)/.test(rule));
  const buttons = screen.getAllByRole("button").filter((button) => button.matches(brand?.split(" ")[0] ?? ""));
  return buttons.map(({ dataset }) => dataset.testid);
}

const stateOf = (step: string) => screen.getByTestId(`planned-${step}`).dataset.state;
const applied = (calls: string[]) => calls.filter((call) => call.startsWith("applyRegistration")).length;

describe("registering", () => {
  it("leads from Home to the first incidents in three presses", async () => {
    const { user } = await openWindow();
    await user.click(await screen.findByTestId("home-start"));
    await user.click(await screen.findByTestId("setup-register"));
    await user.click(await screen.findByTestId("register"));
    expect((await screen.findByTestId("first-rows")).textContent).toBe("131 incidents of the last 48 hours came.");
    expect(await screen.findByText("The newest")).toBeTruthy();
    await user.click(screen.getByTestId("see-incidents"));
    expect(await screen.findByTestId("result-table")).toBeTruthy();
  });

  it("shows the plan before anybody signs in, and each request as it is sent", async () => {
    const { user, door } = await opened();
    expect(door.calls.some((call) => call.startsWith("startSetupSignIn"))).toBe(false);
    const card = within(screen.getByTestId("planned-application"));
    await user.click(card.getByText("Show the request"));
    const sheet = card.getByTestId("planned-request");
    expect(sheet.textContent).toContain(
      "PATCH https://graph.microsoft.com/v1.0/applications(uniqueName='handrail-{run}')",
    );
    expect(sheet.textContent).toContain("Prefer: create-if-missing");
    await user.click(card.getByRole("button", { name: /Copy/ }));
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain('"signInAudience": "AzureADMyOrg"');
  });

  it("asks for the stronger right only of who wants Handrail to grant, and plans anew", async () => {
    const { user } = await opened();
    expect(screen.queryByText("AppRoleAssignment.ReadWrite.All")).toBeNull();
    await user.click(screen.getByTestId("consent-grant"));
    expect(await screen.findByText("AppRoleAssignment.ReadWrite.All")).toBeTruthy();
    expect(within(screen.getByTestId("planned-consent")).getByText("New")).toBeTruthy();
  });

  it("waits for the browser, and gives up at Esc", async () => {
    const { user, door } = await opened({ silent: true });
    await user.click(screen.getByTestId("register"));
    await screen.findByTestId("registration-waiting");
    await user.click(screen.getByTestId("waiting-copy-link"));
    expect(door.calls).toContain("copySignInLink setup-1");
    await user.keyboard("{Escape}");
    expect(await screen.findByTestId("register")).toBeTruthy();
    expect(door.calls).toContain("cancelSignIn setup-1");
    expect(screen.queryByTestId("problem")).toBeNull();
    expect(applied(door.calls)).toBe(0);
  });

  it.each([
    ["use_another_account", "problem-action"],
    ["check_network", "register"],
  ] as const)("leads with one button after a sign-in that failed (%s)", async (remedy, leading) => {
    const failed = new Problem(report("sign_in_timed_out", { remedy }));
    const { user } = await opened({}, "en", OWN, { finishSetupSignIn: async () => Promise.reject(failed) });
    await user.click(screen.getByTestId("register"));
    await screen.findByTestId("problem");
    expect(primary()).toEqual([leading]);
  });

  it("ends a sign-in that waits when the person goes elsewhere", async () => {
    const { user, door } = await opened({ silent: true });
    await user.click(screen.getByTestId("register"));
    await screen.findByTestId("registration-waiting");
    await user.click(screen.getByTestId("nav-home"));
    await waitFor(() => expect(door.calls).toContain("cancelSignIn setup-1"));
  });

  it("goes on where it stopped, with a certificate where the tenant wants no secret", async () => {
    const problem = report("secret_forbidden", { finding: true, step: "secret", remedy: "use_certificate" });
    const { user, door } = await opened({ stop: { at: "secret", problem } });
    await user.click(screen.getByTestId("register"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("secret_forbidden");
    expect(stateOf("application")).toBe("done");
    expect(stateOf("secret")).toBe("stopped");
    await user.click(screen.getByTestId("problem-action"));
    expect(await screen.findByTestId("first-rows")).toBeTruthy();
    expect(door.calls).toContain("setCredential own certificate");
    expect(stateOf("certificate")).toBe("done");
    expect(door.calls.filter((call) => call.startsWith("startSetupSignIn")).length).toBe(1);
  });

  it("lets somebody else sign in where the first one may not, and goes on by itself", async () => {
    const problem = report("setup_forbidden", { finding: true, step: "register", remedy: "use_another_account" });
    const { user, door } = await opened({ stop: { at: "application", problem } });
    await user.click(screen.getByTestId("register"));
    await user.click(await screen.findByTestId("problem-action"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
    expect(door.calls).toContain("forgetSetup own");
    expect(door.calls.filter((call) => call.startsWith("startSetupSignIn")).length).toBe(2);
    expect(door.calls).not.toContain("startSignIn own");
  });

  it("asks for another set-up app where the tenant does not know the one that was named", async () => {
    const problem = report("setup_client_unknown", { finding: true, step: "register", remedy: "enter_again" });
    const { user, door } = await opened({ stop: { at: "application", problem } });
    await user.click(screen.getByTestId("register"));
    await user.click(await screen.findByTestId("problem-action"));
    const field = screen.getByTestId("client-own-id");
    expect(document.activeElement).toBe(field);
    await user.clear(field);
    await user.type(field, "0d6a1b52-93a7-4a0c-8b5e-6f2c7f1d4e90");
    expect(screen.queryByTestId("problem")).toBeNull();
    await user.click(screen.getByTestId("go-on"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
    expect(door.calls.some((call) => call.startsWith("keepSetupClient own"))).toBe(true);
  });

  it("leaves consent to Microsoft's page where the account may not grant", async () => {
    const problem = report("grant_forbidden", { finding: true, step: "consent", remedy: "use_another_account" });
    const { user, door } = await opened({ stop: { at: "consent", problem } });
    await user.click(screen.getByTestId("consent-grant"));
    await user.click(screen.getByTestId("register"));
    expect(await screen.findByTestId("problem-action")).toBeTruthy();
    await user.click(screen.getByTestId("consent-link"));
    await user.click(screen.getByTestId("go-on"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
    expect(door.calls).not.toContain("forgetSetup own");
  });

  it("shows what is waited for, stops when asked to, and goes on later", async () => {
    const { user, door } = await opened({
      still: { at: "service_principal", event: { event: "waiting", id: "service_principal", seconds: 14 } },
    });
    await user.click(screen.getByTestId("register"));
    expect((await screen.findByTestId("waiting-for-entra")).textContent).toContain("14 s");
    expect(stateOf("service_principal")).toBe("working");
    expect(stateOf("resource")).toBe("done");
    expect(screen.getByText("2 of 6 steps done")).toBeTruthy();
    await user.click(screen.getByTestId("stop"));
    expect(await screen.findByRole("heading", { name: "Stopped" })).toBeTruthy();
    expect(screen.queryByTestId("problem")).toBeNull();
    await user.click(screen.getByTestId("go-on"));
    await waitFor(() => expect(applied(door.calls)).toBe(2));
  });

  it("goes on while the person looks elsewhere", async () => {
    const { user, door } = await opened({ still: { at: "secret" } });
    await user.click(screen.getByTestId("register"));
    await screen.findByTestId("applying");
    await user.click(screen.getByTestId("nav-home"));
    await user.click(screen.getByTestId("nav-setup"));
    await user.click(await screen.findByTestId("open-registration"));
    expect(await screen.findByTestId("applying")).toBeTruthy();
    expect(stateOf("secret")).toBe("working");
    expect(applied(door.calls)).toBe(1);
    expect(door.calls).not.toContain("cancelRegistration own");
  });

  it("goes on with what was interrupted before Handrail was closed", async () => {
    const run = runView(OWN, [runStep("application", "done"), runStep("service_principal", "working")]);
    const { user, door } = await opened({ run });
    expect(await screen.findByRole("heading", { name: "It was interrupted" })).toBeTruthy();
    await user.click(screen.getByTestId("go-on"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
    expect(door.calls).toContain("startSetupSignIn own");
  });

  it("shows the page that the browser has, and the code for it", async () => {
    const link = "https://login.microsoftonline.com/device";
    const { user } = await opened({
      still: { at: "proof", event: { event: "in_browser", id: "proof", link, code: "HX7KQ2M9P" } },
    });
    await user.click(screen.getByTestId("register"));
    expect(await screen.findByText("HX7KQ2M9P")).toBeTruthy();
    await user.click(screen.getByTestId("copy-page"));
    expect(await navigator.clipboard.readText()).toBe(link);
  });
});

describe("what was registered before", () => {
  it("is planned anew once it was taken away", async () => {
    const steps = [runStep("application", "undone")];
    const gone = runView(OWN, steps, { resumable: false, undoable: false, undoing: true });
    await opened({ run: gone });
    expect(stateOf("application")).toBe("waiting");
    expect(screen.getByTestId("register")).toBeTruthy();
  });

  it("is looked after once it is finished", async () => {
    const run = runView(OWN, [runStep("application", "done")], { finished: true, resumable: false });
    await openWindow(
      { lists: [checklist(OWN, [])], registration: { run } },
      { screen: "registration", connectionId: "own" },
    );
    expect(await screen.findByText(/Made by Handrail on/)).toBeTruthy();
    expect(screen.queryByTestId("plan")).toBeNull();
  });
});

describe("a tenant that is not as planned", () => {
  it("repairs a registration that is there already, after it has shown what would change", async () => {
    const { user, door } = await opened({ existing: [foundRegistration({ name: "Handrail of last year" })] });
    await user.click(screen.getByTestId("register"));
    expect((await screen.findByTestId("found-registration")).textContent).toContain("Handrail of last year");
    expect(applied(door.calls)).toBe(0);
    await user.click(screen.getByTestId("repair-this"));
    expect(await screen.findByRole("heading", { name: "This is what the repair changes" })).toBeTruthy();
    expect(within(screen.getByTestId("planned-application")).getByText("Changed")).toBeTruthy();
    await user.click(screen.getByTestId("go-on"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
  });

  it("makes another one where the person wants that", async () => {
    const { user } = await opened({ existing: [foundRegistration()] });
    await user.click(screen.getByTestId("register"));
    await user.click(await screen.findByTestId("make-another"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
  });

  it("stops when the plan turns out different, and only goes on when told to", async () => {
    const { user, door } = await opened({ lacksResource: true });
    await user.click(screen.getByTestId("register"));
    expect(await screen.findByRole("heading", { name: "The plan is not what you saw before" })).toBeTruthy();
    expect(applied(door.calls)).toBe(0);
    await user.click(screen.getByTestId("go-on"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
  });
});

describe("through what somebody signs in", () => {
  it("takes the ID of an app of the organisation's own", async () => {
    const { user, door } = await opened({ client: null }, "en", { ...OWN, practice: false });
    expect(screen.getByTestId("register").getAttribute("aria-disabled")).toBe("true");
    await user.click(screen.getByTestId("client-own"));
    await user.type(screen.getByTestId("client-own-id"), "not an id");
    await user.tab();
    expect(await screen.findByText(/That is not an ID/)).toBeTruthy();
    await user.clear(screen.getByTestId("client-own-id"));
    await user.type(screen.getByTestId("client-own-id"), "b5f0a6d4-3c1e-4f0b-8a77-5d0e4c1b9f23");
    await waitFor(() => expect(door.calls).toContain("keepSetupClient own"));
    expect(screen.getByTestId("register").getAttribute("aria-disabled")).not.toBe("true");
  });

  it("borrows Microsoft's only when asked to, and says what that means", async () => {
    const { user, door } = await opened({ client: null }, "en", { ...OWN, practice: false });
    expect(screen.getByText(/name that product instead of Handrail/)).toBeTruthy();
    expect(door.calls).not.toContain("keepSetupClient own");
    await user.click(screen.getByTestId("client-borrowed"));
    await user.click(screen.getByTestId("register"));
    expect(await screen.findByTestId("registration-proof")).toBeTruthy();
  });
});

describe("the ways to the registration", () => {
  it("lead from the checklist, and by hand back to it", async () => {
    const { user } = await openWindow(
      { lists: [checklist(OWN, ["tenant"])] },
      { screen: "checklist", connectionId: "own" },
    );
    const link = await screen.findByTestId("open-registration");
    expect(link.textContent).toBe("Let Handrail register it");
    await user.click(link);
    await user.click(await screen.findByTestId("by-hand"));
    expect(await screen.findByTestId("step-register")).toBeTruthy();
  });

  it("lead to what is there once something is registered", async () => {
    const there = connection();
    const { user } = await openWindow(
      { lists: [checklist(there, ["tenant", "register"])] },
      { screen: "checklist", connectionId: there.id },
    );
    await user.click(await screen.findByTestId("open-registration"));
    expect(await screen.findByText("Registered by hand")).toBeTruthy();
    expect(screen.queryByTestId("register")).toBeNull();
  });

  it("lead on to the plan as a script", async () => {
    const { user } = await opened();
    await user.click(screen.getByTestId("export-plan"));
    const tab = await screen.findByTestId("use-register");
    expect(tab.getAttribute("aria-selected")).toBe("true");
  });
});

describe("by keyboard and for screen readers", () => {
  it("needs no mouse, and the focus goes along with what happens", async () => {
    const { user } = await opened({ still: { at: "consent" } });
    screen.getByTestId("register").focus();
    await user.keyboard("{Enter}");
    await screen.findByTestId("applying");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Handrail registers the app"));
    screen.getByTestId("stop").focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Stopped"));
  });

  it.each(["en", "fr"] as const)("has nothing for axe to find in any stage (%s)", async (language) => {
    const problem = report("setup_forbidden", { finding: true, remedy: "use_another_account" });
    const { user } = await opened({ existing: [foundRegistration()], stop: { at: "consent", problem } }, language);
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("register"));
    await screen.findByTestId("found-registration");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("make-another"));
    await screen.findByTestId("problem");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("go-on"));
    await screen.findByTestId("first-rows");
    expect(await axeFindings()).toEqual([]);
  });
});

import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { Problem } from "../../ipc";
import { CLIENT_ID, checklist, connection, report, TENANT_ID } from "../../ipc/fake";
import { nextOpen, whereNeeded } from "./useChecklist";

const HERE: Route = { screen: "checklist", connectionId: "contoso-app" };
const FRESH = checklist(connection({ clientId: null, secret: "missing", ready: false }), ["tenant"]);
const NO_CONSENT = report("consent_missing", {
  finding: true,
  step: "consent",
  remedy: "open_portal",
  page: "api-permissions",
  params: { permission: "SecurityIncident.Read.All", permissions: "" },
  trace: { aadsts: 65001, httpStatus: 400, correlationId: "c-1", traceId: "t-1", timestamp: "2026-11-20 18:04:12Z" },
});
const BLOCKED = checklist(connection({ ready: false }), ["tenant", "register", "secret"], { consent: NO_CONSENT });
const DONE = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);

describe("the checklist", () => {
  it("opens the first step that is not proved", async () => {
    await openWindow({ lists: [FRESH] }, HERE);
    expect(await screen.findByRole("heading", { level: 2, name: "Register the app" })).toBeTruthy();
    expect(screen.getByTestId("step-register").getAttribute("aria-current")).toBe("step");
  });

  it("opens the step that is blocked, with its cause, its one action and what an admin needs", async () => {
    const { user, door } = await openWindow({ lists: [BLOCKED] }, HERE);
    const problem = await screen.findByTestId("problem");
    expect(problem.dataset.code).toBe("consent_missing");
    expect(
      within(problem).getByRole("heading", { name: "Consent has not been granted for SecurityIncident.Read.All" }),
    ).toBeTruthy();
    expect(within(problem).getByText("AADSTS65001")).toBeTruthy();
    await user.click(within(problem).getByRole("button", { name: "Open the page" }));
    expect(door.calls).toContain("openPortal contoso-app api-permissions");
  });

  it("saves a pasted client ID at once and moves on", async () => {
    const { user, door } = await openWindow({ lists: [FRESH] }, HERE);
    await user.click(await screen.findByTestId("client-id-input"));
    await user.paste(` ${CLIENT_ID} `);
    expect(await screen.findByRole("heading", { level: 2, name: "Choose permissions" })).toBeTruthy();
    expect(door.calls).toContain(`setClientId contoso-app ${CLIENT_ID}`);
  });

  it("explains that a tenant ID is not a client ID and leads back to the field", async () => {
    const wrong = report("client_id_is_tenant_id", { finding: true, step: "register", remedy: "enter_again" });
    const { user } = await openWindow(
      {
        lists: [FRESH],
        setClientId: async () => {
          throw new Problem(wrong);
        },
      },
      HERE,
    );
    await user.click(await screen.findByTestId("client-id-input"));
    await user.paste(TENANT_ID);
    expect((await screen.findByTestId("problem")).dataset.code).toBe("client_id_is_tenant_id");
    await user.click(screen.getByRole("button", { name: "Enter it again" }));
    expect(document.activeElement).toBe(screen.getByTestId("client-id-input"));
  });

  it("never takes a secret into the window: a button asks the desktop for it", async () => {
    const list = checklist(connection({ secret: "missing", ready: false }), ["tenant", "register"]);
    const { user, door } = await openWindow({ lists: [list] }, { ...HERE, step: "secret" });
    await user.click(await screen.findByTestId("take-secret"));
    await waitFor(() => expect(screen.getByTestId("step-secret").dataset.state).toBe("proved"));
    expect(door.calls).toContain("takeSecretFromClipboard contoso-app");
    expect(document.querySelector("input[type=password], textarea")).toBeNull();
  });

  it("says so when the secret is kept for this session only", async () => {
    const list = checklist(connection({ secret: "session", ready: false }), ["tenant", "register", "secret"]);
    await openWindow({ lists: [list] }, { ...HERE, step: "secret" });
    expect(await screen.findByText("Kept until you close Handrail: this computer has no keychain.")).toBeTruthy();
  });

  it("looks again by itself when the person comes back to the window", async () => {
    const { door } = await openWindow({ lists: [BLOCKED] }, HERE);
    await screen.findByTestId("problem");
    fireEvent.focus(window);
    fireEvent.focus(window);
    expect(await screen.findByTestId("step-token").then((step) => step.dataset.state)).toBe("open");
    await waitFor(() => expect(screen.getByTestId("step-token").dataset.state).toBe("proved"), { timeout: 5000 });
    expect(door.calls.filter((call) => call === "check contoso-app")).toHaveLength(1);
  });

  it("does not make the person wait while it looks by itself, nor put back what was true before", async () => {
    const list = checklist(connection({ secret: "missing", ready: false }), ["tenant", "register"]);
    let answerCheck: (answer: typeof list) => void = () => undefined;
    const { user, door } = await openWindow(
      {
        lists: [list],
        check: () =>
          new Promise((resolve) => {
            answerCheck = resolve;
          }),
      },
      { ...HERE, step: "secret" },
    );
    await screen.findByTestId("take-secret");
    fireEvent.focus(window);
    await waitFor(() => expect(door.calls).toContain("check contoso-app"));
    await user.click(screen.getByTestId("take-secret"));
    await waitFor(() => expect(screen.getByTestId("step-secret").dataset.state).toBe("proved"));
    await act(async () => answerCheck(list));
    expect(screen.getByTestId("step-secret").dataset.state).toBe("proved");
  });

  it("leaves a finished connection alone when the window comes back", async () => {
    const { door } = await openWindow({ lists: [DONE] }, HERE);
    await screen.findByText("Everything is proved");
    fireEvent.focus(window);
    await waitFor(() => expect(door.calls).toContain("checklist contoso-app"));
    expect(door.calls).not.toContain("check contoso-app");
  });

  it("shows the proof of a step on request, and admits where there is none", async () => {
    const { user } = await openWindow({ lists: [BLOCKED] }, HERE);
    await user.click(await screen.findByTestId("step-tenant"));
    expect(await screen.findByText(/knows this organisation/)).toBeTruthy();
    await user.click(screen.getByTestId("step-permissions"));
    expect(await screen.findByText(/No proof yet/)).toBeTruthy();
    expect(screen.getByText(/proved together with consent/)).toBeTruthy();
  });

  it("describes each drawn page of the portal in words", async () => {
    await openWindow({ lists: [BLOCKED] }, HERE);
    const picture = await screen.findByRole("img", { name: /API permissions/ });
    expect(picture.getAttribute("aria-label")).toContain("Grant admin consent for Contoso");
  });

  it("says that the connection is gone when it was removed meanwhile", async () => {
    await openWindow({}, HERE);
    expect((await screen.findByTestId("problem")).dataset.code).toBe("connection_unknown");
  });

  it("shows the error of a check and keeps the steps", async () => {
    const { user } = await openWindow(
      {
        lists: [BLOCKED],
        check: async () => {
          throw new Problem(report("network_unreachable", { remedy: "check_network", params: { host: "login.test" } }));
        },
      },
      HERE,
    );
    await user.click(await screen.findByTestId("check-again"));
    expect(await screen.findByRole("heading", { name: "No connection to login.test" })).toBeTruthy();
    expect(screen.getByTestId("step-consent").dataset.state).toBe("blocked");
  });

  it("has nothing for axe to find: to do, blocked, done", async () => {
    const { user } = await openWindow({ lists: [BLOCKED] }, HERE);
    await screen.findByTestId("problem");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("step-permissions"));
    expect(await axeFindings()).toEqual([]);
  });
});

describe("where the person is needed", () => {
  it("is the blocked step before the first open one", () => {
    expect(whereNeeded(BLOCKED)).toBe("consent");
    expect(whereNeeded(FRESH)).toBe("register");
    expect(whereNeeded(DONE)).toBeNull();
  });

  it("goes on to the next step that is not proved, and round again at the end", () => {
    expect(nextOpen(BLOCKED.steps, "permissions")?.id).toBe("consent");
    expect(nextOpen(BLOCKED.steps, "incidents")?.id).toBe("permissions");
    expect(nextOpen(DONE.steps, "tenant")).toBeNull();
  });
});

import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../../test/window";
import { type Goal, type Language, Problem, type Reminder, type RunEvent } from "../../../ipc";
import { checklist, connection, type Overrides, report } from "../../../ipc/fake";
import { type FakeRegistration, runStep, runView } from "../../../ipc/fake/registration";

const GOAL: Goal = { api: "graph", context: "application", credential: "secret" };
const OWN = connection({ id: "own", goal: GOAL, name: "Contoso" });
const PROVED = checklist(OWN, ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);
const RUN = runView(
  OWN,
  (["application", "service_principal", "secret", "consent", "proof"] as const).map((id) => runStep(id, "done")),
  { finished: true, resumable: false },
);

/** The window on a registration that stands. */
async function opened(registration: FakeRegistration = { run: RUN }, language: Language = "en", more: Overrides = {}) {
  const window = await openWindow(
    { lists: [PROVED], registration, ...more },
    { screen: "registration", connectionId: OWN.id },
    language,
  );
  await screen.findByTestId("new-credential");
  return window;
}

const called = (calls: string[], name: string) => calls.filter((call) => call.startsWith(name)).length;

describe("checking a registration", () => {
  it("asks somebody to sign in only where the app may not read itself, and then says what differs", async () => {
    const { user, door } = await opened();
    await user.click(screen.getByTestId("check-registration"));
    expect(await screen.findByRole("heading", { name: "1 thing is not as it has to be" })).toBeTruthy();
    expect(called(door.calls, "startSetupSignIn")).toBe(1);
    const lacks = screen.getAllByTestId("difference").find((one) => one.dataset.kind === "permission_missing");
    expect(lacks?.textContent).toContain("The app does not ask for SecurityIncident.Read.All");
    expect(within(screen.getByTestId("in-order")).getByText("Client secret")).toBeTruthy();
    expect(within(screen.getByTestId("hints")).getByText(/It could go/)).toBeTruthy();
  });

  it("shows the requests before it repairs, and leaves what is more than needed alone", async () => {
    const { user, door } = await opened();
    await user.click(screen.getByTestId("check-registration"));
    await user.click(await screen.findByTestId("repair-all"));
    expect(called(door.calls, "repairRegistration")).toBe(0);
    expect(screen.getByTestId("planned-request").textContent).toContain("PATCH");
    await user.click(screen.getByTestId("repair-now"));
    expect(await screen.findByRole("heading", { name: "In order, with more than it needs" })).toBeTruthy();
    expect(screen.getByTestId("take-away")).toBeTruthy();
    expect(screen.getAllByTestId("difference").length).toBe(1);
  });

  it("takes away what is more than needed once somebody picks it", async () => {
    const { user } = await opened();
    await user.click(screen.getByTestId("check-registration"));
    await user.click(await screen.findByTestId("take-away"));
    expect(screen.getAllByTestId("planned-request").length).toBe(1);
    await user.click(screen.getByTestId("repair-now"));
    await waitFor(() => expect(screen.queryByTestId("take-away")).toBeNull());
    expect(screen.getByTestId("repair")).toBeTruthy();
  });

  it("looks again where a repair stopped, since some of it may be done", async () => {
    const { user, door } = await opened({ run: RUN }, "en", {
      repairRegistration: async () => Promise.reject(new Problem(report("setup_forbidden", { remedy: "ask_admin" }))),
    });
    await user.click(screen.getByTestId("check-registration"));
    await user.click(await screen.findByTestId("repair-all"));
    const looks = called(door.calls, "checkRegistration");
    await user.click(screen.getByTestId("repair-now"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("setup_forbidden");
    await waitFor(() => expect(called(door.calls, "checkRegistration")).toBe(looks + 1));
  });

  it("asks first through what to sign in where nobody ever did", async () => {
    const { user, door } = await opened({ run: RUN, client: null });
    await user.click(screen.getByTestId("check-registration"));
    expect((await screen.findByTestId("keeping-sign-in")).getAttribute("aria-disabled")).toBe("true");
    await user.click(screen.getByTestId("client-borrowed"));
    await user.click(screen.getByTestId("keeping-sign-in"));
    expect(await screen.findByTestId("check-result")).toBeTruthy();
    expect(door.calls).toContain("keepSetupClient own");
  });

  it("gives up the sign-in at Esc, and nothing has happened", async () => {
    const { user } = await opened({ run: RUN, silent: true });
    await user.click(screen.getByTestId("check-registration"));
    await screen.findByTestId("registration-waiting");
    await user.keyboard("{Escape}");
    expect(await screen.findByTestId("check-registration")).toBeTruthy();
    expect(screen.queryByTestId("problem")).toBeNull();
  });
});

describe("the credential", () => {
  it("shows how its renewal stands, and stops when asked to", async () => {
    const steps = [runStep("secret", "working"), runStep("proof", "working")];
    const lasting: RunEvent[] = steps.map((step) => ({ event: "step", step }));
    const { user, door } = await opened({ run: RUN, lasting });
    await user.click(screen.getByTestId("new-credential"));
    await screen.findByTestId("keeping-rotate");
    const states = async () => (await screen.findAllByTestId("live-step")).map(({ dataset }) => dataset.state);
    await waitFor(async () => expect(await states()).toEqual(["done", "working", "waiting"]));
    await user.click(screen.getByTestId("keeping-stop"));
    expect(door.calls).toContain("cancelRegistration own");
  });

  it("goes on where somebody stopped it", async () => {
    const problem = report("cancelled", { remedy: "none" });
    const halted = runView(OWN, [runStep("secret", "working"), runStep("proof", "stopped", { problem })]);
    const { user } = await opened({ run: RUN, halted });
    await user.click(screen.getByTestId("new-credential"));
    expect(await screen.findByRole("heading", { name: "Stopped" })).toBeTruthy();
    expect(screen.queryByTestId("problem")).toBeNull();
    await user.click(screen.getByTestId("keeping-again"));
    expect(await screen.findByTestId("renewed")).toBeTruthy();
  });

  it.each(["secret_forbidden", "secret_lifetime_forbidden"] as const)(
    "becomes a certificate where the tenant answers %s",
    async (code) => {
      const problem = report(code, { finding: true, step: "secret", remedy: "use_certificate" });
      const halted = runView(OWN, [runStep("secret", "stopped", { problem }), runStep("proof", "waiting")]);
      const { user, door } = await opened({ run: RUN, halted });
      await user.click(screen.getByTestId("new-credential"));
      await user.click(await screen.findByRole("button", { name: "Use a certificate" }));
      expect((await screen.findByTestId("renewed")).textContent).toContain("The old secret is left in place");
      const did = door.calls.filter((call) => /^(setCredential|rotateCredential)/.test(call));
      expect(did.slice(-2)).toEqual(["setCredential own certificate", "rotateCredential own"]);
      expect(screen.getByTestId("new-credential").textContent).toBe("New certificate");
    },
  );

  it("is made anew beside the old one, and the end is said", async () => {
    const { user, door } = await opened();
    await user.click(screen.getByTestId("new-credential"));
    expect((await screen.findByTestId("renewed")).textContent).toContain("the old one is removed");
    expect(called(door.calls, "startSetupSignIn")).toBe(1);
  });
});

describe("what ends soon", () => {
  const end = new Date();
  end.setDate(end.getDate() + 12);
  const endsAt = end.toISOString();
  const reminder: Reminder = {
    connectionId: OWN.id,
    kind: "secret",
    endsAt,
    state: "soon",
    problem: report("secret_expires_soon", { finding: true, step: "secret" }),
  };
  const reminders = async () => [reminder];

  it("is said on Home, and leads to its renewal", async () => {
    const { user } = await openWindow({ lists: [PROVED], registration: { run: RUN }, reminders });
    const bar = await screen.findByTestId("reminder");
    expect(bar.textContent).toContain("The secret of Contoso ends in 12 days.");
    await user.click(screen.getByTestId("renew"));
    await user.click(await screen.findByTestId("renew-now"));
    expect(await screen.findByTestId("renewed")).toBeTruthy();
  });

  it("is said in the step of the secret", async () => {
    await openWindow({ lists: [PROVED], reminders }, { screen: "checklist", connectionId: OWN.id, step: "secret" });
    expect(await screen.findByTestId("reminder")).toBeTruthy();
  });
});

describe("taking it away again", () => {
  it("says what goes and for how long it is kept, asks, and ends with nothing left", async () => {
    const { user, door } = await opened();
    await user.click(screen.getByTestId("undo"));
    const question = await screen.findByRole("alertdialog", { hidden: true });
    expect(question.textContent).toContain(
      "App registration, Enterprise application, Client secret, and Admin consent",
    );
    expect(question.textContent).toContain("30 days");
    expect(called(door.calls, "undoRegistration")).toBe(0);
    await user.click(screen.getByTestId("undo-sure"));
    expect(await screen.findByRole("heading", { name: "Nothing of it is left" })).toBeTruthy();
    await user.click(screen.getByTestId("set-up-again"));
    expect(await screen.findByTestId("register")).toBeTruthy();
  });

  it("goes from where the making stopped, too", async () => {
    const half = runView(OWN, [runStep("application", "done"), runStep("secret", "working")]);
    const { user } = await openWindow(
      { lists: [PROVED], registration: { run: half } },
      { screen: "registration", connectionId: OWN.id },
    );
    await user.click(await screen.findByTestId("undo"));
    await user.click(await screen.findByTestId("undo-sure"));
    expect(await screen.findByRole("heading", { name: "Nothing of it is left" })).toBeTruthy();
  });

  it("says why it stopped, and goes on from there", async () => {
    const problem = report("setup_forbidden", { finding: true, remedy: "use_another_account" });
    const halted = runView(OWN, [runStep("application", "stopped", { problem }), runStep("consent", "undone")], {
      undoing: true,
    });
    const { user } = await opened({ run: RUN, halted });
    await user.click(screen.getByTestId("undo"));
    await user.click(await screen.findByTestId("undo-sure"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("setup_forbidden");
    await user.click(screen.getByTestId("keeping-again"));
    expect(await screen.findByTestId("registration-gone")).toBeTruthy();
  });

  it("is not offered for what was made by hand", async () => {
    await opened({});
    expect(screen.queryByTestId("undo")).toBeNull();
  });
});

describe("by keyboard and for screen readers", () => {
  it.each(["en", "fr"] as const)("has nothing for axe to find in any stage (%s)", async (language) => {
    const { user } = await opened({ run: RUN }, language);
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("check-registration"));
    await user.click(await screen.findByTestId("repair-all"));
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("undo"));
    await user.click(await screen.findByTestId("undo-sure"));
    await screen.findByTestId("registration-gone");
    expect(await axeFindings()).toEqual([]);
  });
});

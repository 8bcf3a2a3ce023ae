import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { type Checklist, Problem, type SignInStage } from "../../ipc";
import { checklist, connection, type Overrides, report } from "../../ipc/fake";

const USER = connection({ id: "user", goal: { api: "graph", context: "user" }, secret: "missing", ready: false });
const BEFORE = checklist(USER, ["tenant", "register"]);
const AFTER = checklist(
  { ...USER, ready: true, account: "admin@contoso.com" },
  BEFORE.steps.map((step) => step.id),
);
const HERE: Route = { screen: "checklist", connectionId: "user", step: "sign-in" };

/** An attempt whose end the test decides. */
function attempt() {
  let stage: (stage: SignInStage) => void = () => undefined;
  let settle: { resolve(list: Checklist): void; reject(thrown: unknown): void } | undefined;
  const finishSignIn: Overrides["finishSignIn"] = (_, onStage) => {
    stage = onStage;
    return new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
  };
  return {
    finishSignIn,
    stage: (next: SignInStage) => act(() => stage(next)),
    succeed: (list: Checklist) => act(async () => settle?.resolve(list)),
    fail: (thrown: unknown) => act(async () => settle?.reject(thrown)),
  };
}

describe("waiting for the browser", () => {
  it("says what is happening, stage by stage, and goes back to the steps", async () => {
    const ended = attempt();
    const { user } = await openWindow({ lists: [BEFORE], finishSignIn: ended.finishSignIn }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await screen.findByTestId("waiting");
    const running = () => document.querySelector("li[aria-current=step]")?.textContent;
    expect(running()).toContain("Waiting for your answer");
    await ended.stage("verifying");
    expect(running()).toContain("Checking the token");
    await ended.succeed(AFTER);
    expect(await screen.findByRole("heading", { level: 1, name: "Set up access" })).toBeTruthy();
  });

  it("cancels with the button", async () => {
    const { user, door } = await openWindow({ lists: [BEFORE] }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await user.click(await screen.findByTestId("waiting-cancel"));
    expect(await screen.findByTestId("sign-in-start")).toBeTruthy();
    expect(door.calls.filter((call) => call === "cancelSignIn attempt-1")).toHaveLength(1);
  });

  it("cancels with Esc, and when the person goes elsewhere", async () => {
    const { user, door } = await openWindow({ lists: [BEFORE] }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await screen.findByTestId("waiting");
    await user.keyboard("{Escape}");
    await user.click(await screen.findByTestId("sign-in-start"));
    await screen.findByTestId("waiting");
    await user.click(screen.getByTestId("nav-home"));
    await screen.findByRole("heading", { level: 1, name: "What do you want to do?" });
    await waitFor(() => expect(door.calls.filter((call) => call === "cancelSignIn attempt-1")).toHaveLength(2));
  });

  it("lets the desktop copy the link: the address with its state stays out of the window", async () => {
    const { user, door } = await openWindow({ lists: [BEFORE] }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await user.click(await screen.findByTestId("waiting-copy-link"));
    expect(await screen.findByText("Link copied")).toBeTruthy();
    expect(door.calls).toContain("copySignInLink attempt-1");
  });

  it("explains an error that stayed in the browser", async () => {
    const { user } = await openWindow({ lists: [BEFORE] }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await user.click(await screen.findByText("The browser shows an error?"));
    await user.click(screen.getByTestId("diagnosis-paste"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("redirect_uri_mismatch");
  });

  it("keeps waiting when something is pasted, and unfolds the answer", async () => {
    const { user, door } = await openWindow({ lists: [BEFORE] }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await screen.findByTestId("waiting");
    await user.keyboard("{Control>}v{/Control}");
    const answer = await screen.findByTestId("diagnosis");
    expect(answer.closest("details")?.open).toBe(true);
    expect(door.calls).not.toContain("cancelSignIn attempt-1");
  });

  it("ends a refused consent in one cause and one action, and starts again on request", async () => {
    const ended = attempt();
    const { user, door } = await openWindow({ lists: [BEFORE], finishSignIn: ended.finishSignIn }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await screen.findByTestId("waiting");
    await ended.fail(new Problem(report("consent_declined", { finding: true, step: "consent", remedy: "sign_in" })));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("consent_declined");
    await user.click(screen.getByRole("button", { name: "Sign in again" }));
    await waitFor(() => expect(door.calls.filter((call) => call === "startSignIn user")).toHaveLength(2));
  });

  it("copies a message for the administrator who has to approve", async () => {
    const ended = attempt();
    const { user } = await openWindow({ lists: [BEFORE], finishSignIn: ended.finishSignIn }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await screen.findByTestId("waiting");
    await ended.fail(new Problem(report("admin_approval_needed", { finding: true, remedy: "ask_admin" })));
    await user.click(await screen.findByRole("button", { name: "Copy a message for my admin" }));
    expect(await screen.findByText("Message copied. Paste it into a mail.")).toBeTruthy();
    expect(await navigator.clipboard.readText()).toContain("An administrator must approve this app");
  });

  it("has nothing for axe to find", async () => {
    const { user } = await openWindow({ lists: [BEFORE] }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    await user.click(await screen.findByText("The browser shows an error?"));
    expect(await axeFindings()).toEqual([]);
  });
});

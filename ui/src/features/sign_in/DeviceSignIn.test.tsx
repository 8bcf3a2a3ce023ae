import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import type { AccountView, DeviceSignInAttempt, Goal } from "../../ipc";
import { checklist, connection } from "../../ipc/fake";

const BROWSER: Goal = { api: "graph", context: "user", flow: "authorization_code" };
const BY_BROWSER = checklist(connection({ goal: BROWSER, secret: "missing", ready: false }), ["tenant", "register"]);
const BY_CODE = checklist({ ...BY_BROWSER.connection, goal: { ...BROWSER, flow: "device_code" } }, [
  "tenant",
  "register",
]);
const ATTEMPT: DeviceSignInAttempt = {
  attemptId: "attempt-1",
  connectionId: "contoso-app",
  userCode: "F7KQ2RNBX",
  verificationUri: "https://login.test/device",
  startedAt: new Date().toISOString(),
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
};
const HERE: Route = { screen: "checklist", connectionId: "contoso-app", step: "sign-in" };

describe("signing in with a code", () => {
  it("is a fall-back: the browser comes first, and the rule that blocks codes is told before", async () => {
    const { user, door } = await openWindow({ lists: [BY_BROWSER], setFlow: async () => BY_CODE }, HERE);
    expect((await screen.findByTestId("sign-in-start")).textContent).toBe("Sign in");
    await user.click(screen.getByText("No browser on this computer?"));
    await user.click(screen.getByTestId("flow-code"));
    expect(door.calls).toContain("setFlow contoso-app device_code");
    expect(await screen.findByTestId("code-policy")).toBeTruthy();
    expect(screen.getByTestId("sign-in-start").textContent).toBe("Get a code");
  });

  it("shows the code for the eye and letter by letter for the ear, opens the page, and can be cancelled", async () => {
    const { user, door } = await openWindow({ lists: [BY_CODE], startDeviceSignIn: async () => ATTEMPT }, HERE);
    await user.click(await screen.findByTestId("sign-in-start"));
    expect((await screen.findByTestId("user-code")).textContent).toBe("F7KQ2RNBX");
    expect(screen.getByText("Your code is F 7 K Q 2 R N B X.")).toBeTruthy();
    await user.click(screen.getByTestId("open-code-page"));
    expect(door.calls).toContain("openSignInLink attempt-1");
    await user.click(screen.getByTestId("waiting-cancel"));
    await waitFor(() => expect(door.calls).toContain("cancelSignIn attempt-1"));
  });

  it("explains what became of passwords in scripts, and offers none", async () => {
    const { user } = await openWindow({ lists: [BY_BROWSER] }, HERE);
    await user.click(await screen.findByText("What about user name and password in a script?"));
    expect(screen.getByText(/Handrail does not offer that/)).toBeTruthy();
    expect(document.querySelector("input[type=password]")).toBeNull();
  });

  it("has nothing for axe to find", async () => {
    const { user } = await openWindow({ lists: [BY_CODE], startDeviceSignIn: async () => ATTEMPT }, HERE);
    const start = await screen.findByTestId("sign-in-start");
    expect(await axeFindings()).toEqual([]);
    await user.click(start);
    await screen.findByTestId("user-code");
    expect(await axeFindings()).toEqual([]);
  });
});

describe("the menu of accounts", () => {
  const account = (id: string, userName: string, current: boolean): AccountView => ({
    id,
    userName,
    lastUsed: null,
    kept: "keychain",
    current,
  });
  const ANA = account("1", "ana@contoso.com", true);
  const ADMIN = account("2", "admin@contoso.com", false);
  const LIST = checklist({ ...BY_BROWSER.connection, account: ANA.userName }, ["tenant", "register"]);

  it("puts another known account in use", async () => {
    const { user, door } = await openWindow({ lists: [LIST], accounts: async () => [ANA, ADMIN] }, HERE);
    await user.click(await screen.findByRole("button", { name: "Account: ana@contoso.com" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "admin@contoso.com", hidden: true }));
    await waitFor(() => expect(door.calls).toContain("useAccount contoso-app 2"));
  });

  it("signs another account in without forgetting the first", async () => {
    const { user, door } = await openWindow({ lists: [LIST], accounts: async () => [ANA] }, HERE);
    await user.click(await screen.findByTestId("account-menu"));
    const menu = await screen.findByRole("menu", { hidden: true });
    await user.click(await within(menu).findByText("Use another account"));
    await waitFor(() => expect(door.calls).toContain("startSignIn contoso-app"));
    expect(door.calls).not.toContain("forgetAccount contoso-app 1");
  });
});

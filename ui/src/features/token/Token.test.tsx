import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { Problem } from "../../ipc";
import { checklist, connection, report, tokenView } from "../../ipc/fake";

const LIST = checklist(connection(), ["tenant", "register", "secret"]);
const HERE: Route = { screen: "token", connectionId: "contoso-app" };
const MINUTE = 60_000;

describe("the token", () => {
  it("says in one sentence that it opens the door, and explains each known claim", async () => {
    await openWindow({ lists: [LIST] }, HERE);
    expect((await screen.findByTestId("token-verdict")).textContent).toBe("This token opens the door");
    expect(screen.getByText("Audience: the API that this token is for.")).toBeTruthy();
    expect(screen.getByText("a claim that nobody here knows")).toBeTruthy();
  });

  it("names the permission that is missing", async () => {
    const token = async () => tokenView(Date.now(), { usable: false, missing: ["SecurityIncident.Read.All"] });
    await openWindow({ lists: [LIST], token }, HERE);
    expect((await screen.findByTestId("token-verdict")).textContent).toBe("This token lacks SecurityIncident.Read.All");
  });

  it("does not call a check failed that cannot be made", async () => {
    const token = async () =>
      tokenView(Date.now(), {
        signature: "not-checked",
        checks: [{ id: "signature", passed: null, params: {} }],
      });
    await openWindow({ lists: [LIST], token }, HERE);
    expect((await screen.findByTestId("check-signature")).textContent).toContain("cannot be checked");
    expect(screen.getByText(/That is no fault/)).toBeTruthy();
  });

  it("shows what was expected and what is in the token where a check failed", async () => {
    const token = async () =>
      tokenView(Date.now(), {
        usable: false,
        checks: [{ id: "tenant", passed: false, params: { expected: "tenant-a", actual: "tenant-b" } }],
      });
    await openWindow({ lists: [LIST], token }, HERE);
    expect(await screen.findByText("Expected: tenant-a")).toBeTruthy();
    expect(screen.getByText("In the token: tenant-b")).toBeTruthy();
  });

  it("turns red for its last five minutes and says when it is over", async () => {
    const short = async () => tokenView(Date.now(), { expires: new Date(Date.now() + 4 * MINUTE).toISOString() });
    await openWindow({ lists: [LIST], token: short }, HERE);
    await screen.findByTestId("token-verdict");
    expect(document.querySelector("[data-short=true]")).not.toBeNull();
  });

  it("calls an expired token expired, whatever it was good for", async () => {
    const over = async () => tokenView(Date.now(), { expires: new Date(Date.now() - MINUTE).toISOString() });
    await openWindow({ lists: [LIST], token: over }, HERE);
    expect((await screen.findByTestId("token-verdict")).textContent).toBe("This token has expired");
  });

  it("takes a new token for the application, and signs a person in again", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    await screen.findByTestId("token-verdict");
    await user.click(screen.getByRole("button", { name: "Take a new token" }));
    await waitFor(() => expect(door.calls.filter((call) => call === "token contoso-app")).toHaveLength(2));
    expect(door.calls).toContain("check contoso-app");
  });

  it("offers the sign-in where nobody is signed in", async () => {
    const person = checklist(connection({ goal: { api: "graph", context: "user" } }), ["tenant"]);
    const { user } = await openWindow(
      {
        lists: [person],
        token: async () => {
          throw new Problem(report("not_signed_in", { remedy: "sign_in", retryable: false }));
        },
      },
      HERE,
    );
    const problem = await screen.findByTestId("problem");
    expect(problem.dataset.code).toBe("not_signed_in");
    const [again] = screen.getAllByRole("button", { name: "Sign in again" });
    if (again) await user.click(again);
    expect(await screen.findByTestId("waiting")).toBeTruthy();
  });

  it("has nothing for axe to find", async () => {
    await openWindow({ lists: [LIST] }, HERE);
    await screen.findByTestId("token-verdict");
    expect(await axeFindings()).toEqual([]);
  });
});

import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import { Problem } from "../../ipc";
import { CLIENT_ID, report } from "../../ipc/fake";

describe("where and what for", () => {
  it("starts a connection on the practice tenant with one press", async () => {
    const { user } = await openWindow({}, { screen: "setup" });
    await user.click(await screen.findByTestId("setup-continue"));
    expect(await screen.findByText("A person reads incidents · contoso.com · 1 of 7 proved")).toBeTruthy();
  });

  it("finds the tenant of a domain and shows it", async () => {
    const { user } = await openWindow({}, { screen: "setup" });
    await user.click(await screen.findByTestId("where-own"));
    expect((screen.getByTestId("setup-continue") as HTMLButtonElement).disabled).toBe(true);
    await user.type(screen.getByTestId("where-domain"), "fabrikam.com{Enter}");
    expect((await screen.findByTestId("found-tenant")).textContent).toBe(
      "fabrikam.com · Worldwide cloud · tenant 8d1f…42c7",
    );
    expect(screen.queryByTestId("practice-badge")).toBeNull();
  });

  it("says in plain words that a domain does not exist", async () => {
    const { user } = await openWindow(
      {
        findTenant: async (domain) => {
          throw new Problem(report("tenant_not_found", { finding: true, params: { domain }, remedy: "enter_again" }));
        },
      },
      { screen: "setup", place: "own" },
    );
    await user.type(await screen.findByTestId("where-domain"), "nowhere.example{Enter}");
    expect(await screen.findByRole("heading", { name: "No organisation found for nowhere.example" })).toBeTruthy();
  });

  it("leads to the practice tenant only where it runs", async () => {
    await openWindow(
      { practice: async () => ({ running: false, portal: null, tenantDomain: null, problem: null }) },
      { screen: "setup" },
    );
    const practice = await screen.findByRole("radio", { name: /Practice tenant/ });
    await waitFor(() => expect((practice as HTMLInputElement).disabled).toBe(true));
    expect((screen.getByRole("radio", { name: /My organisation/ }) as HTMLInputElement).checked).toBe(true);
  });

  it("never looks up the practice tenant's name at Microsoft", async () => {
    const { user, door } = await openWindow({ clouds: async () => [] }, { screen: "setup" });
    await user.click(await screen.findByTestId("setup-continue"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("practice_unavailable");
    expect(door.calls.some((call) => call.startsWith("findTenant"))).toBe(false);
  });

  it("can be walked from the start to the first answer by keyboard alone", async () => {
    const { user, door } = await openWindow();
    const reach = async (testId: string) => {
      const target = await screen.findByTestId(testId);
      const control = target.querySelector<HTMLElement>("input") ?? target;
      control.focus();
      expect(document.activeElement).toBe(control);
    };
    const press = async (testId: string) => {
      await reach(testId);
      await user.keyboard("{Enter}");
    };
    const proved = (step: string) =>
      waitFor(() => expect(screen.getByTestId(`step-${step}`).dataset.state).toBe("proved"));
    await press("home-start");
    await reach("goal-user");
    await user.keyboard("{ArrowRight}");
    expect((screen.getByRole("radio", { name: /A script or a service/ }) as HTMLInputElement).checked).toBe(true);
    await press("setup-continue");
    await press("open-portal");
    await reach("client-id-input");
    await user.keyboard(`${CLIENT_ID}{Enter}`);
    await proved("register");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Choose permissions"));
    await press("next-step");
    await press("take-secret");
    await proved("secret");
    await press("check-again");
    await proved("token");
    await press("see-incidents");
    expect(await screen.findByTestId("result-table")).toBeTruthy();
    expect(door.calls).toContain("readList made");
  });

  it("has nothing for axe to find", async () => {
    await openWindow({}, { screen: "setup", place: "own" });
    await screen.findByTestId("where-domain");
    expect(await axeFindings()).toEqual([]);
  });
});

import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { Problem, type SupportPreview } from "../../ipc";
import { report } from "../../ipc/fake";
import { supportPreview } from "../../ipc/fake/support";
import { pieces } from "./marked";

const HERE: Route = { screen: "support", connectionId: null };

/** What can be read of the text: the window of a test shows all of its lines. */
async function text(): Promise<string> {
  return (await screen.findByTestId("support-text")).textContent ?? "";
}

describe("the support bundle", () => {
  it("shows the text that will be saved, and saves the one that was shown", async () => {
    const saved: string[] = [];
    const { user } = await openWindow(
      {
        saveSupportBundle: async (previewId) => {
          saved.push(previewId);
          return { format: "json", path: "/home/ana/handrail-support.json", rows: 1, bytes: 1 };
        },
      },
      HERE,
    );
    expect(await text()).toContain("handrail-support-1");
    await user.click(screen.getByTestId("support-save"));
    await waitFor(() => expect(saved).toEqual(["preview-masked"]));
    expect((await screen.findByTestId("support-saved")).textContent).toContain("/home/ana/handrail-support.json");
    expect(screen.getByRole("button", { name: "Open folder" })).toBeTruthy();
  });

  it("shows the real ids only once they are wanted, and then saves those", async () => {
    const { user, door } = await openWindow({}, HERE);
    expect(await text()).toContain("11111111-0000-4000-8000-000000000001");
    await user.click(screen.getByTestId("support-keep-ids"));
    await waitFor(async () => expect(await text()).toContain("8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7"));
    expect(await text()).not.toContain("11111111");
    await user.click(screen.getByTestId("support-save"));
    await waitFor(() => expect(door.calls).toContain("saveSupportBundle preview-kept"));
  });

  it("saves nothing that was not read yet", async () => {
    let show: (preview: SupportPreview) => void = () => undefined;
    const { user, door } = await openWindow(
      {
        supportBundle: async (_id, ids) =>
          ids === "masked" ? supportPreview(ids) : new Promise<SupportPreview>((resolve) => (show = resolve)),
      },
      HERE,
    );
    await text();
    await user.click(screen.getByTestId("support-keep-ids"));
    await user.click(screen.getByTestId("support-save"));
    expect(door.calls.join()).not.toContain("saveSupportBundle");
    show(supportPreview("kept"));
    await waitFor(async () => expect(await text()).toContain("ana@contoso.com"));
    await user.click(screen.getByTestId("support-save"));
    await waitFor(() => expect(door.calls).toContain("saveSupportBundle preview-kept"));
  });

  it("finds lines, and says how many", async () => {
    const { user } = await openWindow({}, HERE);
    await text();
    await user.type(screen.getByRole("searchbox"), "aadsts");
    expect(await screen.findByText("1 line")).toBeTruthy();
    await waitFor(async () => expect(await text()).not.toContain("handrail-support-1"));
    expect(await text()).toContain("AADSTS7000222");
  });

  it("is one quiet step away from a problem, and leads back to it", async () => {
    const asked: (string | null)[] = [];
    const { user } = await openWindow(
      {
        setPreferences: async () => {
          throw new Problem(report("store_unreadable", { remedy: "none", retryable: false }));
        },
        supportBundle: async (id, ids) => {
          asked.push(id);
          return supportPreview(ids);
        },
      },
      { screen: "settings" },
    );
    await user.selectOptions(await screen.findByTestId("theme-select"), "dark");
    await user.click(await screen.findByTestId("support-link"));
    expect(await screen.findByRole("heading", { level: 1, name: "Hand on what does not work" })).toBeTruthy();
    expect(asked).toEqual([null]);
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeTruthy();
  });

  it("says why it could not be gathered, and tries again", async () => {
    let tries = 0;
    const { user } = await openWindow(
      {
        supportBundle: async (_id, ids) => {
          tries += 1;
          if (tries === 1) throw new Problem(report("store_unreadable", { remedy: "retry", retryable: true }));
          return supportPreview(ids);
        },
      },
      HERE,
    );
    expect((await screen.findByTestId("problem")).dataset.code).toBe("store_unreadable");
    expect(screen.queryByTestId("support-link")).toBeNull();
    await user.click(screen.getByTestId("problem-action"));
    expect(await text()).toContain("handrail-support-1");
  });

  it.each(["en", "fr"] as const)("has nothing for axe to find (%s)", async (language) => {
    await openWindow({}, HERE, language);
    await text();
    expect(await axeFindings()).toEqual([]);
  });
});

describe("a line of it", () => {
  const masked = supportPreview("masked").masked;

  it("is whole again when its pieces are put together", () => {
    const line = '  "tenantId": "11111111-0000-4000-8000-000000000001", [home] (a.b*c) ••• user-1@people.example';
    for (const wanted of ["", "1", "(a.b*", "TENANT", "•"]) {
      const all = pieces(line, masked, wanted);
      expect(all.map((piece) => piece.text).join("")).toBe(line);
    }
  });

  it("shows what is made up as such", () => {
    const all = pieces("x 11111111-0000-4000-8000-000000000001 y", masked, "");
    expect(all).toEqual([
      { text: "x " },
      { text: "11111111-0000-4000-8000-000000000001", masked: "tenant" },
      { text: " y" },
    ]);
  });
});

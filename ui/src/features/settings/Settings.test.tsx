import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import { Problem } from "../../ipc";
import { report } from "../../ipc/fake";

describe("settings", () => {
  it("changes the language of the whole window at once", async () => {
    const { user } = await openWindow({}, { screen: "settings" });
    await user.selectOptions(await screen.findByTestId("language-select"), "fr");
    expect(await screen.findByRole("heading", { level: 1, name: "Paramètres" })).toBeTruthy();
    expect(screen.getByTestId("nav-home").textContent).toBe("Accueil");
    expect(document.documentElement.lang).toBe("fr");
  });

  it("keeps the theme that was chosen", async () => {
    const kept: string[] = [];
    const { user } = await openWindow(
      {
        setPreferences: async (preferences) => {
          kept.push(preferences.theme);
          return preferences;
        },
      },
      { screen: "settings" },
    );
    await user.selectOptions(await screen.findByTestId("theme-select"), "dark");
    await waitFor(() => expect(kept).toEqual(["dark"]));
    expect(document.documentElement.style.colorScheme).toBe("dark");
  });

  it("shows the folder that was chosen", async () => {
    const { user } = await openWindow({}, { screen: "settings" });
    await user.click(await screen.findByRole("button", { name: "Choose…" }));
    expect(await screen.findByText("/home/ana/Elsewhere")).toBeTruthy();
  });

  it("says why a preference could not be kept", async () => {
    const { user } = await openWindow(
      {
        setPreferences: async () => {
          throw new Problem(report("store_unreadable", { remedy: "none", retryable: false }));
        },
      },
      { screen: "settings" },
    );
    await user.selectOptions(await screen.findByTestId("theme-select"), "dark");
    expect((await screen.findByTestId("problem")).dataset.code).toBe("store_unreadable");
  });

  it("has nothing for axe to find", async () => {
    await openWindow({}, { screen: "settings" });
    await screen.findByTestId("language-select");
    expect(await axeFindings()).toEqual([]);
  });
});

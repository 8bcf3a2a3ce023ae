import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { ClinicReport, Language } from "../../ipc";
import { CLINIC, diagnosis } from "../../ipc/fake";
import { lineChanges } from "./Difference";

async function clinic(report: ClinicReport = CLINIC, language: Language = "en") {
  const opened = await openWindow(
    { diagnoseClipboard: async () => diagnosis({ recognised: "script" }), clinicClipboard: async () => report },
    { screen: "diagnosis", connectionId: null },
    language,
  );
  await opened.user.click(await screen.findByTestId("diagnosis-paste"));
  await screen.findByTestId("clinic");
  return opened;
}

describe("the script clinic", () => {
  it("marks the faulty lines of the script and leads from a fault to its line", async () => {
    const { user } = await clinic();
    expect(screen.getByTestId("clinic").textContent).toBe("2 faults (PowerShell)");
    expect(document.querySelectorAll("[data-fault]")).toHaveLength(2);
    await user.click(screen.getByTestId("clinic-corrected"));
    expect(document.querySelectorAll("[data-fault]")).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: /^Show line 4/ }));
    expect(document.querySelectorAll("[data-fault]")).toHaveLength(2);
  });

  it("shows what the correction changes, with signs and not with colours alone", async () => {
    const { user } = await clinic();
    await user.click(screen.getByTestId("clinic-difference"));
    const sheet = within(await screen.findByTestId("difference"));
    expect(sheet.getByText("$secret = $env:HANDRAIL_SECRET").parentElement?.textContent).toContain("+");
    expect(sheet.getByText('$secret = "REMOVED"').parentElement?.textContent).toContain("−");
  });

  it("copies the corrected script", async () => {
    const { user } = await clinic();
    await user.click(screen.getByTestId("clinic-copy"));
    expect(await navigator.clipboard.readText()).toBe(CLINIC.corrected);
  });

  it("does not praise a script in which it finds nothing", async () => {
    await clinic({ ...CLINIC, faults: [], corrected: CLINIC.shown });
    expect(screen.getByText(/no promise that it works/)).toBeTruthy();
    expect(screen.queryByTestId("clinic-copy")).toBeNull();
  });

  it("shows markup in a script as text", async () => {
    await clinic({ ...CLINIC, shown: "<img src=x onerror=alert(1)>", faults: [] });
    expect(screen.getByTestId("script").textContent).toContain("<img src=x onerror=alert(1)>");
    expect(document.querySelector("main img")).toBeNull();
  });

  it("has nothing for axe to find, in French", async () => {
    const { user } = await clinic(CLINIC, "fr");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("clinic-difference"));
    expect(await axeFindings()).toEqual([]);
  });
});

describe("the difference of two scripts", () => {
  it("numbers the lines as they are in their own script", () => {
    expect(lineChanges("a\nb\nc", "a\nx\ny\nc")).toEqual([
      { change: "kept", number: 1, text: "a" },
      { change: "removed", number: 2, text: "b" },
      { change: "added", number: 2, text: "x" },
      { change: "added", number: 3, text: "y" },
      { change: "kept", number: 4, text: "c" },
    ]);
  });

  it("sees no difference in the ends of lines alone", () => {
    expect(lineChanges("a\r\nb", "a\nb").every((line) => line.change === "kept")).toBe(true);
  });
});

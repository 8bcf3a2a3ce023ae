import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Language, SnippetCall } from "../../ipc";
import { checklist, connection } from "../../ipc/fake";

const CONTOSO = checklist(connection({ id: "contoso-app", name: "Contoso", ready: true }), []);
const SERIOUS: SnippetCall = {
  call: "list",
  query: { kind: "incidents", hours: 24, severities: ["high"], text: "mimikatz" },
};

async function useElsewhere(call?: SnippetCall, language: Language = "en") {
  return openWindow(
    { lists: [CONTOSO] },
    { screen: "snippets", connectionId: "contoso-app", ...(call ? { call } : {}) },
    language,
  );
}

describe("use elsewhere", () => {
  it("shows a call in the language that is chosen, and what it needs", async () => {
    const { user } = await useElsewhere();
    await user.click(await screen.findByTestId("language-python"));
    expect((await screen.findByText(/list in python/)).textContent).toContain("contoso.com");
    const needs = within(screen.getByTestId("snippet-needs"));
    expect(needs.getByText(/pip install msal/)).toBeTruthy();
    expect(needs.getByText(/CLIENT_SECRET/)).toBeTruthy();
  });

  it("takes the question that was on screen, and says what a script leaves out of it", async () => {
    const { user } = await useElsewhere(SERIOUS);
    expect((await screen.findByTestId<HTMLSelectElement>("snippet-call")).value).toBe("on_screen");
    expect(await screen.findByTestId("snippet-left-out")).toBeTruthy();
    await user.selectOptions(screen.getByTestId("snippet-call"), "token");
    expect(await screen.findByText(/token in powershell/)).toBeTruthy();
    expect(screen.queryByTestId("snippet-left-out")).toBeNull();
  });

  it("copies the text whole", async () => {
    const { user } = await useElsewhere();
    const text = (await screen.findByTestId("snippet-text")).textContent;
    await user.click(screen.getByTestId("snippet-copy"));
    expect(await navigator.clipboard.readText()).toBe(text);
  });

  it("offers a schedule for lists, and says where there is none", async () => {
    const { user } = await useElsewhere();
    await user.click(await screen.findByTestId("use-schedule"));
    await user.click(await screen.findByTestId("schedule-systemd"));
    expect(await screen.findByText(/# systemd/)).toBeTruthy();
    await user.selectOptions(screen.getByTestId("snippet-call"), "token");
    expect(await screen.findByText(/Only the reading of lists/)).toBeTruthy();
  });

  it("shows the registration in the languages that have it", async () => {
    const { user } = await useElsewhere();
    await user.click(await screen.findByTestId("use-register"));
    expect(await screen.findByTestId("language-az")).toBeTruthy();
    expect(screen.queryByTestId("language-python")).toBeNull();
  });

  it("has nothing for axe to find, in French", async () => {
    const { user } = await useElsewhere(SERIOUS, "fr");
    await screen.findByTestId("snippet-left-out");
    expect(await axeFindings()).toEqual([]);
    await user.click(await screen.findByTestId("use-schedule"));
    await screen.findByTestId("snippet-text");
    expect(await axeFindings()).toEqual([]);
  });
});

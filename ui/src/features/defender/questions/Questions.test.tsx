import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../../test/window";
import type { ListQuery } from "../../../ipc";
import { checklist, connection, incidents } from "../../../ipc/fake";
import { incidentTable } from "../../../ipc/fake/lists";
import { questions } from "../../../ipc/fake/questions";
import { offered } from "./questions";

const LIST = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);

describe("ready questions", () => {
  it("are asked with one press on Home, and the answer has the question as its heading", async () => {
    const asked: ListQuery[] = [];
    const answer = (query: ListQuery) => {
      asked.push(query);
      return incidentTable(incidents(30, query.hours, Date.now()));
    };
    const { user } = await openWindow({ lists: [LIST], answer });
    await user.click(await screen.findByTestId("question-devices_hit_most"));
    await screen.findByTestId("result-table");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Which devices were hit most this week?");
    expect(asked).toEqual([expect.objectContaining({ kind: "incidents", hours: 168 })]);
  });

  it("show the call and the permission behind them", async () => {
    const { user } = await openWindow({ lists: [LIST] });
    await user.click(await screen.findByLabelText("How is this asked? What should we fix first?"));
    expect(await screen.findByText("GET /api/recommendations?$filter=status eq 'Active'")).toBeTruthy();
    expect(screen.getByText("SecurityRecommendation.Read.All")).toBeTruthy();
    expect(screen.getByText(/does not ask for this permission/)).toBeTruthy();
  });

  it("are all there when somebody wants them, and on the screen of the answers", async () => {
    const { user } = await openWindow({ lists: [LIST] });
    expect((await screen.findAllByTestId(/^question-/)).length).toBeLessThan(8);
    await user.click(screen.getByTestId("all-questions"));
    expect(screen.getAllByTestId(/^question-/).length).toBeGreaterThanOrEqual(12);
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("question-fix_first"));
    await screen.findByTestId("result-table");
    await user.click(screen.getByTestId("questions"));
    await user.click(await screen.findByText("What is nobody working on?"));
    await waitFor(() =>
      expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("What is nobody working on?"),
    );
  });

  it("answer with a number where the answer is one, and lead on to what lowers it", async () => {
    const { user } = await openWindow({ lists: [LIST] });
    await user.click(await screen.findByTestId("question-exposure_score"));
    expect((await screen.findByTestId("exposure-score")).textContent).toBe("33.5 of 100");
    await user.click(screen.getByText("See what to fix first"));
    const table = await screen.findByTestId("result-table");
    expect(await within(table).findByText("Update product 0")).toBeTruthy();
  });

  it("name the permission of the connection's own kind", () => {
    const permission = (context: "user" | "application") =>
      offered(questions(), "graph", context).find(({ question }) => question.id === "fix_first")?.permission;
    expect([permission("user"), permission("application")]).toEqual([
      "SecurityRecommendation.Read",
      "SecurityRecommendation.Read.All",
    ]);
  });
});

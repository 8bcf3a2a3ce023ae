import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import type { TableQuery } from "../../ipc";
import { checklist, connection, incidents } from "../../ipc/fake";
import { incidentTable } from "../../ipc/fake/lists";
import { tablePage } from "../../ipc/fake/tables";

const LIST = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);
const HERE: Route = { screen: "incidents", connectionId: "contoso-app", read: true };

/** The window on so many rows; every page that was asked for is noted. */
async function withRows(count: number) {
  const table = incidentTable(incidents(count, 48, Date.now()));
  const pages: [query: TableQuery, from: number, count: number][] = [];
  const opened = await openWindow(
    {
      lists: [LIST],
      answer: () => table,
      tablePage: async (_, query, from, wanted) => {
        pages.push([query, from, wanted]);
        return tablePage(table, query, from, wanted);
      },
    },
    HERE,
  );
  const grid = await screen.findByTestId("result-table");
  await within(grid).findAllByTestId("result-row");
  return { ...opened, grid, pages };
}

const rows = (grid: HTMLElement) => within(grid).getAllByTestId("result-row");
const focused = () => (document.activeElement as HTMLElement).dataset.index;

describe("a table of results", () => {
  it("draws and fetches only the lines that can be seen, and tells how many there are", async () => {
    const { grid, pages } = await withRows(10_000);
    expect(grid.getAttribute("aria-rowcount")).toBe("10001");
    expect(rows(grid).length).toBeLessThan(60);
    expect(Math.max(...pages.map(([, from, count]) => from + count))).toBeLessThanOrEqual(200);
  });

  it("moves with the keys, and fetches what comes into sight", async () => {
    const { grid, pages, user } = await withRows(10_000);
    act(() => rows(grid)[0]?.focus());
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    await waitFor(() => expect(focused()).toBe("1"));
    await user.keyboard("{End}");
    await waitFor(() => expect(focused()).toBe("9999"));
    await user.keyboard("{Home}");
    await waitFor(() => expect(focused()).toBe("0"));
    expect(pages.length).toBeGreaterThan(0);
  });

  it("sorts by a heading, says which, and turns the order round", async () => {
    const { grid, user } = await withRows(131);
    await user.click(within(grid).getByRole("button", { name: "Severity" }));
    const heading = within(grid).getByRole("columnheader", { name: "Severity" });
    expect(heading.getAttribute("aria-sort")).toBe("descending");
    await user.click(within(grid).getByRole("button", { name: "Severity" }));
    expect(heading.getAttribute("aria-sort")).toBe("ascending");
  });

  it("finds text when the typing pauses, and says that nothing fits", async () => {
    const { user, pages } = await withRows(131);
    await user.type(screen.getByRole("searchbox"), "ransomware");
    await waitFor(() => expect(screen.getByTestId("rows-shown").textContent).toMatch(/^\d+ of 131 shown$/));
    expect(pages.filter(([query]) => query.search).map(([query]) => query.search)).toEqual(["ransomware"]);
    await user.type(screen.getByRole("searchbox"), " no such thing");
    expect(await screen.findByText("No row matches these filters.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Clear all" }));
    expect(await screen.findAllByTestId("result-row")).not.toHaveLength(0);
  });

  it("groups by a column; a group folds with Enter", async () => {
    const { grid, user } = await withRows(131);
    await user.click(screen.getByTestId("table-group"));
    await user.click(await screen.findByRole("menuitemradio", { name: "Status" }));
    const [group] = await within(grid).findAllByTestId("result-group");
    expect(grid.getAttribute("role")).toBe("treegrid");
    expect(group?.getAttribute("aria-expanded")).toBe("true");
    act(() => group?.focus());
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(within(grid).getAllByTestId("result-group")[0]?.getAttribute("aria-expanded")).toBe("false"),
    );
    expect(within(grid).getAllByTestId("result-group").length).toBeGreaterThan(1);
  });

  it("shows the columns that were chosen, also when somebody comes back", async () => {
    const { grid, user } = await withRows(20);
    await user.click(screen.getByTestId("table-columns"));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "People" }));
    await user.click(screen.getByRole("menuitemcheckbox", { name: "Status" }));
    expect(within(grid).getByRole("columnheader", { name: "People" })).toBeTruthy();
    await user.keyboard("{Escape}");
    await user.click(screen.getByTestId("nav-home"));
    await user.click(screen.getByTestId("nav-incidents"));
    const again = await screen.findByTestId("result-table");
    expect(within(again).getByRole("columnheader", { name: "People" })).toBeTruthy();
    expect(within(again).queryByRole("columnheader", { name: "Status" })).toBeNull();
  });

  it("takes a range of rows with Shift, says how many, and has them copied", async () => {
    const { grid, user, door } = await withRows(131);
    act(() => rows(grid)[1]?.focus());
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(await screen.findByText("3 rows selected")).toBeTruthy();
    const selected = rows(grid).filter((row) => row.getAttribute("aria-selected") === "true");
    expect(selected.map((row) => row.dataset.index)).toEqual(["1", "2", "3"]);
    await user.keyboard("{Control>}c{/Control}");
    expect(await screen.findByText("3 rows copied")).toBeTruthy();
    expect(door.calls).toContain("copyRows contoso-app/incidents 1 3");
  });
});

import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { type IncidentsView, Problem, type ReadProgress } from "../../ipc";
import { checklist, connection, incidents, incidentsView, report } from "../../ipc/fake";

const LIST = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);
const HERE: Route = { screen: "incidents", connectionId: "contoso-app", read: true };
const rowsNow = (count: number, hours = 48) => incidentsView(incidents(count, hours, Date.now()), hours, Date.now());

describe("incidents", () => {
  it("says how many came back, how they were filtered and where they were saved", async () => {
    await openWindow({ lists: [LIST] }, HERE);
    const count = await screen.findByTestId("incidents-count");
    expect(count.dataset.count).toBe("131");
    expect(count.textContent).toMatch(/^131 updated since .+ · filtered by the service · 3 calls$/);
    expect(screen.getByTestId("saved-path").textContent).toContain("Latest Incidents");
  });

  it("draws only the rows that can be seen, and tells how many there are", async () => {
    await openWindow({ lists: [LIST], readIncidents: async () => rowsNow(10_000) }, HERE);
    const table = await screen.findByTestId("incidents-table");
    expect(table.getAttribute("aria-rowcount")).toBe("10001");
    expect(within(table).getAllByTestId("incident-row").length).toBeLessThan(60);
  });

  it("moves between rows with the arrow keys and opens the story of one with Enter; Esc closes it", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    const [first] = await screen.findAllByTestId("incident-row");
    act(() => first?.focus());
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.index).toBe("2"));
    await user.keyboard("{Enter}");
    const details = await screen.findByTestId("incident-details");
    expect(await within(details).findByText("Credentials read from memory")).toBeTruthy();
    const times = [...details.querySelectorAll("time")].map((time) => time.dateTime);
    expect(times).toEqual([...times].sort());
    await user.click(within(details).getByRole("button", { name: "Open in Defender" }));
    expect(door.calls.some((call) => call.startsWith("openIncident contoso-app"))).toBe(true);
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("incident-details")).toBeNull();
  });

  it("filters by severity from the chart, and by words", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByRole("button", { name: /^High \d+$/ }));
    await waitFor(() => {
      const shown = screen.getAllByTestId("incident-row");
      expect(shown.every((row) => row.textContent?.startsWith("High"))).toBe(true);
    });
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    await user.type(screen.getByRole("searchbox"), "no such thing");
    expect(await screen.findByText("No incident matches these filters.")).toBeTruthy();
  });

  it("gives the chart as words and as a table", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    expect((await screen.findByRole("img", { name: /^131 incidents: / })).tagName).toBe("svg");
    await user.click(screen.getByRole("button", { name: "Show as table" }));
    expect(screen.getByRole("columnheader", { name: "From" })).toBeTruthy();
  });

  it("sorts by a column, and says which", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    await screen.findByTestId("incidents-table");
    await user.click(screen.getByRole("button", { name: "Severity" }));
    expect(screen.getByRole("columnheader", { name: "Severity" }).getAttribute("aria-sort")).toBe("descending");
    expect(screen.getAllByTestId("incident-row")[0]?.textContent).toMatch(/^High/);
  });

  it("shows progress, says when the service asks to wait, and can be cancelled", async () => {
    let progress: (progress: ReadProgress) => void = () => undefined;
    let stop: (thrown: unknown) => void = () => undefined;
    const { user, door } = await openWindow(
      {
        lists: [LIST],
        readIncidents: (_, __, onProgress) => {
          progress = onProgress;
          return new Promise<IncidentsView>((_resolve, reject) => {
            stop = reject;
          });
        },
        cancelRead: async () => stop(new Problem(report("cancelled"))),
      },
      HERE,
    );
    await screen.findByText("Reading incidents…");
    act(() => progress({ requests: 2, rows: 100, waitingSeconds: null }));
    expect(await screen.findByText("100 incidents so far · 2 calls")).toBeTruthy();
    act(() => progress({ requests: 2, rows: 100, waitingSeconds: 7 }));
    expect(await screen.findByText("The service asked us to wait: 7 s")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("Nothing read yet")).toBeTruthy();
    expect(screen.queryByTestId("problem")).toBeNull();
    expect(door.calls).toContain("cancelRead contoso-app");
  });

  it("calls an empty answer a success and offers to look further back", async () => {
    const { user, door } = await openWindow(
      { lists: [LIST], readIncidents: async (_, hours) => rowsNow(0, hours) },
      HERE,
    );
    expect(await screen.findByText("The connection works; nothing happened in this window")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Look at 7 days" }));
    await waitFor(() => expect(door.calls).toContain("readIncidents contoso-app 168"));
    expect(await screen.findByRole("heading", { level: 1, name: "Incidents, last 7 days" })).toBeTruthy();
  });

  it("keeps what was read when the network goes, and when another screen was open meanwhile", async () => {
    let offline = false;
    const { user } = await openWindow(
      {
        lists: [LIST],
        readIncidents: async () => {
          if (offline)
            throw new Problem(
              report("network_unreachable", { remedy: "check_network", params: { host: "graph.test" } }),
            );
          return rowsNow(131);
        },
      },
      HERE,
    );
    await screen.findByTestId("incidents-table");
    offline = true;
    await user.click(screen.getByRole("button", { name: "Read again" }));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("network_unreachable");
    expect(screen.getByTestId("incidents-table")).toBeTruthy();
    await user.click(screen.getByTestId("nav-home"));
    await user.click(screen.getByTestId("nav-incidents"));
    expect(await screen.findByTestId("incidents-table")).toBeTruthy();
  });

  it("loses nothing when the file cannot be written: another folder, and saved again", async () => {
    const problem = report("disk_full", { remedy: "choose_folder", params: { path: "/full" } });
    const { user, door } = await openWindow(
      { lists: [LIST], readIncidents: async () => ({ ...rowsNow(131), saved: null, saveProblem: problem }) },
      HERE,
    );
    expect((await screen.findByTestId("problem")).dataset.code).toBe("disk_full");
    expect(screen.getByTestId("incidents-table")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Choose folder" }));
    expect((await screen.findByTestId("saved-path")).textContent).toBe("/tmp/again.json");
    expect(door.calls.filter((call) => /chooseFolder|saveIncidentsAgain/.test(call))).toEqual([
      "chooseFolder",
      "saveIncidentsAgain contoso-app",
    ]);
  });

  it("does not save again when the person chose no other folder", async () => {
    const problem = report("folder_not_writable", { remedy: "choose_folder", params: { path: "/locked" } });
    const { user, door } = await openWindow(
      {
        lists: [LIST],
        readIncidents: async () => ({ ...rowsNow(131), saved: null, saveProblem: problem }),
        chooseFolder: async () => ({
          language: "en",
          theme: "light",
          folder: "/home/ana/Documents/Handrail",
          cloud_file: null,
          cloud_problem: null,
        }),
      },
      HERE,
    );
    await user.click(await screen.findByRole("button", { name: "Choose folder" }));
    await waitFor(() => expect(door.calls).toContain("chooseFolder"));
    expect(door.calls).not.toContain("saveIncidentsAgain contoso-app");
    expect(screen.getByTestId("problem").dataset.code).toBe("folder_not_writable");
  });

  it("reads by itself where the connection is ready, and waits where it is not", async () => {
    const started = checklist(connection({ id: "started", ready: false }), ["tenant"]);
    const { user, door } = await openWindow(
      { lists: [LIST, started] },
      { screen: "incidents", connectionId: "contoso-app" },
    );
    await screen.findByTestId("incidents-table");
    await user.click(screen.getByTestId("nav-home"));
    await user.click(await screen.findByTestId("home-open-started"));
    await user.click(await screen.findByTestId("nav-incidents"));
    expect(await screen.findByText("This connection is not finished.")).toBeTruthy();
    expect(door.calls.filter((call) => call.startsWith("readIncidents"))).toEqual(["readIncidents contoso-app 48"]);
  });

  it("leads to the set-up where there is no connection", async () => {
    const { user } = await openWindow({}, { screen: "incidents", connectionId: null });
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: "Set up access" }));
    expect(await screen.findByTestId("setup-continue")).toBeTruthy();
  });

  it("has nothing for axe to find, with details open and as a table", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    const [first] = await screen.findAllByTestId("incident-row");
    if (first) await user.click(first);
    await screen.findByText("Credentials read from memory");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Show as table" }));
    expect(await axeFindings()).toEqual([]);
  });
});

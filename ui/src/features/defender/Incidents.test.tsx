import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { type ListQuery, Problem, type ReadProgress, type ResultView } from "../../ipc";
import { checklist, connection, incidents, report } from "../../ipc/fake";
import { incidentTable } from "../../ipc/fake/lists";
import { resultView, tablePage } from "../../ipc/fake/tables";

const LIST = checklist(connection(), ["tenant", "register", "permissions", "secret", "consent", "token", "incidents"]);
const HERE: Route = { screen: "incidents", connectionId: "contoso-app", read: true };
const some = (count: number) => (query: ListQuery) => incidentTable(incidents(count, query.hours, Date.now()));

/** A door that notes what it was asked, and answers so many rows. */
function asked(count: (query: ListQuery) => number) {
  const queries: ListQuery[] = [];
  const answer = (query: ListQuery) => {
    queries.push(query);
    return some(count(query))(query);
  };
  return { queries, answer };
}

describe("incidents", () => {
  it("says how many came back, how they were filtered and where they were saved", async () => {
    await openWindow({ lists: [LIST] }, HERE);
    const count = await screen.findByTestId("result-count");
    expect(count.dataset.count).toBe("131");
    expect(count.textContent).toMatch(/^131 updated since .+ · filtered by the service · 3 calls$/);
    expect(screen.getByTestId("saved-path").textContent).toContain("Latest Incidents");
  });

  it("opens the story of an incident with Enter; Esc closes it and the row has the focus again", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    const [first] = await screen.findAllByTestId("result-row");
    act(() => first?.focus());
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.index).toBe("2"));
    await user.keyboard("{Enter}");
    const details = await screen.findByTestId("row-panel");
    expect(await within(details).findByText("Credentials read from memory")).toBeTruthy();
    const times = [...details.querySelectorAll("time")].map((time) => time.dateTime);
    expect(times).toEqual([...times].sort());
    await user.click(within(details).getByRole("button", { name: "Open in Defender" }));
    expect(door.calls.some((call) => call.startsWith("openIncident contoso-app"))).toBe(true);
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("row-panel")).toBeNull();
    expect((document.activeElement as HTMLElement).dataset.index).toBe("2");
  });

  it("filters by a severity, a device and a time from the charts; each filter can be taken away", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByTestId("severity-high"));
    await waitFor(() => {
      const shown = screen.getAllByTestId("result-row");
      expect(shown.every((row) => row.textContent?.startsWith("High"))).toBe(true);
    });
    await user.click(screen.getByTitle("srv-files-02"));
    await waitFor(() => expect(screen.getAllByTestId("result-row").length).toBeLessThan(10));
    await user.click(screen.getByLabelText("Remove the filter Severity: High"));
    expect(screen.queryByLabelText("Remove the filter Severity: High")).toBeNull();
    const [bar] = within(screen.getByTestId("bars")).getAllByRole("button");
    if (bar) await user.click(bar);
    expect(bar?.getAttribute("aria-pressed")).toBe("true");
    await user.click(screen.getByText("Clear all"));
    await waitFor(() => expect(screen.getByTestId("rows-shown").textContent).toBe(""));
  });

  it("moves between the bars of the chart with the arrow keys", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    const bars = within(await screen.findByTestId("bars")).getAllByRole("button");
    expect(bars.filter((bar) => bar.tabIndex === 0)).toEqual([bars[0]]);
    act(() => bars[0]?.focus());
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(document.activeElement).toBe(bars[2]);
    expect(bars[2]?.getAttribute("aria-label")).toMatch(/: (.*\d|nothing)/);
  });

  it("gives the chart as a table", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByRole("button", { name: "Show as table" }));
    expect(screen.getByRole("columnheader", { name: "From" })).toBeTruthy();
  });

  it("asks the service with conditions, and says how many there are", async () => {
    const { queries, answer } = asked(() => 20);
    const { user } = await openWindow({ lists: [LIST], answer }, HERE);
    await screen.findByTestId("result-table");
    await user.click(screen.getByTestId("conditions"));
    await user.click(await screen.findByLabelText("High"));
    await user.click(screen.getByLabelText("Active"));
    await user.selectOptions(screen.getByLabelText("Assigned to"), "Nobody");
    await user.click(screen.getByTestId("conditions-ask"));
    await waitFor(() =>
      expect(queries.at(-1)).toMatchObject({ severities: ["high"], statuses: ["active"], assignedTo: "" }),
    );
    expect(await screen.findByRole("button", { name: "3 conditions" })).toBeTruthy();
  });

  it("shows other lists on the same screen, with columns and charts of their own", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByTestId("list-kind"));
    await user.click(await screen.findByRole("option", { name: "Devices" }));
    await user.click(screen.getByTestId("read-list"));
    expect(await screen.findByRole("heading", { level: 1, name: "Devices" })).toBeTruthy();
    expect(await screen.findByRole("columnheader", { name: "Last seen" })).toBeTruthy();
    const [first] = await screen.findAllByTestId("result-row");
    if (first) await user.click(first);
    expect(within(await screen.findByTestId("row-panel")).getByText("IP address")).toBeTruthy();
  });

  it("shows progress, says when the service asks to wait, and can be cancelled", async () => {
    let progress: (progress: ReadProgress) => void = () => undefined;
    let stop: (thrown: unknown) => void = () => undefined;
    const { user, door } = await openWindow(
      {
        lists: [LIST],
        readList: (_, __, onProgress) => {
          progress = onProgress;
          return new Promise<ResultView>((_resolve, reject) => {
            stop = reject;
          });
        },
        cancelRead: async () => stop(new Problem(report("cancelled"))),
      },
      HERE,
    );
    await screen.findByText("Reading…");
    act(() => progress({ requests: 2, rows: 100, waitingSeconds: null }));
    expect(await screen.findByText("100 rows so far · 2 calls")).toBeTruthy();
    act(() => progress({ requests: 2, rows: 100, waitingSeconds: 7 }));
    expect(await screen.findByText("The service asked us to wait: 7 s")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("Nothing read yet")).toBeTruthy();
    expect(screen.queryByTestId("problem")).toBeNull();
    expect(door.calls).toContain("cancelRead contoso-app");
  });

  it("calls an empty answer a success and offers to look further back", async () => {
    const { queries, answer } = asked(({ hours }) => (hours > 48 ? 5 : 0));
    const { user } = await openWindow({ lists: [LIST], answer }, HERE);
    expect(await screen.findByText("The connection works; nothing fits what was asked")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Look at 7 days" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Incidents, last 7 days" })).toBeTruthy();
    expect(queries.map(({ hours }) => hours)).toEqual([48, 168]);
    expect(await screen.findAllByTestId("result-row")).toHaveLength(5);
  });

  it("says that conditions hide everything, and offers to ask without them", async () => {
    const { queries, answer } = asked(({ text }) => (text ? 0 : 5));
    const { user } = await openWindow({ lists: [LIST], answer }, HERE);
    await screen.findByTestId("result-table");
    await user.click(screen.getByTestId("conditions"));
    await user.type(await screen.findByLabelText("Text in the row"), "zebra{Enter}");
    await user.click(await screen.findByText("Ask without conditions"));
    expect(await screen.findAllByTestId("result-row")).toHaveLength(5);
    expect(queries.at(-1)).not.toHaveProperty("text");
  });

  it("says what a large question costs before it is asked, and can read the newest only", async () => {
    const { queries, answer } = asked(() => 20);
    const estimate = async () => ({ rows: 100_000, calls: 2_000, perMinute: 150, perHour: null, seconds: 840 });
    const { user } = await openWindow({ lists: [LIST], answer, estimate }, HERE);
    await screen.findByTestId("result-table");
    await user.click(screen.getByTestId("window-720"));
    expect(await screen.findByText(/100,000 rows, in 2,000 calls\. .*150 calls a minute\. .*14 min/)).toBeTruthy();
    expect(queries).toHaveLength(1);
    await user.click(screen.getByTestId("read-newest"));
    await waitFor(() => expect(queries.at(-1)).toMatchObject({ hours: 720, top: 5_000 }));
  });

  it("says that only a part was read, and goes on where it stopped", async () => {
    const table = incidentTable(incidents(50, 48, Date.now()));
    const { user, door } = await openWindow(
      {
        lists: [LIST],
        answer: () => table,
        readList: async (id, query) => ({ ...resultView(id, query, table, Date.now()), complete: false, saved: null }),
        resumeList: async (id, kind) => resultView(id, { kind, hours: 48 }, table, Date.now()),
        tablePage: async (_, query, from, count) => tablePage(table, query, from, count),
        overTime: async () => null,
        facet: async () => null,
      },
      HERE,
    );
    await user.click(await screen.findByTestId("continue-reading"));
    await waitFor(() => expect(screen.queryByTestId("continue-reading")).toBeNull());
    expect(door.calls).toContain("resumeList contoso-app incidents");
  });

  it("shows the rows that have come while the rest is read", async () => {
    const table = incidentTable(incidents(50, 48, Date.now()));
    await openWindow(
      {
        lists: [LIST],
        readList: (_, __, onProgress) => {
          onProgress({ requests: 1, rows: 50, waitingSeconds: null });
          return new Promise<ResultView>(() => undefined);
        },
        result: async (id) => ({
          ...resultView("contoso-app", { kind: "incidents", hours: 48 }, table, Date.now()),
          resultId: id,
          complete: false,
        }),
        tablePage: async (_, query, from, count) => tablePage(table, query, from, count),
        overTime: async () => null,
        facet: async () => null,
      },
      HERE,
    );
    expect(await screen.findAllByTestId("result-row")).not.toHaveLength(0);
    expect(screen.getByText("Reading…")).toBeTruthy();
    expect(screen.queryByTestId("continue-reading")).toBeNull();
  });

  it("keeps what was read when the network goes, and when another screen was open meanwhile", async () => {
    let offline = false;
    const { user } = await openWindow(
      {
        lists: [LIST],
        answer: (query) => {
          if (!offline) return some(131)(query);
          throw new Problem(report("network_unreachable", { remedy: "check_network", params: { host: "graph.test" } }));
        },
      },
      HERE,
    );
    await screen.findByTestId("result-table");
    offline = true;
    await user.click(screen.getByRole("button", { name: "Read again" }));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("network_unreachable");
    expect(screen.getByTestId("result-table")).toBeTruthy();
    await user.click(screen.getByTestId("nav-home"));
    await user.click(screen.getByTestId("nav-incidents"));
    expect(await screen.findByTestId("result-table")).toBeTruthy();
  });

  it("loses nothing when the file cannot be written: another folder, and saved again", async () => {
    const saveResult = async () => ({ format: "json", path: "/tmp/again.json", rows: 131, bytes: 118_000 });
    const { user, door } = await openWindow({ lists: [LIST], ...unsaved("disk_full"), saveResult }, HERE);
    expect((await screen.findByTestId("problem")).dataset.code).toBe("disk_full");
    expect(screen.getByTestId("result-table")).toBeTruthy();
    await user.click(screen.getByText("Choose folder"));
    expect((await screen.findByTestId("saved-path")).textContent).toBe("/tmp/again.json");
    expect(door.calls.filter((call) => /chooseFolder|saveResult/.test(call))).toEqual([
      "chooseFolder",
      "saveResult contoso-app/incidents json",
    ]);
  });

  it("does not save again when the person chose no other folder", async () => {
    const { user, door } = await openWindow(
      {
        lists: [LIST],
        ...unsaved("folder_not_writable"),
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
    await user.click(await screen.findByText("Choose folder"));
    await waitFor(() => expect(door.calls).toContain("chooseFolder"));
    expect(door.calls).not.toContain("saveResult contoso-app/incidents json");
    expect(screen.getByTestId("problem").dataset.code).toBe("folder_not_writable");
  });

  it("reads by itself where the connection is ready, and waits where it is not", async () => {
    const started = checklist(connection({ id: "started", ready: false }), ["tenant"]);
    const { user, door } = await openWindow(
      { lists: [LIST, started] },
      { screen: "incidents", connectionId: "contoso-app" },
    );
    await screen.findByTestId("result-table");
    await user.click(screen.getByTestId("nav-home"));
    await user.click(await screen.findByTestId("home-open-started"));
    await user.click(await screen.findByTestId("nav-incidents"));
    expect(await screen.findByText("This connection is not finished.")).toBeTruthy();
    expect(door.calls.filter((call) => call.startsWith("readList"))).toEqual(["readList contoso-app"]);
  });

  it("leads to the set-up where there is no connection", async () => {
    const { user } = await openWindow({}, { screen: "incidents", connectionId: null });
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: "Set up access" }));
    expect(await screen.findByTestId("setup-continue")).toBeTruthy();
  });

  it("has nothing for axe to find, with details open and as a table", async () => {
    const { user } = await openWindow({ lists: [LIST], answer: some(6) }, HERE);
    const [first] = await screen.findAllByTestId("result-row");
    if (first) await user.click(first);
    await screen.findByText("Credentials read from memory");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Show as table" }));
    expect(await axeFindings()).toEqual([]);
  });
});

/** A door that reads, and cannot write what it read. */
function unsaved(code: "disk_full" | "folder_not_writable") {
  const table = incidentTable(incidents(131, 48, Date.now()));
  const saveProblem = report(code, { remedy: "choose_folder", params: { path: "/full" } });
  return {
    answer: () => table,
    readList: async (id: string, query: ListQuery) => ({
      ...resultView(id, query, table, Date.now()),
      saved: null,
      saveProblem,
    }),
    tablePage: async () => ({ total: 131, shown: 131, lines: 131, from: 0, page: [] }),
    overTime: async () => null,
    facet: async () => null,
  };
}

import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { Problem } from "../../ipc";
import { checklist, connection, report } from "../../ipc/fake";

const OPEN = checklist(connection(), []);
const DONE = checklist(
  OPEN.connection,
  OPEN.steps.map((step) => step.id),
);
const HERE: Route = { screen: "checklist", connectionId: "contoso-app" };

describe("the host that answers fastest", () => {
  it("is measured on request, with a figure for each, and chosen by the person", async () => {
    const { user, door } = await openWindow({ lists: [DONE] }, HERE);
    await user.click(await screen.findByText("Which host answers fastest from here?"));
    await user.click(screen.getByTestId("measure-hosts"));
    const fastest = await screen.findByText("fastest from here");
    expect(screen.getAllByText(/^\d+ ms$/).length).toBeGreaterThan(1);
    expect(screen.getByText("no answer")).toBeTruthy();
    const row = fastest.closest("label");
    if (!row) throw new Error("the fastest host is no choice");
    await user.click(within(row).getByRole("radio"));
    await waitFor(() => expect(door.calls.some((call) => call.startsWith("setHost contoso-app "))).toBe(true));
  });

  it("is not asked for where there is but one", async () => {
    await openWindow({ lists: [DONE], hosts: async () => [] }, HERE);
    await screen.findByText("Everything is proved");
    expect(screen.queryByText("Which host answers fastest from here?")).toBeNull();
  });
});

describe("the evidence report", () => {
  it("is written on request and says where", async () => {
    const { user, door } = await openWindow({ lists: [DONE] }, HERE);
    await user.click(await screen.findByTestId("evidence-report"));
    expect(await screen.findByText(/^Saved: /)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show the folder" }));
    expect(door.calls).toContain("openFolder");
  });

  it("says why it could not be written", async () => {
    const { user } = await openWindow(
      {
        lists: [DONE],
        saveEvidenceReport: async () => {
          throw new Problem(report("folder_not_writable", { remedy: "choose_folder", params: { path: "/x" } }));
        },
      },
      HERE,
    );
    await user.click(await screen.findByTestId("evidence-report"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("folder_not_writable");
  });

  it("has nothing for axe to find, beside the hosts", async () => {
    const { user } = await openWindow({ lists: [DONE] }, HERE);
    await user.click(await screen.findByText("Which host answers fastest from here?"));
    expect(await axeFindings()).toEqual([]);
  });
});

describe("a cloud of one's own", () => {
  const MINE = { id: "lab", name: "Lab", practice: false, custom: true };

  it("is chosen as a file, and looked in at once", async () => {
    const { user, door } = await openWindow(
      { clouds: async () => [{ id: "commercial", name: "Worldwide", practice: false, custom: false }, MINE] },
      { screen: "setup", place: "own" },
    );
    await user.click(await screen.findByTestId("cloud-file"));
    await waitFor(() => expect((screen.getByRole("combobox") as HTMLSelectElement).value).toBe("lab"));
    await user.type(screen.getByTestId("where-domain"), "lab.test{Enter}");
    await waitFor(() => expect(door.calls).toContain("findTenant lab.test lab"));
  });

  it("says line and field of a broken file, in the settings too", async () => {
    const broken = report("cloud_file_malformed", { params: { line: "7", path: "/tmp/lab.json", name: "authority" } });
    const { user } = await openWindow(
      {
        chooseCloudFile: async () => {
          throw new Problem(broken);
        },
      },
      { screen: "settings" },
    );
    await user.click(await screen.findByTestId("choose-cloud-file"));
    const problem = await screen.findByTestId("problem");
    expect(problem.textContent).toContain("7");
    expect(problem.textContent).toContain("authority");
  });
});

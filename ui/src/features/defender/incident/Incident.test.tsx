import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../../test/window";
import type { Route } from "../../../app/route";
import { type Change, Problem } from "../../../ipc";
import { checklist, connection, report } from "../../../ipc/fake";
import { incidentDetails } from "../../../ipc/fake/story";
import { asIs, changeOf, changesSomething, classified } from "./changes";
import { huntsFrom } from "./huntFrom";

const LIST = checklist(connection({ account: "ben@contoso.com" }), ["tenant", "register", "token", "incidents"]);
const HERE: Route = { screen: "incident", connectionId: "contoso-app", incidentId: "924" };

describe("the page of an incident", () => {
  it("tells the story in the order of time, and who and what was touched", async () => {
    await openWindow({ lists: [LIST] }, HERE);
    expect((await screen.findByTestId("incident-lead")).textContent).toContain("Incident 924");
    const story = screen.getByLabelText("What happened");
    const times = [...story.querySelectorAll("time")].map((time) => time.dateTime);
    expect(times).toHaveLength(4);
    expect(times).toEqual([...times].sort());
    expect(within(screen.getByLabelText("Devices")).getByText("srv-files-02")).toBeTruthy();
    expect(within(screen.getByLabelText("Evidence")).getByText("invoice.docm")).toBeTruthy();
    expect(screen.getByText("Called Ana: she opened the attachment.")).toBeTruthy();
  });

  it("is reached from the list, and leads back to it", async () => {
    const { user } = await openWindow({ lists: [LIST] }, { screen: "incidents", connectionId: "contoso-app" });
    const [first] = await screen.findAllByTestId("result-row");
    if (first) await user.click(first);
    await user.click(await screen.findByTestId("open-incident"));
    await screen.findByTestId("incident-lead");
    await user.click(screen.getByText("Back to the list"));
    expect(await screen.findByTestId("result-table")).toBeTruthy();
  });

  it("shows a change with its exact calls before it is sent, and what is there afterwards", async () => {
    const { user, door } = await openWindow({ lists: [LIST] }, HERE);
    await user.click(await screen.findByTestId("change-incident"));
    await user.selectOptions(screen.getByLabelText("Status"), "In progress");
    await user.click(screen.getByText("Assign to me"));
    await user.click(screen.getByTestId("change-show"));
    const differences = await screen.findByTestId("change-differences");
    expect(within(differences).getByText("In progress")).toBeTruthy();
    expect(screen.getByText(/^PATCH https:.*\/security\/incidents\/924/)).toBeTruthy();
    expect(door.calls).not.toContain("applyChange contoso-app 924");
    await user.click(screen.getByTestId("change-send"));
    await waitFor(() => expect(screen.getByTestId("incident-lead").textContent).toContain("ben@contoso.com"));
    expect(screen.queryByTestId("change-differences")).toBeNull();
  });

  it("says that somebody else was quicker, and which permission is missing", async () => {
    const previewChange = async () => ({
      calls: [{ method: "PATCH", url: "https://graph.test/incidents/924", body: "{}" }],
      permission: "SecurityIncident.ReadWrite.All",
      allowed: false,
      differences: [],
      changedMeanwhile: true,
      updated: "2026-11-20T18:00:00Z",
    });
    const applyChange = async () => {
      throw new Problem(report("permission_missing", { finding: true, remedy: "open_portal" }));
    };
    const { user } = await openWindow({ lists: [LIST], previewChange, applyChange }, HERE);
    await user.click(await screen.findByTestId("change-incident"));
    await user.type(screen.getByLabelText("Add a comment"), "Ana is told.");
    await user.click(screen.getByTestId("change-show"));
    expect(await screen.findByText(/Somebody changed this incident meanwhile/)).toBeTruthy();
    expect(screen.getByText(/SecurityIncident\.ReadWrite\.All, which this connection lacks/)).toBeTruthy();
    await user.click(screen.getByTestId("change-send"));
    expect((await screen.findByTestId("problem")).dataset.code).toBe("permission_missing");
    expect(screen.getByTestId("change-send")).toBeTruthy();
  });

  it("has nothing for axe to find, while it is read and while it is changed", async () => {
    const { user } = await openWindow({ lists: [LIST] }, HERE);
    await screen.findByTestId("incident-lead");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("change-incident"));
    await user.type(screen.getByLabelText("Add a comment"), "Ana is told.");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByTestId("change-show"));
    await screen.findByTestId("change-differences");
    expect(await axeFindings()).toEqual([]);
  });
});

describe("hunting from an incident", () => {
  it("asks about its devices and people around the time of its alerts, and quotes their names", () => {
    const [device] = incidentDetails("1").devices;
    const details = { ...incidentDetails("1"), devices: device ? [{ ...device, name: 'pc "x"\\1' }] : [] };
    const hunts = huntsFrom(details);
    expect(hunts.map(({ about }) => about)).toEqual(["processes", "network", "sign_ins"]);
    expect(hunts[0]?.text).toContain('| where DeviceName in~ ("pc \\"x\\"\\\\1")');
    expect(hunts[0]?.text).toContain("datetime(2026-11-20T14:51:00.000Z) .. datetime(2026-11-20T18:22:30.000Z)");
  });
});

describe("a change", () => {
  const details = incidentDetails("924");
  const from = (part: Partial<ReturnType<typeof asIs>>): Change => changeOf({ ...asIs(details), ...part }, details);

  it("holds only what is different", () => {
    expect(changesSomething(from({}))).toBe(false);
    expect(from({ status: "resolved", tags: "VIP" })).toEqual({ seen: details.updated, status: "resolved" });
    expect(from({ tags: "VIP, finance,  finance ," })).toEqual({ seen: details.updated, tags: ["VIP", "finance"] });
  });

  it("takes somebody off with the empty name", () => {
    const taken = { ...details, assignedTo: "ben@contoso.com" };
    expect(changeOf({ ...asIs(taken), assignedTo: " " }, taken)).toEqual({ seen: details.updated, assignedTo: "" });
  });

  it("lets a determination go that does not belong to the classification", () => {
    const phishing = { ...asIs(details), classification: "truePositive", determination: "phishing" };
    expect(classified(phishing, "falsePositive").determination).toBe("");
    expect(classified({ ...phishing, determination: "other" }, "falsePositive").determination).toBe("other");
  });
});

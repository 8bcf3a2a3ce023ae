import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import { type BoardChange, type Goal, type LookProgress, Problem } from "../../ipc";
import { checklist, connection, report } from "../../ipc/fake";
import { customers, type FakeCustomer, fakeTenants } from "../../ipc/fake/tenants";

const GOAL: Goal = { api: "graph", context: "application", tenancy: "customers", credential: "secret" };
const PARTNER = checklist(connection({ id: "partner", name: "Fabrikam Security", goal: GOAL }), ["tenant", "register"]);
const HERE: Route = { screen: "customers", connectionId: "partner" };

/** The board over these customers, which a test may change. */
async function withCustomers(list: FakeCustomer[], language: "en" | "fr" = "en", overrides = {}) {
  const opened = await openWindow({ lists: [PARTNER], customers: list, ...overrides }, HERE, language);
  const grid = await screen.findByTestId("result-table");
  await within(grid).findAllByTestId("result-row");
  return { ...opened, grid };
}

const rows = () => screen.getAllByTestId("result-row");
/** The one thing that is offered as the next. */
const next = () => [...document.querySelectorAll<HTMLElement>("[data-next]")].map(({ dataset }) => dataset.testid);

describe("the board of customers", () => {
  it("begins with one way on: to add customers", async () => {
    const { user } = await openWindow({ lists: [PARTNER] }, HERE);
    expect(await screen.findByRole("heading", { name: "Add your first customers" })).toBeTruthy();
    expect(screen.queryByTestId("result-table")).toBeNull();
    await user.click(screen.getByTestId("add-customers"));
    await waitFor(() => expect(screen.queryByRole("heading", { name: "Add your first customers" })).toBeNull());
  });

  it("is reached from the rail and from Home, of a partner's connection only", async () => {
    const own = checklist(connection(), ["tenant"]);
    const { user } = await openWindow({ lists: [own, PARTNER], customers: customers(3) });
    expect(screen.queryByTestId("nav-customers")).toBeNull();
    await user.click(await screen.findByTestId("home-customers"));
    expect(await screen.findByRole("heading", { level: 1, name: "Customers" })).toBeTruthy();
    expect(screen.getByTestId("nav-customers").getAttribute("aria-current")).toBe("page");
  });

  it("counts how far a thousand customers are, and shows those that somebody asks for", async () => {
    const list = customers(1_000);
    const { user, grid } = await withCustomers(list);
    const looked = list.filter(({ skipped }) => !skipped);
    const stuck = looked.filter(({ state }) => state === "blocked" || state === "not-provisioned").length;
    const tone = screen.getByTestId("tone-stuck");
    expect(tone.textContent).toContain(String(stuck));
    expect(grid.getAttribute("aria-rowcount")).toBe("1001");
    await user.click(tone);
    expect(tone.getAttribute("aria-pressed")).toBe("true");
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe(String(stuck + 1)));
    await user.click(tone);
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("1001"));
  });

  it("says the state of a row in a word, and marks who is skipped", async () => {
    const list = customers(3);
    Object.assign(list[1] ?? {}, { skipped: true, state: "blocked" });
    await withCustomers(list);
    const row = rows().find((one) => within(one).queryByText("alpineskihouse.example"));
    expect(row && within(row).getByText("Skipped")).toBeTruthy();
    expect(row?.querySelector("[data-state=blocked]")?.textContent).not.toBe("");
  });

  it("turns a row without a click, and says so to those who hear it", async () => {
    const list = customers(3);
    let tell: (change: BoardChange) => void = () => undefined;
    const { door } = await withCustomers(list, "en", {
      watchCustomers: (_: string, onChange: typeof tell) => {
        tell = onChange;
        return new Promise(() => undefined);
      },
    });
    const waiting = list[2];
    if (!waiting) throw new Error("three customers were made");
    const row = () => rows().find((one) => within(one).queryByText(waiting.domain));
    expect(row()?.querySelector("[data-state=no-app]")).toBeTruthy();
    waiting.state = "consented";
    const board = await door.board("partner");
    act(() => tell({ board, changed: [{ ...waiting, cloudId: "practice" }] }));
    await waitFor(() => expect(row()?.querySelector("[data-state=consented]")).toBeTruthy());
    expect(await screen.findByText(/bellowscollege\.example: /, { selector: "[role=status]" })).toBeTruthy();
  });

  it("stops to watch when somebody leaves", async () => {
    const { user, door } = await withCustomers(customers(3));
    expect(door.calls).toContain("watchCustomers partner");
    await user.click(screen.getByTestId("nav-home"));
    await waitFor(() => expect(door.calls).toContain("stopWatching partner"));
  });

  it("says why nobody watches, and watches again on request", async () => {
    let broken = true;
    const { user, door } = await withCustomers(customers(3), "en", {
      watchCustomers: async () => {
        if (broken) throw new Problem(report("network_unreachable", { params: { host: "login.test" } }));
        return new Promise(() => undefined);
      },
    });
    const problem = await screen.findByTestId("problem");
    broken = false;
    await user.click(within(problem).getByTestId("problem-action"));
    await waitFor(() => expect(screen.queryByTestId("problem")).toBeNull());
    expect(door.calls.filter((call) => call === "watchCustomers partner")).toHaveLength(2);
  });

  it("offers to invite while a consent is missing, and to ask when all is there", async () => {
    const list = customers(3);
    const { user, door } = await withCustomers(list);
    expect(next()).toEqual(["invite-waiting"]);
    await user.click(screen.getByTestId("invite-waiting"));
    expect(await screen.findByRole("heading", { name: "Invite 1 customer" })).toBeTruthy();
    expect(door.calls).toContain("shownCustomers partner/customers");
    expect(next()).toEqual([]);
  });

  it("asks all customers once all of them are ready", async () => {
    const { user } = await withCustomers(customers(2));
    expect(next()).toEqual(["ask-all"]);
    await user.click(screen.getByTestId("ask-all"));
    expect(await screen.findByRole("heading", { level: 1, name: "Ask all customers" })).toBeTruthy();
  });

  it("opens beside the table what is known of one customer", async () => {
    const { user, door } = await withCustomers(customers(5));
    await user.click(within(rows()[0] as HTMLElement).getByText("Adatum Ltd"));
    const panel = await screen.findByTestId("customer-panel");
    expect(await within(panel).findByText("2 of 2 permissions granted")).toBeTruthy();
    expect(within(panel).getByText("How do I know?")).toBeTruthy();
    await user.click(within(panel).getByTestId("rename-customer"));
    await user.clear(within(panel).getByTestId("customer-name"));
    await user.type(within(panel).getByTestId("customer-name"), "Adatum GmbH{Enter}");
    expect(await within(panel).findByRole("heading", { name: "Adatum GmbH" })).toBeTruthy();
    await user.click(within(panel).getByTestId("read-customer"));
    await waitFor(() => expect(door.calls).toContain("readList partner"));
    expect(door.calls).toContain("setCustomer partner adatum.example");
  });

  it("has one thing to do about a customer: to invite, or to tell their administrator what is in the way", async () => {
    const { user } = await withCustomers(customers(5));
    await user.click(screen.getByText("bellowscollege.example"));
    const waiting = await within(await screen.findByTestId("customer-panel")).findByTestId("problem");
    expect(waiting.dataset.code).toBe("customer_consent_missing");
    expect(within(waiting).queryByTestId("problem-action")).toBeNull();
    await user.click(screen.getByText("lamnahealthcare.example"));
    const panel = await screen.findByRole("complementary", { name: "lamnahealthcare.example" });
    const blocked = await within(panel).findByTestId("problem");
    expect(blocked.dataset.code).toBe("customer_blocked");
    expect(within(blocked).getByTestId("problem-action")).toBeTruthy();
  });

  it("gives the focus back to the row when the panel is closed with Esc", async () => {
    const { user } = await withCustomers(customers(5));
    act(() => rows()[2]?.focus());
    await user.keyboard("{Enter}");
    const panel = await screen.findByTestId("customer-panel");
    await waitFor(() => expect(panel.contains(document.activeElement)).toBe(true));
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("customer-panel")).toBeNull();
    expect((document.activeElement as HTMLElement).dataset.index).toBe("2");
  });

  it("says why nobody can be looked at, and that nobody watches", async () => {
    const list = customers(2);
    const board = await fakeTenants(list).door.board("partner");
    const problem = report("secret_expired", { finding: true, step: "secret" });
    await withCustomers(list, "en", {
      board: async () => ({ ...board, watching: false, nextLook: null, problem }),
      watchCustomers: async () => undefined,
    });
    expect((await screen.findByTestId("problem")).dataset.code).toBe("secret_expired");
    expect(await screen.findByText("Not watching")).toBeTruthy();
  });

  it("has nothing for axe to find, in both languages", async () => {
    const { user } = await withCustomers(customers(40), "fr");
    await user.click(rows()[3] as HTMLElement);
    await screen.findByTestId("customer-panel");
    expect(await axeFindings()).toEqual([]);
  });
});

describe("customers that were chosen", () => {
  it("are chosen with the keyboard, and skipped together", async () => {
    const list = customers(7);
    const { user, door } = await withCustomers(list);
    act(() => rows()[0]?.focus());
    await user.keyboard(" {ArrowDown}{Shift>}{ArrowDown}{/Shift} ");
    expect(await screen.findByText("3 chosen")).toBeTruthy();
    expect(rows().filter((row) => row.getAttribute("aria-selected") === "true")).toHaveLength(3);
    await user.click(screen.getByTestId("bulk-skip"));
    await waitFor(() => expect(list.filter(({ skipped }) => skipped)).toHaveLength(3));
    await waitFor(() => expect(screen.queryByTestId("bulk-bar")).toBeNull());
    expect(door.calls).toContain("skipCustomers partner");
  });

  it("can be all that are shown, of which only some are drawn", async () => {
    const { user } = await withCustomers(customers(1_000));
    await user.click(screen.getByRole("checkbox", { name: "Choose all 1,000 rows shown" }));
    expect(await screen.findByText("1,000 chosen")).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Choose all 1,000 rows shown" }));
    await waitFor(() => expect(screen.queryByTestId("bulk-bar")).toBeNull());
  });

  it("are never hidden: another filter chooses none", async () => {
    const { user } = await withCustomers(customers(20));
    await user.click(within(rows()[0] as HTMLElement).getByRole("checkbox"));
    expect(await screen.findByText("1 chosen")).toBeTruthy();
    await user.click(screen.getByTestId("tone-stuck"));
    await waitFor(() => expect(screen.queryByTestId("bulk-bar")).toBeNull());
  });

  it("are removed only after asking", async () => {
    const list = customers(4);
    const { user } = await withCustomers(list);
    await user.click(within(rows()[0] as HTMLElement).getByRole("checkbox"));
    await user.click(within(screen.getByTestId("bulk-bar")).getByTestId("remove-customers"));
    expect(list).toHaveLength(4);
    await user.click(await screen.findByTestId("confirm-removal"));
    await waitFor(() => expect(list).toHaveLength(3));
  });

  it("need not be looked at to the end: what was seen stays, and nothing is wrong", async () => {
    let end: (thrown: Problem) => void = () => undefined;
    const { user, door } = await withCustomers(customers(4), "en", {
      lookAt: (_: string, __: string[], onProgress: (progress: LookProgress) => void) => {
        onProgress({ done: 1, of: 4 });
        return new Promise((_resolve, reject) => {
          end = reject;
        });
      },
      cancelLook: async () => end(new Problem(report("cancelled"))),
    });
    await user.click(screen.getByTestId("look-now"));
    expect(await screen.findByText("Looking: 1 of 4 customers")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByText("Looking: 1 of 4 customers")).toBeNull());
    expect(door.calls.filter((call) => call === "board partner").length).toBeGreaterThan(1);
    expect(screen.queryByTestId("problem")).toBeNull();
  });

  it("are asked, and looked at, by themselves", async () => {
    const { user, door } = await withCustomers(customers(4));
    await user.click(within(rows()[0] as HTMLElement).getByRole("checkbox"));
    await user.click(screen.getByTestId("bulk-look"));
    await waitFor(() => expect(door.calls).toContain("lookAt partner"));
    await user.click(screen.getByTestId("bulk-ask"));
    expect(await screen.findByRole("heading", { level: 1, name: "Ask all customers" })).toBeTruthy();
  });
});

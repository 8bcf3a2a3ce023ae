import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { HERE, LISTS, READS } from "../../../../test/partner";
import { axeFindings, openWindow } from "../../../../test/window";
import type { Door } from "../../../ipc";
import { sweptCustomer, sweptCustomers } from "../../../ipc/fake/sweep";

/** Lets customers answer one by one. */
function turnstile() {
  let open: () => void = () => undefined;
  return {
    pause: () => new Promise<void>((resolve) => (open = resolve)),
    next: () => open(),
  };
}

describe("a sweep under way", () => {
  it("says how far it is, goes on without its screen, and is there again", async () => {
    const { pause, next } = turnstile();
    const { user } = await openWindow(
      { lists: LISTS, board: READS, sweep: { customers: sweptCustomers(4), pause } },
      HERE,
    );
    await user.click(await screen.findByTestId("sweep-ask"));
    next();
    await waitFor(() => expect(screen.getByTestId("sweep-far").textContent).toBe("1 of 4 customers"));
    await user.click(screen.getByTestId("nav-home"));
    expect(screen.queryByTestId("sweep-far")).toBeNull();
    next();
    await user.click(screen.getByTestId("nav-customers"));
    await user.click(await screen.findByTestId("sweep-show"));
    await waitFor(() => expect(screen.getByTestId("sweep-far").textContent).toBe("2 of 4 customers"));
  });

  it("shows each customer as a mark, and lists those that a person wants to see", async () => {
    const { pause, next } = turnstile();
    const customers = sweptCustomers(5);
    const { user } = await openWindow({ lists: LISTS, board: READS, sweep: { customers, pause } }, HERE);
    await user.click(await screen.findByTestId("sweep-ask"));
    for (const done of [1, 2, 3, 4]) {
      next();
      await waitFor(() => expect(screen.getByTestId("sweep-far").dataset.done).toBe(String(done)));
    }
    const map = screen.getByTestId("customer-map");
    expect(map.getAttribute("aria-label")).toBe("All customers: Being asked 1, Failed 1, and Answered 3");
    const listed = () => [...screen.getByTestId("swept-customers").children].map(({ textContent }) => textContent);
    expect(listed()).toEqual([
      "lamnahealthcare.exampleBeing asked",
      "Fourth Coffeefourthcoffee.exampleFourth Coffee has not consented to SecurityIncident.Read.All",
    ]);
    await user.click(screen.getByTestId("look-done"));
    expect(listed()).toHaveLength(3);
  });

  it("says who waits because the service asked for it", async () => {
    const held = sweptCustomer("adatum.example", { state: "running", rows: 0, waitingSeconds: 12 });
    const startSweep: Door["startSweep"] = (_id, _query, onProgress) => {
      onProgress({ done: 0, of: 2, failed: 0, rows: 0, requests: 1, secondsLeft: 90, customer: held });
      return new Promise(() => undefined);
    };
    const { user } = await openWindow({ lists: LISTS, board: READS, startSweep }, HERE);
    await user.click(await screen.findByTestId("sweep-ask"));
    expect(await screen.findByText("Waits 12 s: the service asked for it")).toBeTruthy();
    expect(screen.getByText(/about 2 min left$/)).toBeTruthy();
  });

  it("can be stopped, keeps what has come, and goes on where it stopped", async () => {
    const { pause, next } = turnstile();
    const sweep = { customers: sweptCustomers(3), pause };
    const { user, door } = await openWindow({ lists: LISTS, board: READS, sweep }, HERE);
    await user.click(await screen.findByTestId("sweep-ask"));
    next();
    await waitFor(() => expect(screen.getByTestId("sweep-far").dataset.done).toBe("1"));
    await user.click(screen.getByTestId("sweep-cancel"));
    expect(screen.getByTestId("sweep-cancel").textContent).toBe("Stopping…");
    next();
    expect(await screen.findByText(/^1 of 3 customers have answered\. 2 were not asked to the end\./)).toBeTruthy();
    await user.click(screen.getByTestId("sweep-go-on"));
    expect(door.calls.filter((call) => call.startsWith("resumeSweep partner"))).toHaveLength(1);
    next();
    await waitFor(() => expect(screen.getByTestId("sweep-far").dataset.done).toBe("2"));
    next();
    expect(await screen.findByTestId("sweep-line")).toBeTruthy();
  });

  it.each(["en", "fr"] as const)("has nothing for axe to find (%s)", async (language) => {
    const { pause, next } = turnstile();
    const sweep = { customers: sweptCustomers(5), pause };
    const { user } = await openWindow({ lists: LISTS, board: READS, sweep }, HERE, language);
    await user.click(await screen.findByTestId("sweep-ask"));
    next();
    await waitFor(() => expect(screen.getByTestId("sweep-far").dataset.done).toBe("1"));
    expect(await axeFindings()).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { connection } from "../../ipc/fake";
import { registrationPlan } from "../../ipc/fake/planning";
import { differs } from "./differs";

const OF = connection({ clientId: null });
const SHOWN = registrationPlan(OF);

describe("a plan made again after the sign-in", () => {
  it("is the same where only its ids are the tenant's own, and what had to be looked up is in order", () => {
    const looked = registrationPlan(OF, {}, {}, true);
    const text = JSON.stringify(looked).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, OF.tenantId);
    expect(differs(SHOWN, JSON.parse(text))).toBe(false);
  });

  it("is the same where the tenant lacks an API, as was announced, and differs where nobody could expect that", () => {
    const ofDefender = connection({ clientId: null, goal: { ...OF.goal, api: "mde" } });
    const looked = (of: typeof OF) => registrationPlan(of, {}, { lacksResource: true }, true);
    expect(differs(registrationPlan(ofDefender), looked(ofDefender))).toBe(false);
    expect(differs(SHOWN, looked(OF))).toBe(true);
  });

  it("is the same where something announced is there already, and differs where it takes a right more", () => {
    const granting = registrationPlan(OF, { consent: "grant" });
    const granted = { ...granting, steps: granting.steps.filter(({ id }) => id !== "consent") };
    expect(differs(granting, granted)).toBe(false);
    expect(differs({ ...granting, scopes: SHOWN.scopes }, granting)).toBe(true);
  });

  it("differs where something is changed that was to be made, or granted in another way", () => {
    const existing = [{ objectId: "there", clientId: "c", name: "n", createdAt: null, tagged: true, link: null }];
    expect(differs(SHOWN, registrationPlan(OF, { repair: "there" }, { existing }, true))).toBe(true);
    expect(differs(SHOWN, registrationPlan(OF, { consent: "grant" }, {}, true))).toBe(true);
  });
});

import type { RegistrationPlan } from "../../ipc";

/** What a plan does, without the ids that only the tenant can tell, and without what only looks. */
function essence({ name, steps, scopes }: RegistrationPlan): string {
  const doing = steps
    .filter(({ change }) => change !== "look" && change !== "keep")
    .map(({ id, change, requests }) => {
      const changing = requests.filter(({ method }) => method !== "GET").map((request) => request.id);
      return [id, change, ...changing];
    });
  return JSON.stringify([name, doing, scopes.map(({ scope }) => scope).sort()]);
}

/** Whether somebody who agreed to the one plan has to look at the other before it is carried out. */
export function differs(shown: RegistrationPlan, now: RegistrationPlan): boolean {
  return essence(shown) !== essence(now);
}

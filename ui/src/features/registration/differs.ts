import type { RegistrationPlan } from "../../ipc";

/** What a plan sends to change something, without the ids that only the tenant can tell. */
function changesOf({ steps }: RegistrationPlan): string[] {
  return steps.flatMap(({ id, requests }) =>
    requests.filter(({ method }) => method !== "GET").map((request) => `${id} ${request.id}`),
  );
}

/** What is among these and not among those, one for one. */
function beyond(these: string[], those: string[]): string[] {
  const left = [...those];
  return these.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/**
 * Whether somebody who agreed to the one plan has to look at the other before it is carried out: it does something that
 * was not announced, or takes a right that was not. What turns out to be in order already is no reason to ask.
 */
export function differs(shown: RegistrationPlan, now: RegistrationPlan): boolean {
  const scopes = ({ scopes: all }: RegistrationPlan) => all.map(({ scope }) => scope);
  return (
    shown.name !== now.name ||
    beyond(changesOf(now), changesOf(shown)).length > 0 ||
    beyond(scopes(now), scopes(shown)).length > 0
  );
}

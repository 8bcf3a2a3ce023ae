/** Customers that are asked at the same time. */
const AT_A_TIME = 8;
/** How long a customer takes before anything was measured, in milliseconds. */
const USUAL_PACE = 1_500 / AT_A_TIME;

export interface Cost {
  /** At least so many, beside those for tokens: a page of the answer from each. */
  calls: number;
  milliseconds: number;
}

/** What it takes to ask so many customers; `pace` is the time for each as the last sweep measured it, in milliseconds. */
export function costOf(customers: number, pace: number | null): Cost {
  return { calls: customers, milliseconds: customers * (pace ?? USUAL_PACE) };
}

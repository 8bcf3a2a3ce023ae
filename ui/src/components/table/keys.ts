/** Where the keyboard is, and where a range of rows began. */
export interface Place {
  active: number;
  anchor: number;
}

export const TOP: Place = { active: 0, anchor: 0 };

/** The lines of a range, first and last. */
export function rangeOf({ active, anchor }: Place): [first: number, last: number] {
  return [Math.min(active, anchor), Math.max(active, anchor)];
}

/** Where a key leads to; null for keys that do not move. `page` is how many lines a page has. */
export function moved(key: string, active: number, lines: number, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: lines - 1,
  };
  const to = steps[key];
  return to === undefined ? null : Math.max(0, Math.min(lines - 1, to));
}

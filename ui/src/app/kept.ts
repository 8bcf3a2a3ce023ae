import { useCallback, useSyncExternalStore } from "react";
import type { Door } from "../ipc";

/**
 * One thing for each connection that outlives the screen that shows it: who looks away and comes back finds it where it
 * was, and work that runs goes on meanwhile. Kept beside the screens and not above them, so that only those who use it
 * load it.
 */
export class Kept<T extends object> {
  readonly #things = new Map<string, T>();
  readonly #onlookers = new Set<() => void>();
  readonly #clear: T;

  constructor(clear: T) {
    this.#clear = clear;
  }

  readonly of = (connectionId: string): T => this.#things.get(connectionId) ?? this.#clear;

  readonly change = (connectionId: string, part: Partial<T>) => {
    this.#things.set(connectionId, { ...this.of(connectionId), ...part });
    for (const look of this.#onlookers) look();
  };

  readonly watch = (look: () => void) => {
    this.#onlookers.add(look);
    return () => void this.#onlookers.delete(look);
  };
}

/** What is kept behind each door, clear at first. One window has one door. */
export function keptBehind<T extends object>(clear: T): (door: Door) => Kept<T> {
  const behind = new WeakMap<Door, Kept<T>>();
  return (door) => {
    const known = behind.get(door) ?? new Kept(clear);
    behind.set(door, known);
    return known;
  };
}

/** What is kept for a connection, shown anew whenever it changes, and the way to change it. */
export function useKept<T extends object>(
  kept: Kept<T>,
  connectionId: string,
): [thing: T, change: (part: Partial<T>) => void] {
  const thing = useSyncExternalStore(kept.watch, () => kept.of(connectionId));
  const change = useCallback((part: Partial<T>) => kept.change(connectionId, part), [kept, connectionId]);
  return [thing, change];
}

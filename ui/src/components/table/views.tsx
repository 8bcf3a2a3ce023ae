import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

/** The columns that a person chose, by kind of result; they hold until Handrail ends. */
interface Views {
  columns(kind: string): string[] | null;
  choose(kind: string, columns: string[] | null): void;
}

const ViewsContext = createContext<Views | null>(null);

export function ViewsProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState<Record<string, string[] | null>>({});
  const views = useMemo<Views>(
    () => ({
      columns: (kind) => chosen[kind] ?? null,
      choose: (kind, columns) => setChosen((all) => ({ ...all, [kind]: columns })),
    }),
    [chosen],
  );
  return <ViewsContext value={views}>{children}</ViewsContext>;
}

export function useViews(): Views {
  const views = useContext(ViewsContext);
  if (!views) throw new Error("no ViewsProvider above this component");
  return views;
}

import { useState } from "react";
import { useTask } from "../../../app/task";
import type { ErrorReport, SavedFile } from "../../../ipc";

interface Saving {
  busy: boolean;
  problem: ErrorReport | null;
  /** What was written last. */
  files: SavedFile[];
  save(): void;
}

/** Writes files into the person's folder when they ask for it. */
export function useSaving(write: () => Promise<SavedFile[]>): Saving {
  const { busy, problem, run } = useTask();
  const [files, setFiles] = useState<SavedFile[]>([]);
  const save = () =>
    void run(async () => {
      setFiles([]);
      setFiles(await write());
    });
  return { busy, problem, files, save };
}

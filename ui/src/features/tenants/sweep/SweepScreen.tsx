import { useEffect } from "react";
import { useSession } from "../../../app/session";
import type { ConnectionView } from "../../../ipc";
import { Choose } from "./Choose";
import { Done } from "./Done";
import { Running } from "./Running";
import { useSweep } from "./sweeps";

interface SweepScreenProps {
  connectionId: string;
  /** Whom to ask; without it, all that are not skipped. */
  tenantIds?: string[];
}

/** One question to many customers: what to ask, how far it is, what came back. */
export default function SweepScreen({ connectionId, tenantIds }: SweepScreenProps) {
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId);
  return connection && <SweepOf key={connection.id} connection={connection} tenantIds={tenantIds ?? null} />;
}

function SweepOf({ connection, tenantIds }: { connection: ConnectionView; tenantIds: string[] | null }) {
  const { sweep, cancel, clear } = useSweep(connection.id);
  const { busy, view, asked } = sweep;
  // Who comes with a selection wants to ask, and not to see what was answered before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the person comes from counts
  useEffect(() => {
    if (tenantIds && !busy) clear();
  }, [tenantIds]);
  if (busy) return <Running sweep={sweep} onCancel={cancel} />;
  if (view && asked) return <Done {...{ connection, view, asked }} />;
  return <Choose connection={connection} tenantIds={tenantIds} />;
}

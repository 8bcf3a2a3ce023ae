import { Spinner } from "@fluentui/react-components";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { Keeping } from "./keeping/Keeping";
import { UndoButton } from "./keeping/Made";
import { useKeeping } from "./keeping/useKeeping";
import { Making } from "./Making";
import { useRegistration } from "./useRegistration";

/** The registration behind a connection: made here, and once it is there, looked after. */
export default function Registration({ connectionId }: { connectionId: string }) {
  const { t } = useWords();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId);
  if (!connection) return <Spinner label={t("common.loading")} delay={300} />;
  return <RegistrationOf connection={connection} />;
}

function RegistrationOf({ connection }: { connection: ConnectionView }) {
  const { t } = useWords();
  const making = useRegistration(connection.id);
  const { stage } = making;
  const keeping = useKeeping(connection.id, making.run);
  const { run } = keeping;
  if (stage === "opening") return <Spinner label={t("common.loading")} delay={300} />;
  const leaving = run?.undoing === true && run.undoable;
  const stands = run ? run.finished : connection.clientId !== null;
  // What stopped half way can be taken away from there, too.
  const tended = keeping.doing !== null || keeping.problem !== null || keeping.gone !== null;
  if (tended || leaving || (stage === "planning" && stands)) {
    const setUpAgain = () => {
      keeping.clear();
      making.planAgain();
    };
    return <Keeping {...{ connection, run, keeping }} onSetUpAgain={setUpAgain} />;
  }
  const undo = run?.undoable && <UndoButton {...{ run, connection, keeping }} />;
  return <Making connection={connection} making={making} undo={undo} />;
}

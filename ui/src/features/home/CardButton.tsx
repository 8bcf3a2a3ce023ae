import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { Share20Regular } from "../../components/icons";
import { Spoken } from "../../components/Spoken";
import { useWords } from "../../i18n";
import { type ConnectionView, useDoor } from "../../ipc";

/** Saves the card of a connection, for somebody else. */
export function CardButton({ connection: { id, name } }: { connection: ConnectionView }) {
  const { t } = useWords();
  const door = useDoor();
  const task = useTask();
  const [path, setPath] = useState<string | null>(null);
  const save = () => task.run(async () => setPath(await door.exportCard(id)));
  return (
    <>
      <Button
        appearance="subtle"
        icon={<Share20Regular />}
        data-testid={`export-card-${id}`}
        disabled={task.busy}
        title={path ? t("home.card.saved", { path }) : t("home.card.save")}
        aria-label={t("home.card.export_named", { name })}
        onClick={save}
      />
      <Spoken>{path ? t("home.card.saved", { path }) : ""}</Spoken>
    </>
  );
}

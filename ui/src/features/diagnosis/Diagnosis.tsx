import { Field, makeStyles, Select } from "@fluentui/react-components";
import { useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, useDoor } from "../../ipc";
import { Explain } from "./Explain";

const useStyles = makeStyles({ about: { minWidth: "240px" } });

interface DiagnosisProps {
  connectionId: string | null;
  paste?: number | undefined;
}

/** "What does this mean?": the screen for everything that puzzles a person. */
export default function Diagnosis({ connectionId, paste }: DiagnosisProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const door = useDoor();
  const { connections, learn } = useSession();
  const retrying = useTask();
  const known = connections ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? connectionId ?? (known.length === 1 ? known[0]?.id : undefined) ?? null;
  const connection = known.find((one) => one.id === id) ?? null;
  const retry = connection
    ? () =>
        void retrying.run(async () => {
          learn(await door.check(connection.id));
          go({ screen: "checklist", connectionId: connection.id });
        })
    : undefined;
  return (
    <Page
      title={t("diagnosis.title")}
      lead={t("diagnosis.lead")}
      actions={known.length > 0 && <About connections={known} chosen={connection} onChoose={setChosen} />}
    >
      {retrying.problem && <ProblemCard report={retrying.problem} connection={connection} onRetry={retry} />}
      {connections && <Explain key={id} connection={connection} onRetry={retry} paste={paste} />}
    </Page>
  );
}

interface AboutProps {
  connections: ConnectionView[];
  chosen: ConnectionView | null;
  onChoose(id: string): void;
}

/** Which connection the text is about: what is known of it sharpens the answer. */
function About({ connections, chosen, onChoose }: AboutProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <Field label={t("diagnosis.about")} className={styles.about}>
      <Select data-testid="diagnosis-about" value={chosen?.id ?? ""} onChange={(_, { value }) => onChoose(value)}>
        <option value="">{t("diagnosis.about_none")}</option>
        {connections.map((connection) => (
          <option key={connection.id} value={connection.id}>
            {[
              connection.name,
              t(`common.api.${connection.goal.api}`),
              t(`app.context.${connection.goal.context}`),
            ].join(" · ")}
          </option>
        ))}
      </Select>
    </Field>
  );
}

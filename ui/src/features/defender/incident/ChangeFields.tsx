import { Button, Field, Input, makeStyles, Select, Textarea, tokens } from "@fluentui/react-components";
import { useResultWords } from "../../../components/table/words";
import { useWords } from "../../../i18n";
import type { ConnectionView } from "../../../ipc";
import { CLASSIFICATIONS, classified, determinationsOf, type Wanted, WORK } from "./changes";

const useStyles = makeStyles({
  fields: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(240px, 1fr))",
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    alignItems: "start",
  },
  assign: { display: "flex", gap: tokens.spacingHorizontalS },
  grow: { flex: "1 1 auto", minWidth: 0 },
  me: { flexShrink: 0, whiteSpace: "nowrap" },
  whole: { gridColumn: "1 / -1" },
});

interface ChangeFieldsProps {
  connection: ConnectionView;
  wanted: Wanted;
  onWanted(wanted: Wanted): void;
}

/** What can be changed. The fields hold what is there now. */
export function ChangeFields({ connection, wanted, onWanted }: ChangeFieldsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const change = (part: Partial<Wanted>) => onWanted({ ...wanted, ...part });
  const me = connection.account;
  return (
    <div className={styles.fields}>
      <WordField column="status" value={wanted.status} all={WORK} onChange={(status) => change({ status })} />
      <Field label={t("defender.columns.assigned_to")}>
        {(field) => (
          <div className={styles.assign}>
            <Input
              {...field}
              className={styles.grow}
              value={wanted.assignedTo}
              placeholder={t("defender.nothing.assigned_to")}
              onChange={(_, { value }) => change({ assignedTo: value })}
            />
            {me && (
              <Button
                className={styles.me}
                disabled={wanted.assignedTo === me}
                onClick={() => change({ assignedTo: me })}
              >
                {t("defender.change.to_me")}
              </Button>
            )}
          </div>
        )}
      </Field>
      <WordField
        column="classification"
        value={wanted.classification}
        all={CLASSIFICATIONS}
        onChange={(classification) => onWanted(classified(wanted, classification))}
      />
      <WordField
        column="determination"
        value={wanted.determination}
        all={determinationsOf(wanted.classification)}
        onChange={(determination) => change({ determination })}
      />
      {connection.goal.api !== "mde" && (
        <Field label={t("defender.columns.tags")} hint={t("defender.change.tags_hint")}>
          <Input value={wanted.tags} onChange={(_, { value }) => change({ tags: value })} />
        </Field>
      )}
      <Field label={t("defender.change.comment")} className={styles.whole}>
        <Textarea value={wanted.comment} resize="vertical" onChange={(_, { value }) => change({ comment: value })} />
      </Field>
    </div>
  );
}

interface WordFieldProps {
  column: "status" | "classification" | "determination";
  value: string;
  all: readonly string[];
  onChange(value: string): void;
}

/** One of a closed list. A word of the service that is not in it stays until another one is chosen. */
function WordField({ column, value, all, onChange }: WordFieldProps) {
  const { t } = useWords();
  const words = useResultWords();
  const foreign = value !== "" && !all.includes(value);
  return (
    <Field label={t(`defender.columns.${column}`)}>
      <Select value={value} disabled={all.length === 0} onChange={(_, data) => onChange(data.value)}>
        {(value === "" || foreign) && <option value={value}>{foreign ? words.value(column, value) : "–"}</option>}
        {all.map((one) => (
          <option key={one} value={one}>
            {words.value(column, one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

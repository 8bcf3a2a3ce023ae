import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Select,
  Switch,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { Filter20Regular } from "../../components/icons";
import { SEVERITIES } from "../../components/severity";
import { useWords } from "../../i18n";
import type { ConnectionView, ListQuery } from "../../ipc";
import { conditions, FACTS, type ListKind, STATUSES } from "./kinds";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, width: "320px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  choices: { display: "flex", flexWrap: "wrap", border: "none", margin: 0, padding: 0 },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  actions: { display: "flex", justifyContent: "flex-end", gap: tokens.spacingHorizontalS },
});

interface ConditionsProps {
  connection: ConnectionView;
  kind: ListKind;
  query: ListQuery;
  disabled: boolean;
  onAsk(query: ListQuery): void;
}

/** Conditions that are asked of the service. What the API cannot filter by, Handrail leaves out, and says so. */
export function Conditions({ connection, kind, query, disabled, onAsk }: ConditionsProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const count = conditions(query);
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          icon={<Filter20Regular />}
          appearance={count > 0 ? "outline" : "subtle"}
          data-testid="conditions"
          disabled={disabled}
        >
          {count > 0 ? t("defender.conditions.set", { count }) : t("defender.conditions.open")}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={t("defender.conditions.title")}>
        <Form
          {...{ connection, kind, query }}
          onAsk={(next) => {
            setOpen(false);
            onAsk(next);
          }}
        />
      </PopoverSurface>
    </Popover>
  );
}

function Form({ connection, kind, query, onAsk }: Omit<ConditionsProps, "disabled">) {
  const styles = useStyles();
  const { t } = useWords();
  const [next, setNext] = useState(query);
  const happens = FACTS[kind].windowed;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(next);
      }}
    >
      <h2 className={styles.title}>{t("defender.conditions.title")}</h2>
      <p className={styles.about}>{t("defender.conditions.about")}</p>
      {happens && (
        <>
          <Choices
            legend={t("defender.severity_label")}
            all={SEVERITIES}
            chosen={next.severities ?? []}
            word={(one) => t(`defender.severity.${one}`)}
            onChange={(severities) => setNext({ ...next, severities })}
          />
          <Choices
            legend={t("defender.status_label")}
            all={STATUSES}
            chosen={STATUSES.filter((one) => next.statuses?.includes(one))}
            word={(one) => t(`defender.values.status.${one}`)}
            onChange={(statuses) => setNext({ ...next, statuses })}
          />
          <Assignee
            {...{ connection }}
            chosen={next.assignedTo ?? null}
            onChange={(assignedTo) => setNext({ ...next, assignedTo })}
          />
        </>
      )}
      <Field label={t("defender.conditions.text")}>
        <Input value={next.text ?? ""} onChange={(_, { value }) => setNext({ ...next, text: value })} />
      </Field>
      {kind === "incidents" && (
        <Switch
          label={t("defender.conditions.with_alerts")}
          checked={next.withAlerts === true}
          onChange={(_, { checked }) => setNext({ ...next, withAlerts: checked })}
        />
      )}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" data-testid="conditions-ask">
          {t("defender.conditions.ask")}
        </Button>
      </div>
    </form>
  );
}

interface ChoicesProps<T extends string> {
  legend: string;
  all: readonly T[];
  chosen: readonly T[];
  word(one: T): string;
  onChange(chosen: T[]): void;
}

function Choices<T extends string>({ legend, all, chosen, word, onChange }: ChoicesProps<T>) {
  const styles = useStyles();
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      {all.map((one) => (
        <Checkbox
          key={one}
          label={word(one)}
          checked={chosen.includes(one)}
          onChange={(_, { checked }) =>
            onChange(all.filter((each) => (each === one ? checked : chosen.includes(each))))
          }
        />
      ))}
    </fieldset>
  );
}

interface AssigneeProps {
  connection: ConnectionView;
  /** Null is anybody, the empty text nobody. */
  chosen: string | null;
  onChange(assignedTo: string | null): void;
}

/** Anybody, nobody, the person who signed in, or somebody by name. */
function Assignee({ connection, chosen, onChange }: AssigneeProps) {
  const { t } = useWords();
  const me = connection.account;
  const [named, setNamed] = useState(chosen !== null && chosen !== "" && chosen !== me);
  const value = named ? "named" : chosen === null ? "anyone" : chosen === "" ? "nobody" : "me";
  const choose = (to: string) => {
    setNamed(to === "named");
    onChange(to === "me" ? me : to === "nobody" ? "" : null);
  };
  return (
    <>
      <Field label={t("defender.columns.assigned_to")}>
        <Select value={value} onChange={(_, data) => choose(data.value)}>
          <option value="anyone">{t("defender.conditions.anyone")}</option>
          <option value="nobody">{t("defender.nothing.assigned_to")}</option>
          {me && <option value="me">{t("defender.conditions.me", { name: me })}</option>}
          <option value="named">{t("defender.conditions.named")}</option>
        </Select>
      </Field>
      {named && (
        <Field label={t("defender.conditions.name")}>
          <Input value={chosen ?? ""} onChange={(_, data) => onChange(data.value || null)} />
        </Field>
      )}
    </>
  );
}

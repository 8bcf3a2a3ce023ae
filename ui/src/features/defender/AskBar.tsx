import { Button, Dropdown, makeStyles, Option, ToggleButton, tokens } from "@fluentui/react-components";
import { ArrowSync20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import type { ConnectionView, ListQuery } from "../../ipc";
import { Conditions } from "./Conditions";
import { FACTS, LISTS, type ListKind, WINDOWS } from "./kinds";
import type { Reading } from "./reading";

const useStyles = makeStyles({
  bar: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  kind: { minWidth: "200px" },
  windows: { display: "flex", gap: tokens.spacingHorizontalXXS },
  window: { minWidth: "0" },
  ask: { marginLeft: "auto" },
});

interface AskBarProps {
  connection: ConnectionView;
  kind: ListKind;
  reading: Reading;
  onKind(kind: ListKind): void;
  onAsk(query: ListQuery): void;
}

/** What is asked of the service: which list, of which time, with which conditions. */
export function AskBar({ connection, kind, reading, onKind, onAsk }: AskBarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { query, busy, view, problem } = reading;
  const offered = LISTS.filter((one) => one !== "incidents" || connection.goal.api !== "mde");
  return (
    <div className={styles.bar}>
      <Dropdown
        className={styles.kind}
        aria-label={t("defender.kind_label")}
        data-testid="list-kind"
        value={t(`defender.kind.${kind}`)}
        selectedOptions={[kind]}
        onOptionSelect={(_, { optionValue }) => onKind(LISTS.find((one) => one === optionValue) ?? kind)}
      >
        {offered.map((one) => (
          <Option key={one} value={one}>
            {t(`defender.kind.${one}`)}
          </Option>
        ))}
      </Dropdown>
      {FACTS[kind].windowed && (
        <fieldset
          className={styles.windows}
          style={{ border: "none", margin: 0, padding: 0 }}
          aria-label={t("defender.window_label")}
        >
          {WINDOWS.map((one) => (
            <ToggleButton
              key={one}
              appearance="subtle"
              className={styles.window}
              data-testid={`window-${one}`}
              checked={one === query.hours}
              disabled={busy}
              onClick={() => onAsk({ ...query, hours: one })}
            >
              {t(`defender.window.${one}`)}
            </ToggleButton>
          ))}
        </fieldset>
      )}
      <Conditions {...{ connection, kind, query }} disabled={busy} onAsk={onAsk} />
      <Button
        className={styles.ask}
        appearance={view || problem ? "secondary" : "primary"}
        icon={<ArrowSync20Regular />}
        data-testid="read-list"
        disabled={busy}
        onClick={() => onAsk(query)}
      >
        {t(view ? "defender.read_again" : "defender.read")}
      </Button>
    </div>
  );
}

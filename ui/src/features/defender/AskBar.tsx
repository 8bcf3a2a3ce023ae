import { Button, Dropdown, makeStyles, Option, ToggleButton, tokens } from "@fluentui/react-components";
import { ArrowSync20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { UseElsewhere } from "../snippets/UseElsewhere";
import { Conditions } from "./Conditions";
import { allOf, FACTS, LISTS, type ListKind, type Shown, WINDOWS } from "./kinds";
import { QuestionsMenu } from "./questions/QuestionsMenu";
import type { Reading } from "./reading";
import type { Asking } from "./useAsking";

const useStyles = makeStyles({
  bar: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  kind: { minWidth: "190px" },
  windows: { display: "flex", gap: tokens.spacingHorizontalXXS },
  window: { minWidth: "0", padding: `0 ${tokens.spacingHorizontalS}` },
  ask: { marginLeft: "auto" },
});

interface AskBarProps {
  connection: ConnectionView;
  asking: Asking;
  kind: Shown;
  /** None for the score, which is no list. */
  reading: Reading | null;
}

/** What is asked of the service: which list, of which time, with which conditions; or a ready question. */
export function AskBar({ connection, asking, kind, reading }: AskBarProps) {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <KindPicker {...{ connection, asking, kind }} />
      {kind !== "score" && reading && <ListPart {...{ connection, asking, kind, reading }} />}
      <QuestionsMenu questions={asking.questions} onAsk={asking.askReady} />
      {reading && <AskAgain reading={reading} onAsk={() => asking.ask(reading.query)} />}
    </div>
  );
}

function KindPicker({ connection, asking, kind }: Omit<AskBarProps, "reading">) {
  const styles = useStyles();
  const { t } = useWords();
  const offered: Shown[] = [
    ...LISTS.filter((one) => one !== "incidents" || connection.goal.api !== "mde"),
    "score" as const,
  ];
  return (
    <Dropdown
      className={styles.kind}
      aria-label={t("defender.kind_label")}
      data-testid="list-kind"
      value={t(`defender.kind.${kind}`)}
      selectedOptions={[kind]}
      onOptionSelect={(_, { optionValue }) => asking.show(offered.find((one) => one === optionValue) ?? kind)}
    >
      {offered.map((one) => (
        <Option key={one} value={one}>
          {t(`defender.kind.${one}`)}
        </Option>
      ))}
    </Dropdown>
  );
}

function ListPart({ connection, asking, kind, reading }: AskBarProps & { kind: ListKind; reading: Reading }) {
  const styles = useStyles();
  const { t } = useWords();
  const { query, busy } = reading;
  return (
    <>
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
              onClick={() => asking.ask({ ...allOf(kind, one), ...query, hours: one, top: null })}
            >
              {t(`defender.window.${one}`)}
            </ToggleButton>
          ))}
        </fieldset>
      )}
      <Conditions {...{ connection, kind, query }} disabled={busy} onAsk={asking.ask} />
      <UseElsewhere connectionId={connection.id} call={{ call: "list", query }} />
    </>
  );
}

/** In words before the first answer, as a sign after it: the bar has much to hold. */
function AskAgain({ reading: { view, problem, busy }, onAsk }: { reading: Reading; onAsk(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const shared = {
    className: styles.ask,
    icon: <ArrowSync20Regular />,
    "data-testid": "read-list",
    disabled: busy,
    onClick: onAsk,
  };
  const again = t("defender.read_again");
  if (view) return <Button {...shared} appearance="subtle" aria-label={again} title={again} />;
  return (
    <Button {...shared} appearance={problem ? "secondary" : "primary"}>
      {t("defender.read")}
    </Button>
  );
}

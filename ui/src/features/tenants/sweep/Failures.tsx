import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { Disclosure } from "../../../components/Disclosure";
import { Warning20Filled } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { ConnectionView, SweepView, SweptCustomer } from "../../../ipc";
import { type Cause, causesOf, type Help } from "./causes";
import { failureWords, sharedWords } from "./words";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, color: tokens.colorPaletteMarigoldForeground3 },
  title: { flex: "1 1 240px", margin: 0, fontSize: tokens.fontSizeBase400 },
  causes: { listStyleType: "none", margin: 0, padding: 0 },
  cause: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    columnGap: tokens.spacingHorizontalL,
    alignItems: "start",
    paddingTop: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { minHeight: "32px", display: "flex", alignItems: "center", overflowWrap: "anywhere" },
  count: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  words: { margin: `0 0 ${tokens.spacingVerticalXS}`, overflowWrap: "anywhere" },
  all: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingLeft: tokens.spacingHorizontalXL,
    maxHeight: "180px",
    overflowY: "auto",
    columnWidth: "220px",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

interface FailuresProps {
  connection: ConnectionView;
  view: SweepView;
  onAgain(): void;
  onHelp(help: Help, customers: SweptCustomer[]): void;
}

/** Why customers did not answer: each cause once, with the one thing to do about it. */
export function Failures({ connection, view, onAgain, onHelp }: FailuresProps) {
  const styles = useStyles();
  const { t } = useWords();
  if (view.failures.length === 0) return null;
  const title = t("sweep.failures.title", { count: view.failed });
  return (
    <Panel label={title}>
      <div className={styles.head}>
        <Warning20Filled className={styles.icon} />
        <h2 className={styles.title}>{title}</h2>
        <Button data-testid="sweep-again" onClick={onAgain}>
          {t("sweep.failures.again", { count: view.failed })}
        </Button>
      </div>
      <ul className={styles.causes}>
        {causesOf(view).map(({ problem, customers, help }) => (
          <li key={customers[0]?.tenantId} className={styles.cause}>
            <Why {...{ problem, customers, connection }} />
            {help && (
              <Button data-testid={`help-${help}`} onClick={() => onHelp(help, customers)}>
                {t(`sweep.failures.${help}`, { count: customers.length })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Why({ problem, customers, connection }: Omit<Cause, "help"> & { connection: ConnectionView }) {
  const styles = useStyles();
  const speech = useWords();
  const { t } = speech;
  const { go } = useRoute();
  const format = useFormat();
  const [first] = customers;
  if (!first) return null;
  const shared = customers.length > 1 ? sharedWords(problem, format.number(customers.length), speech) : null;
  const { title, cause, action } = shared ?? failureWords({ ...first, problem }, connection, speech);
  const count = t("sweep.failures.count", { count: customers.length });
  return (
    <Disclosure
      title={
        <span className={styles.name} data-testid="cause" data-code={problem.code}>
          <span>
            {title}
            {!shared && <span className={styles.count}> · {count}</span>}
          </span>
        </span>
      }
    >
      <p className={styles.words}>
        {cause} {action}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <ul className={styles.all} tabIndex={0} aria-label={count}>
        {customers.map(({ tenantId, name, domain }) => (
          <li key={tenantId}>
            <Link as="button" onClick={() => go({ screen: "customers", connectionId: connection.id, tenantId })}>
              {name ?? domain}
            </Link>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

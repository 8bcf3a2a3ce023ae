import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useCopy } from "../../components/CopyValue";
import { Disclosure } from "../../components/Disclosure";
import { Checkmark20Regular, Copy20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import type { PlannedRequest } from "../../ipc";

const useStyles = makeStyles({
  list: {
    listStyleType: "none",
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
  },
  top: { display: "flex", alignItems: "flex-start", gap: tokens.spacingHorizontalS },
  why: { flex: "1 1 auto", minWidth: 0, color: tokens.colorNeutralForeground2 },
  sheet: {
    maxHeight: "320px",
    marginTop: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    overflow: "auto",
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: "1.6",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  address: { overflowWrap: "anywhere" },
  method: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorBrandForeground1 },
  body: { margin: `${tokens.spacingVerticalS} 0 0`, fontFamily: "inherit" },
});

interface RequestsProps {
  /** The name of the step, to tell the requests of one step from those of another. */
  title: string;
  requests: PlannedRequest[];
}

/** The requests of a step as they are sent, unfolded by whoever wants to read them. */
export function Requests({ title, requests }: RequestsProps) {
  const { t } = useWords();
  if (requests.length === 0) return null;
  return (
    <Disclosure title={t("registration.requests.show", { count: requests.length })}>
      <RequestList title={title} requests={requests} />
    </Disclosure>
  );
}

/** The requests of a step as they are sent. */
export function RequestList({ title, requests }: RequestsProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <ol className={styles.list}>
      {requests.map((request, index) => (
        // Two requests may be alike but for an id that only the answer to another one brings.
        // biome-ignore lint/suspicious/noArrayIndexKey: a request is its place in the plan
        <li key={`${index} ${request.id}`}>
          <Request request={request} label={t("registration.requests.whole", { number: index + 1, title })} />
        </li>
      ))}
    </ol>
  );
}

function Request({ request: { id, method, url, headers, body }, label }: { request: PlannedRequest; label: string }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const { said, copy } = useCopy();
  const why = `registration.request.${id}`;
  const head = headers.map(([name, value]) => `${name}: ${value}`);
  const text = [[`${method} ${url}`, ...head].join("\n"), body].filter(Boolean).join("\n\n");
  return (
    <>
      <div className={styles.top}>
        <span className={styles.why}>{has(why) && t(why)}</span>
        <Button
          size="small"
          icon={said === "copied" ? <Checkmark20Regular /> : <Copy20Regular />}
          aria-label={t("common.copy_named", { name: label })}
          onClick={() => copy(text)}
        >
          <span role="status">
            {t(said === "copied" ? "common.copied" : said === "failed" ? "common.copy_failed" : "common.copy")}
          </span>
        </Button>
      </div>
      <section
        // A long body scrolls in itself, so the keyboard must reach it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        tabIndex={0}
        className={styles.sheet}
        aria-label={label}
        data-testid="planned-request"
      >
        <div className={styles.address}>
          <span className={styles.method}>{method}</span> {url}
        </div>
        {head.map((line) => (
          <div key={line} className={styles.address}>
            {line}
          </div>
        ))}
        {body && <pre className={styles.body}>{body}</pre>}
      </section>
    </>
  );
}

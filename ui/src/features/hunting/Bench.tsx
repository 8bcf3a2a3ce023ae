import type { EditorView } from "@codemirror/view";
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useMemo, useRef, useState } from "react";
import { atCustomer } from "../../app/customer";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { Api, ConnectionView, CustomerView } from "../../ipc";
import { Answer } from "./Answer";
import { AskedAt } from "./AskedAt";
import { useDesk } from "./desk";
import { KqlEditor } from "./kql/KqlEditor";
import type { Mark } from "./kql/language";
import { Mistakes } from "./Mistakes";
import { Running } from "./Running";
import { refusalIn } from "./refusal";
import { Side } from "./Side";
import { insert, useGrounds, useKindWords, useLanguage } from "./useHunting";

/** The words below the editor that say how to get out of it. */
const KEYS = "kql-keys";

const useStyles = makeStyles({
  bench: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 288px",
    gap: tokens.spacingHorizontalL,
    flex: "1 1 0",
    minHeight: 0,
  },
  work: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    minHeight: 0,
    overflowY: "auto",
    // Room for the ring around what has the focus.
    padding: "2px 14px 2px 2px",
    margin: "-2px",
  },
  sheet: { padding: 0, flexShrink: 0 },
  editor: { height: "132px", minHeight: "96px", maxHeight: "60vh", resize: "vertical", overflow: "hidden" },
});

interface BenchProps {
  connection: ConnectionView;
  /** In whose tenant, where it is not the connection's own. */
  customer: CustomerView | null;
  /** A query that the person comes with. */
  brought?: string;
  /** Runs it as soon as it is known where. */
  runAtOnce: boolean;
}

/** Where one hunts: the query with its tools, and below it what came back. */
export function Bench({ connection, customer, brought, runAtOnce }: BenchProps) {
  const styles = useStyles();
  const { t } = useWords();
  const tenantId = customer?.tenantId ?? null;
  const { desk, change, open, run, cancel } = useDesk(connection.id, tenantId, brought);
  const { places, schema, problem } = useGrounds(connection.id, tenantId);
  const api: Api = desk.api ?? places.find((place) => place.recommended)?.api ?? "graph";
  const { language, state, learnt } = useLanguage(schema, api);
  const kinds = useKindWords();
  const [marks, setMarks] = useState<Mark[]>([]);
  const [editor, setEditor] = useState<EditorView | null>(null);
  const refusal = useMemo(
    () => (desk.text === desk.asked ? refusalIn(desk.text, desk.problem) : null),
    [desk.text, desk.asked, desk.problem],
  );
  const runNow = () => void run(api);
  const begun = useRef(!runAtOnce);
  useEffect(() => {
    if (begun.current || places.length === 0 || desk.text !== brought) return;
    begun.current = true;
    void run(api);
  }, [places, desk.text, brought, run, api]);
  const shown = desk.problem ?? problem;
  return (
    <Page
      title={t("hunting.title")}
      lead={customer ? t("hunting.at_customer", { domain: customer.domain }) : t("hunting.lead")}
      wide
      full
      actions={
        <Button
          appearance="primary"
          data-testid="hunt-run"
          title={t("hunting.run_keys")}
          disabled={desk.busy || desk.text.trim() === ""}
          onClick={runNow}
        >
          {t("hunting.run")}
        </Button>
      }
    >
      <div className={styles.bench}>
        <div className={styles.work}>
          <AskedAt
            places={places}
            api={api}
            timespan={desk.timespan}
            onApi={(next) => change({ api: next })}
            onTimespan={(timespan) => change({ timespan })}
          />
          <Panel className={styles.sheet}>
            <div className={styles.editor}>
              <KqlEditor
                language={language}
                learnt={learnt}
                text={desk.text}
                label={t("hunting.editor.label")}
                describedBy={KEYS}
                empty={t("hunting.editor.empty")}
                kinds={kinds}
                refusal={refusal}
                onText={(text) => change({ text })}
                onRun={runNow}
                onMarks={setMarks}
                onReady={setEditor}
              />
            </div>
            <Mistakes marks={marks} state={state} blank={desk.text.trim() === ""} editor={editor} keysId={KEYS} />
          </Panel>
          {desk.busy && <Running progress={desk.progress} onCancel={cancel} />}
          {shown && !desk.busy && (
            <ProblemCard
              report={shown}
              connection={atCustomer(connection, customer)}
              onRetry={runNow}
              onUseGraph={() => {
                change({ api: "graph" });
                void run("graph");
              }}
            />
          )}
          {desk.view && (
            <Answer
              key={desk.answers}
              view={desk.view}
              text={desk.asked ?? ""}
              connection={connection}
              elsewhere={customer !== null}
              answers={desk.answers}
              onAgain={runNow}
              onFurther={
                api === "graph" && desk.timespan !== null && desk.timespan !== "P30D"
                  ? () => {
                      change({ timespan: "P30D" });
                      runNow();
                    }
                  : undefined
              }
            />
          )}
        </div>
        <Side
          schema={schema}
          api={api}
          text={desk.text}
          replaced={desk.replaced}
          onOpen={(text) => {
            open(text);
            editor?.focus();
          }}
          onBringBack={(text) => change({ text, replaced: null })}
          onInsert={(name) => insert(editor, name)}
        />
      </div>
    </Page>
  );
}

import { Button, Field, makeStyles, Select, Tab, TabList, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { PlugsDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { useWords } from "../../i18n";
import type { ConnectionView, SnippetCall } from "../../ipc";
import { type CallName, callOf, callsOf } from "./calls";
import { Schedule } from "./Schedule";
import { Script } from "./Script";

const useStyles = makeStyles({
  bar: { display: "flex", flexWrap: "wrap", alignItems: "flex-end", gap: tokens.spacingHorizontalL },
  call: { minWidth: "240px" },
});

type Use = "script" | "schedule" | "register";
const USES: Use[] = ["script", "schedule", "register"];

interface SnippetsProps {
  connectionId: string | null;
  /** What was on screen, where the person came from there. */
  call?: SnippetCall;
}

/** A connection's calls for other programs: as scripts, on a schedule, and the registration behind them. */
export default function Snippets({ connectionId, call }: SnippetsProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId);
  if (connection) return <SnippetsOf connection={connection} {...(call ? { call } : {})} />;
  return (
    <Page title={t("snippets.use.title")}>
      <Empty picture={<PlugsDrawing />} title={t("defender.none_title")} body={t("snippets.use.none")}>
        <Button appearance="primary" onClick={() => go({ screen: "setup" })}>
          {t("app.nav.setup")}
        </Button>
      </Empty>
    </Page>
  );
}

function SnippetsOf({ connection, call: asked }: { connection: ConnectionView; call?: SnippetCall }) {
  const styles = useStyles();
  const { t } = useWords();
  const registers = asked?.call === "register";
  // The registration has a place of its own here.
  const call = registers ? undefined : asked;
  const [use, setUse] = useState<Use>(registers ? "register" : "script");
  const names = callsOf(connection, call);
  const [name, setName] = useState<CallName>(names[0] ?? "token");
  const chosen = callOf(name, call);
  return (
    <Page title={t("snippets.use.title")} lead={t("snippets.use.lead", { name: connection.name })} wide>
      <div className={styles.bar}>
        <TabList
          aria-label={t("snippets.use.title")}
          selectedValue={use}
          onTabSelect={(_, { value }) => setUse(value as Use)}
        >
          {USES.map((one) => (
            <Tab key={one} value={one} data-testid={`use-${one}`}>
              {t(`snippets.use.${one}`)}
            </Tab>
          ))}
        </TabList>
        {use !== "register" && (
          <Field className={styles.call} label={t("snippets.use.what")} orientation="horizontal">
            <Select value={name} data-testid="snippet-call" onChange={(_, { value }) => setName(value as CallName)}>
              {names.map((one) => (
                <option key={one} value={one}>
                  {t(`snippets.call.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {use === "script" && <Script key={name} connection={connection} call={chosen} />}
      {use === "schedule" && <Schedule key={name} connection={connection} call={chosen} />}
      {use === "register" && (
        <Script key="register" connection={connection} call={registers ? asked : { call: "register" }} />
      )}
    </Page>
  );
}

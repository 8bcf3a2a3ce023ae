import { Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { CopyValue } from "../../components/CopyValue";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../i18n";
import type { SetupClient } from "../../ipc";
import { Radios } from "./Radios";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A public client of the organisation's own (learn.microsoft.com/cli/azure/ad/app); the answer is its ID. */
const AZ_LINE =
  'az ad app create --display-name "Handrail set-up" --sign-in-audience AzureADMyOrg --is-fallback-public-client true --public-client-redirect-uris http://localhost --query appId --output tsv';

const useStyles = makeStyles({
  input: { fontFamily: tokens.fontFamilyMonospace, minWidth: 0 },
  guide: { marginTop: tokens.spacingVerticalS, fontSize: tokens.fontSizeBase200 },
  line: { margin: 0, "& > div": { flexWrap: "wrap", rowGap: tokens.spacingVerticalXS } },
  quiet: { margin: `${tokens.spacingVerticalS} 0`, color: tokens.colorNeutralForeground2 },
});

interface SetupClientChoiceProps {
  client: SetupClient | null;
  /** Practice: one is there already. */
  practice: boolean;
  /** How often it was asked for: each time after the first it takes the focus. */
  asked?: number;
  onChoose(client: SetupClient): void;
}

/** Through which app somebody signs in to register: one of the organisation's, or a borrowed one with what that means. */
export function SetupClientChoice({ client, practice, asked = 1, onChoose }: SetupClientChoiceProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [kind, setKind] = useState<SetupClient["kind"] | null>(client?.kind ?? null);
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked < 2) return;
    const entered = fields.current?.querySelector<HTMLElement>("input[type=text]");
    (entered ?? fields.current?.querySelector<HTMLElement>("input"))?.focus();
  }, [asked]);
  return (
    <div ref={fields}>
      {practice && <p className={styles.quiet}>{t("registration.client.practice")}</p>}
      <Radios
        question={t("registration.client.title")}
        value={kind}
        onChoose={(next) => {
          setKind(next);
          if (next === "graph_command_line_tools") onChoose({ kind: next });
        }}
        choices={[
          {
            value: "own",
            testId: "client-own",
            title: t("registration.client.own"),
            body: t("registration.client.own_body"),
            more: <OwnClient known={client?.kind === "own" ? client.client_id : ""} onChoose={onChoose} />,
          },
          {
            value: "graph_command_line_tools",
            testId: "client-borrowed",
            title: t("registration.client.borrowed"),
            body: t("registration.client.borrowed_body"),
          },
        ]}
      />
    </div>
  );
}

/** The ID of one's own, taken as soon as it is one; and how to get one. */
function OwnClient({ known, onChoose }: { known: string; onChoose(client: SetupClient): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const [text, setText] = useState(known);
  const [left, setLeft] = useState(false);
  const malformed = left && text.trim() !== "" && !GUID.test(text.trim());
  return (
    <>
      <Field
        label={t("checklist.client_id.label")}
        hint={t("registration.client.own_hint")}
        {...(malformed ? { validationMessage: t("registration.client.malformed") } : {})}
      >
        <Input
          className={styles.input}
          data-testid="client-own-id"
          value={text}
          placeholder="00000000-0000-0000-0000-000000000000"
          autoComplete="off"
          spellCheck={false}
          onBlur={() => setLeft(true)}
          onChange={(_, { value }) => {
            setText(value);
            const id = value.trim();
            if (GUID.test(id)) onChoose({ kind: "own", client_id: id });
          }}
        />
      </Field>
      <Disclosure className={styles.guide} title={t("registration.client.how")}>
        <p className={styles.quiet}>{t("registration.client.how_body")}</p>
        <dl className={styles.line}>
          <CopyValue label={t("registration.client.line")} value={AZ_LINE} />
        </dl>
        <p className={styles.quiet}>{t("registration.client.how_portal")}</p>
      </Disclosure>
    </>
  );
}

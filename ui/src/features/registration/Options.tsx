import { Checkbox, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { Disclosure } from "../../components/Disclosure";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { ConnectionView, Purpose } from "../../ipc";
import { Radios } from "./Radios";
import { SetupClientChoice } from "./SetupClientChoice";
import type { MakingInHand } from "./useRegistration";

const useStyles = makeStyles({
  panel: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  folded: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    marginTop: tokens.spacingVerticalM,
  },
  set: { border: "none", margin: 0, padding: 0, minWidth: 0, display: "flex", flexDirection: "column" },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** What a registration may be able to do beside its goal. */
const ALSO = ["alerts", "hunting", "changing", "machines"] as const satisfies readonly Purpose[];

interface OptionsProps {
  connection: ConnectionView;
  making: MakingInHand;
}

/** What a person may want to be different. Once something is made, only who signs in and what is still to come. */
export function Options({ connection, making, asksClient }: OptionsProps & { asksClient: boolean }) {
  const styles = useStyles();
  const { t } = useWords();
  const { choices, client, stage } = making;
  const begun = stage === "stopped";
  const consented = making.progress.steps.consent?.state === "done";
  return (
    <Panel className={styles.panel} label={t("registration.options.title")}>
      {!consented && (
        <Radios
          question={t("registration.consent.title")}
          value={choices.consent ?? "link"}
          onChoose={(consent) => making.choose({ ...choices, consent })}
          choices={[
            {
              value: "link",
              testId: "consent-link",
              title: t("registration.consent.link"),
              body: t("registration.consent.link_body"),
            },
            {
              value: "grant",
              testId: "consent-grant",
              title: t("registration.consent.grant"),
              body: t("registration.consent.grant_body"),
            },
          ]}
        />
      )}
      <Disclosure title={t("registration.options.title")}>
        <div className={styles.folded}>
          {!begun && <Name key={making.plan?.name} connection={connection} making={making} />}
          {!begun && <Also connection={connection} making={making} />}
          {connection.goal.context === "application" && <CredentialRadios {...{ connection, making }} />}
          {!asksClient && (
            <SetupClientChoice client={client} practice={connection.practice} onChoose={making.chooseClient} />
          )}
        </div>
      </Disclosure>
    </Panel>
  );
}

/** The name of the app; the plan follows once the field is left. */
function Name({ connection, making }: OptionsProps) {
  const { t } = useWords();
  const { choices, plan } = making;
  const planned = plan?.name ?? connection.appName;
  const [name, setName] = useState(planned);
  useEffect(() => setName(planned), [planned]);
  const keep = () => {
    const next = name.trim();
    if (next !== planned) making.choose({ ...choices, name: next === "" ? null : next });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Field label={t("registration.options.name")}>
        <Input
          data-testid="registration-name"
          value={name}
          maxLength={120}
          autoComplete="off"
          onBlur={keep}
          onChange={(_, { value }) => setName(value)}
        />
      </Field>
    </form>
  );
}

function Also({ connection, making }: OptionsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { choices } = making;
  const also = choices.also ?? [];
  const goal = connection.goal.purpose ?? "incidents";
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>{t("registration.options.also")}</legend>
      <span className={styles.hint}>{t("registration.options.also_hint")}</span>
      {ALSO.filter((purpose) => purpose !== goal).map((purpose) => (
        <Checkbox
          key={purpose}
          data-testid={`also-${purpose}`}
          label={t(`tenants.purpose.${purpose}`)}
          checked={also.includes(purpose)}
          onChange={(_, { checked }) => {
            const others = also.filter((one) => one !== purpose);
            making.choose({ ...choices, also: checked === true ? [...others, purpose] : others });
          }}
        />
      ))}
    </fieldset>
  );
}

function CredentialRadios({ connection, making }: OptionsProps) {
  const { t } = useWords();
  return (
    <Radios
      question={t("registration.options.credential")}
      value={connection.goal.credential ?? "secret"}
      onChoose={making.chooseCredential}
      choices={[
        { value: "secret", testId: "registration-secret", title: t("registration.options.secret") },
        { value: "certificate", testId: "registration-certificate", title: t("registration.options.certificate") },
      ]}
    />
  );
}

import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../i18n";
import { type ConnectionView, useDoor } from "../../ipc";
import type { useChecklist } from "./useChecklist";

const LOOPBACK = "http://localhost";

const useStyles = makeStyles({
  hint: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
  row: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
  input: { flex: "1 1 260px", minWidth: 0, fontFamily: tokens.fontFamilyMonospace },
});

interface RedirectUriFieldProps {
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
}

/** Where a customer's answer comes to: this computer, unless the partner has a page of their own for it. */
export function RedirectUriField({ connection, inHand }: RedirectUriFieldProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const loopback = connection.redirectUri === LOOPBACK;
  const [address, setAddress] = useState(loopback ? "" : connection.redirectUri);
  const set = (next: string) => inHand.act(() => door.setRedirectUri(connection.id, next));
  return (
    <>
      {loopback && <p className={styles.hint}>{t("checklist.redirect.loopback")}</p>}
      <Disclosure title={t("checklist.redirect.own")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void set(address.trim());
          }}
        >
          <Field label={t("checklist.redirect.label")} hint={t("checklist.redirect.own_body")}>
            {(field) => (
              <div className={styles.row}>
                <Input
                  {...field}
                  className={styles.input}
                  data-testid="redirect-uri-input"
                  data-answer
                  value={address}
                  placeholder="https://example.com/consent"
                  spellCheck={false}
                  onChange={(_, { value }) => setAddress(value)}
                />
                <Button type="submit" disabled={inHand.busy || address.trim() === ""}>
                  {t("checklist.redirect.save")}
                </Button>
                {!loopback && (
                  <Button disabled={inHand.busy} onClick={() => set(LOOPBACK)}>
                    {t("checklist.redirect.back")}
                  </Button>
                )}
              </div>
            )}
          </Field>
        </form>
      </Disclosure>
    </>
  );
}

import { Button, Input, makeStyles, tokens } from "@fluentui/react-components";
import { type FormEvent, useRef, useState } from "react";
import { Dismiss16Regular } from "../../../components/icons";
import { problemWords } from "../../../components/problem";
import { useWords } from "../../../i18n";
import type { Adding, WaitingLine } from "./useAdding";

/** A wrong file can have thousands of bad lines; they are shown in steps, and all of them are kept. */
const STEP = 50;

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start" },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    "& th, & td": {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
      textAlign: "left",
      verticalAlign: "top",
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    "& thead th": { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  },
  line: { width: "60px", fontVariantNumeric: "tabular-nums", lineHeight: "32px" },
  text: { width: "40%", minWidth: "200px" },
  input: { width: "100%", fontFamily: tokens.fontFamilyMonospace },
  title: { display: "block", fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  cause: { display: "block", color: tokens.colorNeutralForeground2 },
  out: { width: "40px" },
});

interface RefusedLinesProps {
  lines: WaitingLine[];
  adding: Adding;
  /** Nothing else on the sheet comes first. */
  primary: boolean;
}

/** The lines that were not added, each with the reason, to be corrected here and sent again. */
export function RefusedLines({ lines, adding, primary }: RefusedLinesProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [shown, setShown] = useState(STEP);
  const form = useRef<HTMLFormElement>(null);
  const leaveOut = (at: number, id: string) => {
    // The button goes away with its line: the keyboard goes on at the line that takes its place, or the one before.
    const fields = form.current?.querySelectorAll("input");
    (fields?.[at + 1] ?? fields?.[at - 1])?.focus();
    adding.leaveOut(id);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void adding.addAgain();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit}>
      <p className={styles.about}>{t("invitations.adding.refused_about")}</p>
      <table className={styles.table} data-testid="refused-lines">
        <thead>
          <tr>
            <th scope="col">{t("invitations.adding.line")}</th>
            <th scope="col">{t("invitations.adding.text")}</th>
            <th scope="col">{t("invitations.adding.reason")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shown).map((line, index) => (
            <Row
              key={line.id}
              line={line}
              onText={(text) => adding.correct(line.id, text)}
              onLeaveOut={() => leaveOut(index, line.id)}
            />
          ))}
        </tbody>
      </table>
      {lines.length > shown && (
        <Button size="small" onClick={() => setShown(shown + STEP)}>
          {t("invitations.adding.more", { count: Math.min(STEP, lines.length - shown) })}
        </Button>
      )}
      <Button type="submit" appearance={primary ? "primary" : "secondary"} data-testid="add-again">
        {t("invitations.adding.again", { count: lines.length })}
      </Button>
    </form>
  );
}

interface RowProps {
  line: WaitingLine;
  onText(text: string): void;
  onLeaveOut(): void;
}

function Row({ line, onText, onLeaveOut }: RowProps) {
  const styles = useStyles();
  const speech = useWords();
  const { t } = speech;
  const { title, cause } = problemWords(line.problem, null, speech);
  return (
    <tr data-testid="refused-line" data-code={line.problem.code}>
      <th scope="row" className={styles.line}>
        {line.line}
      </th>
      <td className={styles.text}>
        <Input
          className={styles.input}
          value={line.text}
          spellCheck={false}
          autoComplete="off"
          aria-label={t("invitations.adding.text_of", { line: line.line })}
          onChange={(_, { value }) => onText(value)}
        />
      </td>
      <td>
        <span className={styles.title}>{title}</span>
        <span className={styles.cause}>{cause}</span>
      </td>
      <td className={styles.out}>
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss16Regular />}
          aria-label={t("invitations.adding.leave_out", { line: line.line })}
          onClick={onLeaveOut}
        />
      </td>
    </tr>
  );
}

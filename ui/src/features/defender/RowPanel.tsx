import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useFocusBack } from "../../app/focus";
import { Dismiss20Regular } from "../../components/icons";
import { severityOf, TONE } from "../../components/severity";
import type { OpenedRow } from "../../components/table/ResultTable";
import { textsOf } from "../../components/table/words";
import { useWords } from "../../i18n";
import type { Column, ConnectionView } from "../../ipc";
import { Details } from "./Details";
import { FACTS, type ListKind } from "./kinds";
import { RowFacts } from "./RowFacts";

const useStyles = makeStyles({
  panel: {
    flex: "0 0 340px",
    boxSizing: "border-box",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    "@media (max-width: 1100px)": {
      position: "absolute",
      right: 0,
      top: 0,
      bottom: 0,
      width: "min(360px, 100%)",
      boxShadow: tokens.shadow28,
      zIndex: 2,
    },
  },
  top: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  dot: { width: "10px", height: "10px", borderRadius: "50%", flexShrink: 0 },
  close: { marginLeft: "auto" },
  title: {
    outline: "none",
    margin: `${tokens.spacingVerticalXS} 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: "anywhere",
  },
});

interface RowPanelProps {
  opened: OpenedRow;
  kind: ListKind;
  columns: Column[];
  /** What the row was read with; without it, everything there is to see came with the row. */
  connection: ConnectionView | null;
  onClose(): void;
}

/** What is behind one row, beside the table. Esc closes it. */
export function RowPanel({ opened, kind, columns, connection, onClose }: RowPanelProps) {
  const styles = useStyles();
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusBack();
  useClosing(heading, onClose);
  const say = (name: string) => textsOf(opened.cell(name))[0] ?? "";
  const weighed = columns.find((column) => column.kind === "severity");
  const severity = weighed ? severityOf(opened.cell(weighed.name)) : null;
  const top: ReactNode[] = [
    ...(severity ? [t(`defender.severity.${severity}`)] : []),
    t("defender.details.row", { kind: t(`defender.one.${kind}`), id: say("id") }),
  ];
  return (
    <aside className={styles.panel} data-testid="row-panel" aria-label={say(FACTS[kind].layout.main ?? "id")}>
      <div className={styles.top}>
        {severity && <span className={styles.dot} style={{ backgroundColor: TONE[severity] }} />}
        <span>{top.join(" · ")}</span>
        <Button
          className={styles.close}
          size="small"
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t("common.close")}
          onClick={onClose}
        />
      </div>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {say(FACTS[kind].layout.main ?? "id")}
      </h2>
      {connection && kind === "incidents" ? (
        <Details incidentId={say("id")} connection={connection} created={say("created")} updated={say("updated")} />
      ) : (
        <RowFacts opened={opened} columns={columns} layout={FACTS[kind].layout} />
      )}
    </aside>
  );
}

/** Takes the focus to the heading; Esc closes. */
function useClosing(heading: RefObject<HTMLElement | null>, onClose: () => void) {
  useEffect(() => heading.current?.focus({ preventScroll: true }), [heading]);
  useEffect(() => {
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    window.addEventListener("keydown", onEscape);
    return () => window.removeEventListener("keydown", onEscape);
  }, [onClose]);
}

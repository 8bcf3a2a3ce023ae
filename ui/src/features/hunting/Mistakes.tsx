import type { EditorView } from "@codemirror/view";
import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import type { Mark } from "./kql/language";
import type { LanguageState } from "./useHunting";

/** More are not listed: the first ones cause most of the others. */
const LISTED = 3;

const useStyles = makeStyles({
  foot: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  mark: {
    padding: "2px 0",
    border: "none",
    background: "none",
    font: "inherit",
    color: tokens.colorPaletteRedForeground1,
    textAlign: "left",
    cursor: "pointer",
    ":hover": { textDecoration: "underline" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  keys: { margin: 0 },
});

interface MistakesProps {
  marks: Mark[];
  state: LanguageState;
  /** Nothing is written yet. */
  blank: boolean;
  editor: EditorView | null;
  /** The id of the line about the keys. */
  keysId: string;
}

/** The line below the editor: what is wrong in words, each leading to its place, and the keys. */
export function Mistakes({ marks, state, blank, editor, keysId }: MistakesProps) {
  const styles = useStyles();
  const { t } = useWords();
  const lineOf = ({ from }: Mark) => editor?.state.doc.lineAt(Math.min(from, editor.state.doc.length)).number ?? 1;
  const show = ({ from, to }: Mark) => {
    if (!editor) return;
    const end = editor.state.doc.length;
    editor.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, scrollIntoView: true });
    editor.focus();
  };
  return (
    <div className={styles.foot}>
      <div role="status" data-testid="kql-marks" data-count={marks.length}>
        {summary()}
      </div>
      <ul className={styles.list} aria-label={t("hunting.marks.label")} hidden={marks.length === 0}>
        {marks.slice(0, LISTED).map((mark) => (
          <li key={`${mark.code} ${mark.from}`}>
            <button type="button" className={styles.mark} onClick={() => show(mark)}>
              {t("hunting.marks.at", { line: lineOf(mark) })} <span lang="en">{mark.message}</span>
            </button>
          </li>
        ))}
      </ul>
      <p id={keysId} className={styles.keys}>
        {t("hunting.editor.keys")}
      </p>
    </div>
  );

  function summary(): string | null {
    if (state === "failed") return t("hunting.editor.failed");
    if (blank) return null;
    if (state === "starting") return t("hunting.editor.starting");
    return marks.length === 0 ? t("hunting.marks.none") : t("hunting.marks.count", { count: marks.length });
  }
}

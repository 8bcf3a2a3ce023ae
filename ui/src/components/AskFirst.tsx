import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from "@fluentui/react-components";
import { type ReactElement, useState } from "react";
import { useTask } from "../app/task";
import { useWords } from "../i18n";
import type { ConnectionView } from "../ipc";
import { ProblemCard } from "./ProblemCard";

interface AskFirstProps {
  /** The button that asks; it gets the focus back when the person thinks better of it. */
  button: ReactElement;
  title: string;
  body: string;
  /** The word of the button that does it. */
  sure: string;
  sureTestId?: string;
  connection?: ConnectionView | null;
  /** What is done once the person is sure. Where it fails, the problem is shown and the question stays. */
  act(): Promise<unknown>;
  /** It was done, and the question is gone. */
  onDone(): void;
}

/** Asks before something that cannot be taken back. */
export function AskFirst({ button, title, body, sure, sureTestId, connection = null, act, onDone }: AskFirstProps) {
  const { t } = useWords();
  const { busy, problem, run } = useTask();
  const [asking, setAsking] = useState(false);
  const go = () =>
    run(async () => {
      await act();
      setAsking(false);
      onDone();
    });
  return (
    <Dialog open={asking} modalType="alert" onOpenChange={(_, { open }) => setAsking(open)}>
      <DialogTrigger disableButtonEnhancement>{button}</DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {body}
            {problem && <ProblemCard report={problem} connection={connection} onRetry={go} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t("common.cancel")}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabled={busy} data-testid={sureTestId} onClick={go}>
              {sure}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

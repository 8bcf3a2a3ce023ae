import { Component, type ReactNode } from "react";
import { ProblemCard } from "../components/ProblemCard";
import { asReport, type ErrorReport } from "../ipc";

/** Keeps the window alive when a screen fails: the frame stays, and the failure is shown like any other problem. */
export class Mishap extends Component<{ children: ReactNode }, { report: ErrorReport | null }> {
  override state = { report: null };

  static getDerivedStateFromError(thrown: unknown): { report: ErrorReport } {
    return { report: asReport(thrown) };
  }

  override render(): ReactNode {
    const { report } = this.state;
    if (!report) return this.props.children;
    return <ProblemCard report={report} onRetry={() => this.setState({ report: null })} />;
  }
}

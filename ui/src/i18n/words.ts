import type {
  Against,
  Api,
  Belongs,
  CertificateLifetime,
  CertificateState,
  Confidence,
  Context,
  CopyValue,
  DetailId,
  DriftPart,
  EntraRole,
  ErrorCode,
  EvidenceKind,
  PlannedChange,
  PortalChoice,
  PortalPage,
  Reason,
  Recognised,
  RegistrationStepId,
  Remedy,
  RequestId,
  ScopeReason,
  SecretState,
  Severity,
  StepId,
  StepState,
  TokenCheckId,
  TokenKind,
  Who,
} from "../ipc";
import type en from "./en";
import type fr from "./fr";

export type Words = typeof en;

/**
 * What both languages must hold for the closed lists of the contract. A row that is missing in either file is a
 * compile error here, so no code can reach the window without words.
 */
type Complete = {
  aadsts: Record<`${number}`, { title: string; cause: string; action: string }>;
  errors: Record<ErrorCode, { title: string; cause: string; action: string }>;
  common: { api: Record<Api, string>; remedy: Record<Exclude<Remedy, "none">, string> };
  app: { context: Record<Context, string> };
  checklist: {
    certificate: Record<CertificateLifetime | CertificateState | SecretState, string>;
    evidence: Record<EvidenceKind, { short: string; long: string }>;
    portal: Record<PortalPage, string>;
    secret: Record<SecretState, string>;
    state: Record<StepState, string>;
    steps: Record<StepId, { title: string }>;
    value: Record<CopyValue["name"], string>;
    choice: Record<PortalChoice, string>;
    roles: Record<EntraRole, string>;
    recommendation: { reasons: Record<Reason, string>; others: Record<Against, string> };
  };
  token: { check: Record<TokenCheckId, string>; kind: Record<TokenKind, string> };
  diagnosis: {
    id: Record<Belongs, string>;
    kind: Record<Recognised, string>;
    sure: Record<Confidence, string>;
    who: Record<Who, string>;
  };
  keeping: { part: Record<DriftPart, { title: string; good: string }> };
  registration: {
    step: Record<RegistrationStepId, string>;
    change: Record<PlannedChange, string>;
    step_does: Record<RegistrationStepId, Partial<Record<PlannedChange, string>>>;
    detail: Record<DetailId, string>;
    request: Record<RequestId, string>;
    scope: Record<ScopeReason, string>;
  };
  defender: { severity: Record<Severity, string> };
};

type Holds<T extends Complete & Words> = T;
export type CompleteWords = [Holds<typeof en>, Holds<typeof fr>];

/** "answer_one" and "answer_other" are one key, "answer". */
type Counted<K extends string> = K extends `${infer Base}_one` ? Base : K extends `${string}_other` ? never : K;

type Leaves<T, Leaf> = {
  [K in keyof T & string]: T[K] extends Leaf
    ? Counted<K>
    : T[K] extends string | unknown[]
      ? never
      : `${K}.${Leaves<T[K], Leaf>}`;
}[keyof T & string];

export type Key = Leaves<Words, string>;
export type ListKey = Leaves<Words, unknown[]>;

import { createContext, useContext } from "react";
import type {
  AccountView,
  AddedCustomers,
  AddProgress,
  Answers,
  Api,
  BoardChange,
  BoardView,
  CallbackRead,
  CertificateLifetime,
  CertificatesView,
  Change,
  ChangePreview,
  Checklist,
  CheckProgress,
  ClinicReport,
  CloudChoice,
  Comparison,
  ConnectionView,
  ConsentAgain,
  ConsentAttempt,
  ConsentLink,
  Credential,
  CustomerPanelView,
  DeviceSignInAttempt,
  Diagnosis,
  DriftView,
  ErrorCode,
  ErrorReport,
  Estimate,
  ExposureView,
  Facet,
  Flow,
  FoundTenant,
  Goal,
  Hints,
  HostMeasure,
  HostView,
  HuntingPlace,
  HuntingSchema,
  HuntQuery,
  HuntView,
  Ids,
  IncidentDetails,
  Invitation,
  InvitationChoice,
  InvitationPart,
  Language,
  ListQuery,
  LookProgress,
  OpenedCard,
  OverTime,
  PartnerHealth,
  PortalPage,
  PracticeView,
  Preferences,
  Question,
  ReadProgress,
  Recommendation,
  RegistrationChoices,
  RegistrationPlan,
  Reminder,
  ResultFormat,
  ResultKind,
  ResultView,
  RunEvent,
  RunView,
  SavedFile,
  SavedQuery,
  ScheduleKind,
  SetupClient,
  SetupView,
  SignInAttempt,
  SignInStage,
  Snippet,
  SnippetCall,
  SnippetLanguage,
  StepId,
  SupportPreview,
  SweepProgress,
  SweepQuery,
  SweepView,
  TablePage,
  TableQuery,
  TokenView,
  UnfinishedSweep,
  Wanted,
  WantedView,
} from "./bindings";

/**
 * Everything the window can ask of the desktop. Each call resolves with its answer or rejects with a {@link Problem}.
 * Tokens and secrets never pass through here.
 */
export interface Door {
  practice(): Promise<PracticeView>;
  clouds(): Promise<CloudChoice[]>;
  findTenant(name: string, cloudId: string | null): Promise<FoundTenant>;
  createConnection(tenant: FoundTenant, goal: Goal): Promise<Checklist>;
  connections(): Promise<ConnectionView[]>;
  removeConnection(connectionId: string): Promise<void>;
  checklist(connectionId: string): Promise<Checklist>;
  setClientId(connectionId: string, text: string): Promise<Checklist>;
  takeSecretFromClipboard(connectionId: string): Promise<Checklist>;
  check(connectionId: string): Promise<Checklist>;
  /** Looks again with growing pauses until the step is proved, nothing more can come by itself, or it is cancelled. */
  checkUntil(connectionId: string, step: StepId, onProgress: (progress: CheckProgress) => void): Promise<Checklist>;
  cancelCheck(connectionId: string): Promise<void>;
  recommend(answers: Answers): Promise<Recommendation>;
  chooseStep(connectionId: string, step: StepId | null): Promise<Checklist>;
  setFlow(connectionId: string, flow: Flow): Promise<Checklist>;
  setCredential(connectionId: string, credential: Credential): Promise<Checklist>;
  setApi(connectionId: string, api: Api): Promise<Checklist>;
  setCustomer(connectionId: string, text: string): Promise<Checklist>;
  /** A page of the partner's own for the answer; an empty text goes back to the loopback listener. */
  setRedirectUri(connectionId: string, text: string): Promise<Checklist>;
  consentLink(connectionId: string): Promise<ConsentLink>;
  startConsent(connectionId: string): Promise<ConsentAttempt>;
  finishConsent(connectionId: string): Promise<Checklist>;
  cancelConsent(connectionId: string): Promise<void>;
  /** Adds customers from domains or a table as text; what is found is kept while the rest is still looked for. */
  addCustomers(
    connectionId: string,
    text: string,
    onProgress: (progress: AddProgress) => void,
  ): Promise<AddedCustomers>;
  /** The same from a file that the person chooses, or null when they change their mind. */
  addCustomersFile(connectionId: string, onProgress: (progress: AddProgress) => void): Promise<AddedCustomers | null>;
  /** Ends adding; what was found so far is kept. */
  cancelAdding(connectionId: string): Promise<void>;
  removeCustomers(connectionId: string, tenantIds: string[]): Promise<void>;
  /** Leaves customers out of looks and sweeps, or takes them in again. */
  skipCustomers(connectionId: string, tenantIds: string[], skipped: boolean): Promise<void>;
  /** An empty name goes back to the domain. */
  nameCustomer(connectionId: string, tenantId: string, name: string): Promise<void>;
  openPortal(connectionId: string, page: PortalPage): Promise<void>;
  openPracticePortal(): Promise<void>;
  /** The hosts that a connection may call, the usual one (id null) first. */
  hosts(connectionId: string): Promise<HostView[]>;
  /** How fast each host answers from here; each result is told as it comes, the fastest is marked at the end. */
  measureHosts(connectionId: string, onMeasure: (measure: HostMeasure) => void): Promise<HostMeasure[]>;
  cancelMeasure(connectionId: string): Promise<void>;
  setHost(connectionId: string, hostId: string | null): Promise<Checklist>;
  /** With `another`, the page asks which account it is to be. */
  startSignIn(connectionId: string, another?: boolean): Promise<SignInAttempt>;
  /** A code that is typed in on any device; finished, cancelled and opened like a sign-in in the browser. */
  startDeviceSignIn(connectionId: string): Promise<DeviceSignInAttempt>;
  finishSignIn(attemptId: string, onStage: (stage: SignInStage) => void): Promise<Checklist>;
  cancelSignIn(attemptId: string): Promise<void>;
  openSignInLink(attemptId: string): Promise<void>;
  copySignInLink(attemptId: string): Promise<void>;
  copyUserCode(attemptId: string): Promise<void>;
  /** The sign-in for changing registrations; cancelled, opened and copied like any other. */
  startSetupSignIn(connectionId: string, client: SetupClient, choices: RegistrationChoices): Promise<SignInAttempt>;
  startSetupDeviceSignIn(
    connectionId: string,
    client: SetupClient,
    choices: RegistrationChoices,
  ): Promise<DeviceSignInAttempt>;
  finishSetupSignIn(attemptId: string): Promise<SetupView>;
  /** Who may change registrations now, or null. */
  setupSignedIn(connectionId: string): Promise<SetupView | null>;
  forgetSetup(connectionId: string): Promise<void>;
  /** The last choice for that tenant; the practice tenant has one of its own. */
  setupClient(connectionId: string): Promise<SetupClient | null>;
  keepSetupClient(connectionId: string, client: SetupClient): Promise<void>;
  /** Makes the registration, or goes on with it; where it stops, the answer says why. */
  applyRegistration(
    connectionId: string,
    choices: RegistrationChoices,
    onEvent: (event: RunEvent) => void,
  ): Promise<RunView>;
  cancelRegistration(connectionId: string): Promise<void>;
  registrationRun(connectionId: string): Promise<RunView | null>;
  /** What would be done to the tenant; it is looked at where somebody is signed in to set up. */
  planRegistration(connectionId: string, choices: RegistrationChoices): Promise<RegistrationPlan>;
  /** Takes away what was made for a connection, backwards, and puts back what stood there before. */
  undoRegistration(connectionId: string, onEvent: (event: RunEvent) => void): Promise<RunView>;
  /** A new secret or certificate beside the old one: proved, and only then is the old one taken away. */
  rotateCredential(connectionId: string, onEvent: (event: RunEvent) => void): Promise<RunView>;
  /** A registration beside what its goal needs; read with the right of the set-up, or with the app's own. */
  checkRegistration(connectionId: string): Promise<DriftView>;
  /** Puts right the picked items, by id, and compares again. */
  repairRegistration(connectionId: string, items: string[], onEvent: (event: RunEvent) => void): Promise<DriftView>;
  /** Credentials that end within a month or have ended, of all connections. */
  reminders(): Promise<Reminder[]>;
  accounts(connectionId: string): Promise<AccountView[]>;
  useAccount(connectionId: string, accountId: string): Promise<Checklist>;
  forgetAccount(connectionId: string, accountId: string): Promise<AccountView[]>;
  certificates(connectionId: string): Promise<CertificatesView>;
  makeCertificate(connectionId: string, lifetime: CertificateLifetime): Promise<CertificatesView>;
  copyCertificate(connectionId: string): Promise<void>;
  /** Where the file was saved, or null when the person changed their mind. */
  saveCertificate(connectionId: string): Promise<string | null>;
  /** Saves it with its key, encrypted; the password goes to the clipboard and never comes here. */
  saveCertificateWithKey(connectionId: string): Promise<string | null>;
  /** What a typed text means. */
  diagnose(connectionId: string | null, text: string, hints: Hints): Promise<Diagnosis>;
  /** What the clipboard holds means; the desktop reads it. */
  diagnoseClipboard(connectionId: string | null, hints: Hints): Promise<Diagnosis>;
  /** Opens Microsoft's page about a number of Entra's. */
  openErrorLookup(number: number): Promise<void>;
  /** The known faults of a script, or of a page with scripts in it, and the same without them. */
  clinic(text: string): Promise<ClinicReport>;
  /** The same for what the clipboard holds; the desktop reads it. */
  clinicClipboard(): Promise<ClinicReport>;
  /** A call of the connection as a script; no secret is in it. */
  snippet(connectionId: string, call: SnippetCall, language: SnippetLanguage): Promise<Snippet>;
  /** The languages in which a call can be written. */
  snippetLanguages(connectionId: string, call: SnippetCall): Promise<SnippetLanguage[]>;
  /** What can run a call by itself. */
  schedules(connectionId: string, call: SnippetCall): Promise<ScheduleKind[]>;
  schedule(connectionId: string, call: SnippetCall, kind: ScheduleKind): Promise<string>;
  /** Where the card was saved, or null when the person changed their mind. */
  exportCard(connectionId: string): Promise<string | null>;
  /** What a chosen card says, or null when the person changed their mind. Nothing is trusted yet. */
  inspectCard(): Promise<OpenedCard | null>;
  /** Resolves when the person opens a card from outside the window, which may be never. */
  givenCard(): Promise<OpenedCard | null>;
  /** Takes the card that was looked at. */
  importCard(token: string): Promise<ConnectionView>;
  token(connectionId: string): Promise<TokenView>;
  /** The board of a partner's customers; its rows are a result, looked at with {@link Door.tablePage}. */
  board(connectionId: string): Promise<BoardView>;
  /** The tenant IDs of all customers that a query shows. */
  shownCustomers(resultId: string, query: TableQuery): Promise<string[]>;
  customer(connectionId: string, tenantId: string): Promise<CustomerPanelView>;
  /** Looks at customers by itself; resolves once {@link Door.stopWatching} ended it. */
  watchCustomers(connectionId: string, onChange: (change: BoardChange) => void): Promise<void>;
  stopWatching(connectionId: string): Promise<void>;
  /** Looks at some customers now. */
  lookAt(connectionId: string, tenantIds: string[], onProgress: (progress: LookProgress) => void): Promise<BoardView>;
  cancelLook(connectionId: string): Promise<void>;
  partnerHealth(connectionId: string): Promise<PartnerHealth>;
  /** Replaces what is wanted at every customer. */
  setWanted(connectionId: string, wanted: Wanted[]): Promise<BoardView>;
  wantable(connectionId: string): Promise<WantedView[]>;
  /** Reads a list and holds it: its lines are asked for with {@link Door.tablePage}. */
  readList(connectionId: string, query: ListQuery, onProgress: (progress: ReadProgress) => void): Promise<ResultView>;
  /** Goes on with a reading that stopped before its end. */
  resumeList(connectionId: string, kind: ResultKind, onProgress: (progress: ReadProgress) => void): Promise<ResultView>;
  /** Rows, calls and time of a reading, as far as the service tells before it begins. */
  estimate(connectionId: string, query: ListQuery): Promise<Estimate>;
  /** Questions that are ready to be asked; their words are under `home.questions`. */
  questions(): Promise<Question[]>;
  exposure(connectionId: string): Promise<ExposureView>;
  /** What is known of a result, also while it is read: after the first rows of a reading it is there. */
  result(resultId: string): Promise<ResultView>;
  /** Some lines of a result, in the order of a query. */
  tablePage(resultId: string, query: TableQuery, from: number, count: number): Promise<TablePage>;
  /** One row as the service sent it, as indented JSON. */
  rawRow(resultId: string, row: number): Promise<string>;
  /** Rows over time by severity, or null where the column has no times. */
  overTime(resultId: string, query: TableQuery, column: string): Promise<OverTime | null>;
  /** The most frequent values of a column, or null where there is no such column. */
  facet(resultId: string, query: TableQuery, column: string, top: number): Promise<Facet | null>;
  /** Ends a reading; its rows stay. */
  cancelRead(connectionId: string): Promise<void>;
  /** Writes a result into the person's folder: all of it, or with a query the rows that it shows. */
  saveResult(resultId: string, format: ResultFormat, shown: TableQuery | null): Promise<SavedFile>;
  /** Writes the brief of a result: one page for people, in their language. */
  saveBrief(resultId: string): Promise<SavedFile>;
  /** What is different from the last run of the same question; null the first time. */
  compare(resultId: string): Promise<Comparison | null>;
  /** Copies some lines of a result as text with tabs; the desktop fills the clipboard. */
  copyRows(resultId: string, query: TableQuery, from: number, count: number): Promise<void>;
  /** Opens a file that was saved since the start, or a folder that was made for files. */
  openSaved(path: string): Promise<void>;
  /** One incident with its alerts. With a tenant ID, here and below: of that customer on the connection's board. */
  incidentDetails(connectionId: string, tenantId: string | null, incidentId: string): Promise<IncidentDetails>;
  openIncident(connectionId: string, tenantId: string | null, incidentId: string): Promise<void>;
  /** What a change would send and what would become different; nothing is changed. */
  previewChange(
    connectionId: string,
    tenantId: string | null,
    incidentId: string,
    change: Change,
  ): Promise<ChangePreview>;
  /** Changes an incident, reads it back, and rejects where the change did not take. */
  applyChange(
    connectionId: string,
    tenantId: string | null,
    incidentId: string,
    change: Change,
  ): Promise<IncidentDetails>;
  /** Runs a query and holds its rows, like {@link Door.readList}. */
  hunt(
    connectionId: string,
    tenantId: string | null,
    query: HuntQuery,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<HuntView>;
  cancelHunt(connectionId: string, tenantId: string | null): Promise<void>;
  /** Where a query can be asked, the recommended place first. */
  huntingPlaces(connectionId: string, tenantId: string | null): Promise<HuntingPlace[]>;
  /** The tables and columns that can be asked for. */
  huntingSchema(): Promise<HuntingSchema>;
  /** The person's own queries, then the starters; those have their names in the words `hunting.starters`. */
  savedQueries(): Promise<SavedQuery[]>;
  /** Keeps a query in place of one of that name. */
  saveQuery(name: string, text: string): Promise<SavedQuery[]>;
  removeQuery(id: string): Promise<SavedQuery[]>;
  /** A customer's link and the message around it. While the link is open it stays the same. */
  invitation(connectionId: string, tenantId: string, choice: InvitationChoice): Promise<Invitation>;
  copyInvitation(connectionId: string, tenantId: string, choice: InvitationChoice, part: InvitationPart): Promise<void>;
  /** A page for the administrator of each customer. */
  saveHandoff(connectionId: string, tenantIds: string[], language: Language): Promise<SavedFile[]>;
  /** One file with all invitations, for mail merge. */
  saveInvitations(connectionId: string, tenantIds: string[], choice: InvitationChoice): Promise<SavedFile>;
  /** The page for the partner's own web server, where the customers' browsers end. */
  saveRedirectPage(language: Language): Promise<SavedFile>;
  /** What a pasted redirect address says, and what was seen at the customer then. */
  readCallback(connectionId: string, text: string): Promise<CallbackRead>;
  /** For an administrator who sits here; ended by `finishCustomerConsent`, given up by `cancelConsent`. */
  startCustomerConsent(connectionId: string, tenantId: string): Promise<ConsentAttempt>;
  finishCustomerConsent(connectionId: string): Promise<CallbackRead>;
  /** Who consented once, and not to everything that is wanted now. */
  consentAgain(connectionId: string): Promise<ConsentAgain>;
  /** Asks a question of customers, each in its own tenant; files go into a new folder of the person's own. */
  startSweep(
    connectionId: string,
    query: SweepQuery,
    onProgress: (progress: SweepProgress) => void,
  ): Promise<SweepView>;
  /** Goes on with a sweep: what was answered is not asked again. */
  resumeSweep(connectionId: string, folder: string, onProgress: (progress: SweepProgress) => void): Promise<SweepView>;
  /** Ends a sweep; what is there stays, and it can go on later. */
  cancelSweep(connectionId: string): Promise<void>;
  /** The sweeps that can go on, the newest first. */
  unfinishedSweeps(connectionId: string): Promise<UnfinishedSweep[]>;
  /** Forgets what a sweep needs to go on; its files stay. */
  discardSweep(connectionId: string, folder: string): Promise<void>;
  /** Writes everything that was seen of a connection as a page for others, in the person's folder. */
  saveEvidenceReport(connectionId: string): Promise<SavedFile>;
  /** What would be saved for a colleague about a connection, or about all: exactly this text. */
  supportBundle(connectionId: string | null, ids: Ids): Promise<SupportPreview>;
  /** Writes the text that was read into the person's folder. */
  saveSupportBundle(previewId: string): Promise<SavedFile>;
  openFolder(): Promise<void>;
  chooseFolder(): Promise<Preferences>;
  preferences(): Promise<Preferences>;
  setPreferences(preferences: Preferences): Promise<Preferences>;
  /** Lets the person choose the JSON file of a cloud of their own; a broken one rejects with line and field. */
  chooseCloudFile(): Promise<Preferences>;
  forgetCloudFile(): Promise<Preferences>;
}

/** A call that did not succeed, with the report that says why and what to do next. */
export class Problem extends Error {
  constructor(readonly report: ErrorReport) {
    super(report.code);
    this.name = "Problem";
  }
}

/** A report that the window makes itself, for what the desktop could not report. */
export function ownReport(code: ErrorCode, detail: string | null = null): ErrorReport {
  return {
    code,
    entry: null,
    finding: false,
    step: null,
    params: {},
    remedy: "retry",
    page: null,
    link: null,
    retryable: true,
    confidence: "certain",
    trace: null,
    detail,
  };
}

/** The report of anything thrown. What is not a {@link Problem} is a defect of ours and says so. */
export function asReport(thrown: unknown): ErrorReport {
  if (thrown instanceof Problem) return thrown.report;
  return ownReport("internal", thrown instanceof Error ? thrown.message : String(thrown));
}

const DoorContext = createContext<Door | null>(null);

export const DoorProvider = DoorContext.Provider;

export function useDoor(): Door {
  const door = useContext(DoorContext);
  if (!door) throw new Error("no DoorProvider above this component");
  return door;
}

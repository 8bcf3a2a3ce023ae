import { Channel } from "@tauri-apps/api/core";
import { commands, type ErrorReport, type Result } from "./bindings";
import { type Door, Problem } from "./door";

async function opened<T>(answer: Promise<Result<T, ErrorReport>>): Promise<T> {
  const result = await answer;
  if (result.status === "error") throw new Problem(result.error);
  return result.data;
}

async function done(answer: Promise<Result<null, ErrorReport>>): Promise<void> {
  await opened(answer);
}

function channel<T>(onMessage: (message: T) => void): Channel<T> {
  const open = new Channel<T>();
  open.onmessage = onMessage;
  return open;
}

/** The door of the desktop app: Tauri commands, and channels for progress. */
export const desktopDoor: Door = {
  practice: () => opened(commands.practice()),
  clouds: () => opened(commands.clouds()),
  findTenant: (name, cloudId) => opened(commands.findTenant(name, cloudId)),
  createConnection: (tenant, goal) => opened(commands.createConnection(tenant, goal)),
  connections: () => opened(commands.connections()),
  removeConnection: (connectionId) => done(commands.removeConnection(connectionId)),
  checklist: (connectionId) => opened(commands.checklist(connectionId)),
  setClientId: (connectionId, text) => opened(commands.setClientId(connectionId, text)),
  takeSecretFromClipboard: (connectionId) => opened(commands.takeSecretFromClipboard(connectionId)),
  check: (connectionId) => opened(commands.check(connectionId)),
  checkUntil: (connectionId, step, onProgress) => opened(commands.checkUntil(connectionId, step, channel(onProgress))),
  cancelCheck: (connectionId) => done(commands.cancelCheck(connectionId)),
  recommend: (answers) => opened(commands.recommend(answers)),
  chooseStep: (connectionId, step) => opened(commands.chooseStep(connectionId, step)),
  setFlow: (connectionId, flow) => opened(commands.setFlow(connectionId, flow)),
  setCredential: (connectionId, credential) => opened(commands.setCredential(connectionId, credential)),
  setApi: (connectionId, api) => opened(commands.setApi(connectionId, api)),
  setCustomer: (connectionId, text) => opened(commands.setCustomer(connectionId, text)),
  setRedirectUri: (connectionId, text) => opened(commands.setRedirectUri(connectionId, text)),
  consentLink: (connectionId) => opened(commands.consentLink(connectionId)),
  startConsent: (connectionId) => opened(commands.startConsent(connectionId)),
  finishConsent: (connectionId) => opened(commands.finishConsent(connectionId)),
  cancelConsent: (connectionId) => done(commands.cancelConsent(connectionId)),
  addCustomers: (connectionId, text, onProgress) =>
    opened(commands.addCustomers(connectionId, text, channel(onProgress))),
  addCustomersFile: (connectionId, onProgress) => opened(commands.addCustomersFile(connectionId, channel(onProgress))),
  cancelAdding: (connectionId) => done(commands.cancelAdding(connectionId)),
  removeCustomers: (connectionId, tenantIds) => done(commands.removeCustomers(connectionId, tenantIds)),
  skipCustomers: (connectionId, tenantIds, skipped) => done(commands.skipCustomers(connectionId, tenantIds, skipped)),
  nameCustomer: (connectionId, tenantId, name) => done(commands.nameCustomer(connectionId, tenantId, name)),
  openPortal: (connectionId, page) => done(commands.openPortal(connectionId, page)),
  openPracticePortal: () => done(commands.openPracticePortal()),
  hosts: (connectionId) => opened(commands.hosts(connectionId)),
  measureHosts: (connectionId, onMeasure) => opened(commands.measureHosts(connectionId, channel(onMeasure))),
  cancelMeasure: (connectionId) => done(commands.cancelMeasure(connectionId)),
  setHost: (connectionId, hostId) => opened(commands.setHost(connectionId, hostId)),
  startSignIn: (connectionId, another) => opened(commands.startSignIn(connectionId, another ?? false)),
  startDeviceSignIn: (connectionId) => opened(commands.startDeviceSignIn(connectionId)),
  finishSignIn: (attemptId, onStage) => opened(commands.finishSignIn(attemptId, channel(onStage))),
  cancelSignIn: (attemptId) => done(commands.cancelSignIn(attemptId)),
  openSignInLink: (attemptId) => done(commands.openSignInLink(attemptId)),
  copySignInLink: (attemptId) => done(commands.copySignInLink(attemptId)),
  copyUserCode: (attemptId) => done(commands.copyUserCode(attemptId)),
  startSetupSignIn: (connectionId, client, choices) => opened(commands.startSetupSignIn(connectionId, client, choices)),
  startSetupDeviceSignIn: (connectionId, client, choices) =>
    opened(commands.startSetupDeviceSignIn(connectionId, client, choices)),
  finishSetupSignIn: (attemptId) => opened(commands.finishSetupSignIn(attemptId)),
  setupSignedIn: (connectionId) => opened(commands.setupSignedIn(connectionId)),
  forgetSetup: (connectionId) => done(commands.forgetSetup(connectionId)),
  setupClient: (connectionId) => opened(commands.setupClient(connectionId)),
  keepSetupClient: (connectionId, client) => done(commands.keepSetupClient(connectionId, client)),
  applyRegistration: (connectionId, choices, onEvent) =>
    opened(commands.applyRegistration(connectionId, choices, channel(onEvent))),
  cancelRegistration: (connectionId) => done(commands.cancelRegistration(connectionId)),
  registrationRun: (connectionId) => opened(commands.registrationRun(connectionId)),
  planRegistration: (connectionId, choices) => opened(commands.planRegistration(connectionId, choices)),
  undoRegistration: (connectionId, onEvent) => opened(commands.undoRegistration(connectionId, channel(onEvent))),
  rotateCredential: (connectionId, onEvent) => opened(commands.rotateCredential(connectionId, channel(onEvent))),
  checkRegistration: (connectionId) => opened(commands.checkRegistration(connectionId)),
  repairRegistration: (connectionId, items, onEvent) =>
    opened(commands.repairRegistration(connectionId, items, channel(onEvent))),
  reminders: () => opened(commands.reminders()),
  accounts: (connectionId) => opened(commands.accounts(connectionId)),
  useAccount: (connectionId, accountId) => opened(commands.useAccount(connectionId, accountId)),
  forgetAccount: (connectionId, accountId) => opened(commands.forgetAccount(connectionId, accountId)),
  certificates: (connectionId) => opened(commands.certificates(connectionId)),
  makeCertificate: (connectionId, lifetime) => opened(commands.makeCertificate(connectionId, lifetime)),
  copyCertificate: (connectionId) => done(commands.copyCertificate(connectionId)),
  saveCertificate: (connectionId) => opened(commands.saveCertificate(connectionId)),
  saveCertificateWithKey: (connectionId) => opened(commands.saveCertificateWithKey(connectionId)),
  diagnose: (connectionId, text, hints) => opened(commands.diagnose(connectionId, text, hints)),
  diagnoseClipboard: (connectionId, hints) => opened(commands.diagnoseClipboard(connectionId, hints)),
  openErrorLookup: (number) => done(commands.openErrorLookup(number)),
  clinic: (text) => opened(commands.clinic(text)),
  clinicClipboard: () => opened(commands.clinicClipboard()),
  snippet: (connectionId, call, language) => opened(commands.snippet(connectionId, call, language)),
  snippetLanguages: (connectionId, call) => opened(commands.snippetLanguages(connectionId, call)),
  schedules: (connectionId, call) => opened(commands.schedules(connectionId, call)),
  schedule: (connectionId, call, kind) => opened(commands.schedule(connectionId, call, kind)),
  exportCard: (connectionId) => opened(commands.exportCard(connectionId)),
  inspectCard: () => opened(commands.inspectCard()),
  givenCard: () => opened(commands.givenCard()),
  importCard: (token) => opened(commands.importCard(token)),
  token: (connectionId) => opened(commands.token(connectionId)),
  board: (connectionId) => opened(commands.board(connectionId)),
  shownCustomers: (resultId, query) => opened(commands.shownCustomers(resultId, query)),
  customer: (connectionId, tenantId) => opened(commands.customer(connectionId, tenantId)),
  watchCustomers: (connectionId, onChange) => done(commands.watchCustomers(connectionId, channel(onChange))),
  stopWatching: (connectionId) => done(commands.stopWatching(connectionId)),
  lookAt: (connectionId, tenantIds, onProgress) =>
    opened(commands.lookAt(connectionId, tenantIds, channel(onProgress))),
  cancelLook: (connectionId) => done(commands.cancelLook(connectionId)),
  partnerHealth: (connectionId) => opened(commands.partnerHealth(connectionId)),
  setWanted: (connectionId, wanted) => opened(commands.setWanted(connectionId, wanted)),
  wantable: (connectionId) => opened(commands.wantable(connectionId)),
  readList: (connectionId, query, onProgress) => opened(commands.readList(connectionId, query, channel(onProgress))),
  resumeList: (connectionId, kind, onProgress) => opened(commands.resumeList(connectionId, kind, channel(onProgress))),
  estimate: (connectionId, query) => opened(commands.estimate(connectionId, query)),
  questions: () => opened(commands.questions()),
  exposure: (connectionId) => opened(commands.exposure(connectionId)),
  result: (resultId) => opened(commands.result(resultId)),
  tablePage: (resultId, query, from, count) => opened(commands.tablePage(resultId, query, from, count)),
  overTime: (resultId, query, column) => opened(commands.overTime(resultId, query, column)),
  facet: (resultId, query, column, top) => opened(commands.facet(resultId, query, column, top)),
  saveResult: (resultId, format, shown) => opened(commands.saveResult(resultId, format, shown)),
  saveBrief: (resultId) => opened(commands.saveBrief(resultId)),
  compare: (resultId) => opened(commands.compare(resultId)),
  copyRows: (resultId, query, from, count) => done(commands.copyRows(resultId, query, from, count)),
  openSaved: (path) => done(commands.openSaved(path)),
  cancelRead: (connectionId) => done(commands.cancelRead(connectionId)),
  incidentDetails: (connectionId, tenantId, incidentId) =>
    opened(commands.incidentDetails(connectionId, tenantId, incidentId)),
  previewChange: (connectionId, tenantId, incidentId, change) =>
    opened(commands.previewChange(connectionId, tenantId, incidentId, change)),
  applyChange: (connectionId, tenantId, incidentId, change) =>
    opened(commands.applyChange(connectionId, tenantId, incidentId, change)),
  hunt: (connectionId, tenantId, query, onProgress) =>
    opened(commands.hunt(connectionId, tenantId, query, channel(onProgress))),
  cancelHunt: (connectionId, tenantId) => done(commands.cancelHunt(connectionId, tenantId)),
  huntingPlaces: (connectionId, tenantId) => opened(commands.huntingPlaces(connectionId, tenantId)),
  huntingSchema: () => opened(commands.huntingSchema()),
  savedQueries: () => opened(commands.savedQueries()),
  saveQuery: (name, text) => opened(commands.saveQuery(name, text)),
  removeQuery: (id) => opened(commands.removeQuery(id)),
  invitation: (connectionId, tenantId, choice) => opened(commands.invitation(connectionId, tenantId, choice)),
  copyInvitation: (connectionId, tenantId, choice, part) =>
    done(commands.copyInvitation(connectionId, tenantId, choice, part)),
  saveHandoff: (connectionId, tenantIds, language) => opened(commands.saveHandoff(connectionId, tenantIds, language)),
  saveInvitations: (connectionId, tenantIds, choice) =>
    opened(commands.saveInvitations(connectionId, tenantIds, choice)),
  saveRedirectPage: (language) => opened(commands.saveRedirectPage(language)),
  readCallback: (connectionId, text) => opened(commands.readCallback(connectionId, text)),
  startCustomerConsent: (connectionId, tenantId) => opened(commands.startCustomerConsent(connectionId, tenantId)),
  finishCustomerConsent: (connectionId) => opened(commands.finishCustomerConsent(connectionId)),
  consentAgain: (connectionId) => opened(commands.consentAgain(connectionId)),
  startSweep: (connectionId, query, onProgress) =>
    opened(commands.startSweep(connectionId, query, channel(onProgress))),
  resumeSweep: (connectionId, folder, onProgress) =>
    opened(commands.resumeSweep(connectionId, folder, channel(onProgress))),
  cancelSweep: (connectionId) => done(commands.cancelSweep(connectionId)),
  unfinishedSweeps: (connectionId) => opened(commands.unfinishedSweeps(connectionId)),
  discardSweep: (connectionId, folder) => done(commands.discardSweep(connectionId, folder)),
  rawRow: (resultId, row) => opened(commands.rawRow(resultId, row)),
  openIncident: (connectionId, tenantId, incidentId) => done(commands.openIncident(connectionId, tenantId, incidentId)),
  saveEvidenceReport: (connectionId) => opened(commands.saveEvidenceReport(connectionId)),
  supportBundle: (connectionId, ids) => opened(commands.supportBundle(connectionId, ids)),
  saveSupportBundle: (previewId) => opened(commands.saveSupportBundle(previewId)),
  openFolder: () => done(commands.openFolder()),
  chooseFolder: () => opened(commands.chooseFolder()),
  preferences: () => opened(commands.preferences()),
  setPreferences: (preferences) => opened(commands.setPreferences(preferences)),
  chooseCloudFile: () => opened(commands.chooseCloudFile()),
  forgetCloudFile: () => opened(commands.forgetCloudFile()),
};

import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import type { CertificatesView, CertificateView, CheckProgress, Goal } from "../../ipc";
import { checklist, connection, report } from "../../ipc/fake";

const SECRET: Goal = { api: "graph", context: "application", credential: "secret" };
const WITH_SECRET = checklist(connection({ goal: SECRET, secret: "missing", ready: false }), [
  "tenant",
  "register",
  "permissions",
]);
const WITH_CERTIFICATE = checklist(
  { ...WITH_SECRET.connection, goal: { ...SECRET, credential: "certificate" } },
  WITH_SECRET.steps.filter((step) => step.state === "proved").map((step) => step.id),
);
const MADE: CertificateView = {
  thumbprint: "4F1A9C0B77D2E8A1553C90B6F2D47E01AA93C5D8",
  thumbprintSha256: "AB".repeat(32),
  subject: "CN=Handrail application",
  notBefore: "2026-11-21T12:00:00Z",
  notAfter: "2027-11-21T12:00:00Z",
  state: "valid",
  key: "keychain",
};
const NONE: CertificatesView = { current: null, next: null };
const AT_CERTIFICATE: Route = { screen: "checklist", connectionId: "contoso-app", step: "certificate" };

describe("what the application proves itself with", () => {
  it("changes from a secret to a certificate in the same place of the list", async () => {
    const { user, door } = await openWindow(
      { lists: [WITH_SECRET], setCredential: async () => WITH_CERTIFICATE, certificates: async () => NONE },
      { ...AT_CERTIFICATE, step: "secret" },
    );
    await user.click(within(await screen.findByTestId("credential-certificate")).getByRole("radio"));
    expect(door.calls).toContain("setCredential contoso-app certificate");
    expect(await screen.findByRole("heading", { level: 2, name: "Add a certificate" })).toBeTruthy();
  });

  it("makes the certificate before anything is done in the portal, and shows the thumbprint to compare", async () => {
    const { user, door } = await openWindow(
      {
        lists: [WITH_CERTIFICATE],
        certificates: async () => NONE,
        makeCertificate: async () => ({ current: MADE, next: null }),
      },
      AT_CERTIFICATE,
    );
    await user.click(await screen.findByTestId("make-certificate"));
    expect(await screen.findByText(MADE.thumbprint)).toBeTruthy();
    expect(screen.getByText("The private key is in the keychain of this computer.")).toBeTruthy();
    expect(door.calls).toContain("makeCertificate contoso-app one_year");
  });

  it("keeps the old one in use beside the new one until Entra accepts that", async () => {
    const next = { ...MADE, thumbprint: "00".repeat(20) };
    await openWindow(
      { lists: [WITH_CERTIFICATE], certificates: async () => ({ current: { ...MADE, state: "expires_soon" }, next }) },
      AT_CERTIFICATE,
    );
    const sheets = await screen.findAllByTestId("certificate");
    expect(sheets.map((sheet) => sheet.getAttribute("aria-label"))).toEqual(["In use", "To be uploaded"]);
    expect(screen.getByText("ends soon")).toBeTruthy();
    expect(screen.getByText(/goes on working until Entra accepts/)).toBeTruthy();
  });

  it("has nothing for axe to find", async () => {
    await openWindow(
      { lists: [WITH_CERTIFICATE], certificates: async () => ({ current: MADE, next: null }) },
      AT_CERTIFICATE,
    );
    await screen.findByTestId("certificate");
    expect(await axeFindings()).toEqual([]);
  });
});

describe("waiting until a change is known everywhere", () => {
  const NO_CONSENT = report("consent_missing", { finding: true, step: "consent", remedy: "retry" });
  const BLOCKED = checklist({ ...WITH_SECRET.connection, secret: "keychain" }, ["tenant", "register", "secret"], {
    consent: NO_CONSENT,
  });

  it("says how long it took so far and when the next look is, and stops on request", async () => {
    let tell: (progress: CheckProgress) => void = () => undefined;
    const { user, door } = await openWindow(
      {
        lists: [BLOCKED],
        checkUntil: (_, __, onProgress) => {
          tell = onProgress;
          return new Promise(() => undefined);
        },
      },
      { ...AT_CERTIFICATE, step: "consent" },
    );
    await user.click(await screen.findByTestId("check-again"));
    await act(async () => tell({ looks: 4, waitedMs: 43_000, nextInMs: 8_000 }));
    expect(await screen.findByText("Not there yet. Next look in 8 s, waited 43 s so far.")).toBeTruthy();
    await user.click(screen.getByTestId("stop-waiting"));
    expect(door.calls).toContain("cancelCheck contoso-app");
  });

  it("does not hold up somebody who goes on meanwhile", async () => {
    const { user, door } = await openWindow(
      { lists: [WITH_SECRET], checkUntil: () => new Promise(() => undefined) },
      { ...AT_CERTIFICATE, step: "secret" },
    );
    await user.click(await screen.findByTestId("check-again"));
    await user.click(screen.getByTestId("take-secret"));
    await waitFor(() => expect(door.calls).toContain("takeSecretFromClipboard contoso-app"));
    expect(door.calls).toContain("cancelCheck contoso-app");
  });
});

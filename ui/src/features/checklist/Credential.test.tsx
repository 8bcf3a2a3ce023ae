import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings, openWindow } from "../../../test/window";
import type { Route } from "../../app/route";
import type { CertificatesView, CertificateView, CheckProgress, Goal, Language } from "../../ipc";
import { checklist, connection, type Overrides, report } from "../../ipc/fake";

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

describe("a certificate for another program", () => {
  const PATH = "/home/ana/Documents/handrail.pfx";
  const HAS_ONE = { lists: [WITH_CERTIFICATE], certificates: async () => ({ current: MADE, next: null }) };

  async function openIt(summary: string, does: Overrides, language: Language = "en") {
    const window = await openWindow({ ...HAS_ONE, ...does }, AT_CERTIFICATE, language);
    await window.user.click(await screen.findByText(summary));
    return { ...window, save: await screen.findByTestId("save-certificate-with-key") };
  }

  it.each([
    ["en", "Use it in another program", `Saved: ${PATH}. Its password is in the clipboard and nowhere else`],
    ["fr", "L’utiliser dans un autre programme", `Enregistré : ${PATH}. Son mot de passe est dans le presse-papiers`],
  ] as const)(
    "says in %s where the file is, and that the password is in the clipboard only",
    async (language, summary, said) => {
      const { user, door, save } = await openIt(summary, { saveCertificateWithKey: async () => PATH }, language);
      await user.click(save);
      const plain = (text: string | null) => (text ?? "").replace(/\s/g, " ");
      await waitFor(() => {
        const lines = screen.getAllByRole("status").map((line) => plain(line.textContent));
        expect(lines.some((line) => line.startsWith(said))).toBe(true);
      });
      expect(door.calls).toContain("saveCertificateWithKey contoso-app");
      expect(await axeFindings()).toEqual([]);
    },
  );

  it("says nothing to somebody who changes their mind about the place", async () => {
    const { user, save } = await openIt("Use it in another program", { saveCertificateWithKey: async () => null });
    await user.click(save);
    expect(screen.queryByText(/in the clipboard and nowhere else/)).toBeNull();
  });

  it("says that the key is gone, where it is", async () => {
    const { user, save } = await openIt("Use it in another program", {
      saveCertificateWithKey: async () => Promise.reject(report("certificate_missing")),
    });
    await user.click(save);
    expect(await screen.findByRole("alert")).toBeTruthy();
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

/** The nonce that the content security policy wants on styles, where there is one; the desktop shell puts it into index.html. */
export function styleNonce(): string | undefined {
  return document.querySelector<HTMLStyleElement>("style#csp")?.nonce || undefined;
}

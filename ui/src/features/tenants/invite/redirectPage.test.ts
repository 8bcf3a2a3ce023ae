/** The script of the page for the partner's own web server, as Rust writes it into the page. */
import { beforeEach, describe, expect, it } from "vitest";
import script from "./redirect_page.js?raw";

/** The page with that query in its address. */
function opened(query: string) {
  window.history.replaceState(null, "", `/${query}`);
  new Function(script)();
  const shown = [...document.querySelectorAll("section")].filter((section) => !section.hidden);
  return { shown: shown.map(({ id }) => id), reason: document.getElementById("reason") };
}

describe("the page where a customer's browser ends", () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<section id="neutral"></section><section id="accepted" hidden></section>' +
      '<section id="refused" hidden><code id="reason"></code></section>';
  });

  it("thanks whoever accepted", () => {
    expect(opened("?admin_consent=True&tenant=x&state=y").shown).toEqual(["accepted"]);
  });

  it("shows the reason of a refusal as text", () => {
    const { shown, reason } = opened(
      "?admin_consent=True&error=access_denied&error_description=AADSTS65004%3A+%3Cb%3Eno",
    );
    expect(shown).toEqual(["refused"]);
    expect(reason?.textContent).toBe("AADSTS65004: <b>no");
    expect(reason?.children).toHaveLength(0);
  });

  it("names the error where nothing describes it, and no more of it than a line or two", () => {
    expect(opened("?error=permission_denied").reason?.textContent).toBe("permission_denied");
    expect(opened(`?error=${"x".repeat(5000)}`).reason?.textContent).toHaveLength(400);
  });

  it("claims nothing where nothing was answered", () => {
    expect(opened("").shown).toEqual(["neutral"]);
    expect(opened("?admin_consent=False").shown).toEqual(["neutral"]);
  });
});

import { useWords } from "../../i18n";
import type { Key } from "../../i18n/words";

type Page = Extract<Key, `checklist.portal.${string}`> extends `checklist.portal.${infer Name}` ? Name : never;

/** Pages in the menu of an app registration, in the order of the admin center. */
const REGISTRATION: Page[] = ["overview", "authentication", "certificates-secrets", "api-permissions"];
/** Pages in the menu of an enterprise application. */
const ENTERPRISE: Page[] = ["overview", "properties", "users-and-groups", "enterprise-permissions"];

/** The portal's own words for a drawing, and how the drawing is told to somebody who cannot see it. */
export function usePortal() {
  const { t } = useWords();
  const name = (page: Page) => t(`checklist.portal.${page}`);
  const menu = (pages: Page[], here: Page) => ({ items: pages.map(name), here: pages.indexOf(here) });
  return {
    t,
    name,
    label: (page: Page, ...marked: string[]) =>
      t("checklist.portal.picture", { page: name(page), marked: marked.join(", ") }),
    menu: (here: Page) => menu(REGISTRATION, here),
    enterprise: (here: Page) => menu(ENTERPRISE, here),
  };
}

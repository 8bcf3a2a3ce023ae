/** More than anybody reads of a name in a title bar, or hears of one. */
const LONGEST = 160;

/** A text of somebody else's where only its beginning has room. */
export function shortened(text: string): string {
  const letters = text.slice(0, 2 * LONGEST);
  const first = [...letters].slice(0, LONGEST).join("");
  return first.length < text.length ? `${first}…` : text;
}

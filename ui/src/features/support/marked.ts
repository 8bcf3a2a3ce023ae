import type { Masked, MaskKind } from "../../ipc";

/** A piece of a line: as it is, a made value, or what somebody looks for. */
export interface Piece {
  text: string;
  masked?: MaskKind;
  found?: boolean;
}

const special = /[.*+?^${}()|[\]\\]/g;

/** Takes a line apart so that made values can be shown as such; all pieces together are the line again. */
export function pieces(line: string, masked: readonly Masked[], wanted: string): Piece[] {
  const kinds = new Map(masked.map((one) => [one.shown, one.kind]));
  // The longest first: `object-1` stands in `object-12`, too.
  const values = [...kinds.keys()].sort((a, b) => b.length - a.length);
  if (values.length === 0) return found({ text: line }, wanted);
  const pattern = new RegExp(`(${values.map((value) => value.replace(special, "\\$&")).join("|")})`);
  return line
    .split(pattern)
    .filter((text) => text !== "")
    .flatMap((text) => {
      const kind = kinds.get(text);
      return found(kind ? { text, masked: kind } : { text }, wanted);
    });
}

function found(piece: Piece, wanted: string): Piece[] {
  if (wanted.trim() === "") return [piece];
  return piece.text
    .split(new RegExp(`(${wanted.replace(special, "\\$&")})`, "i"))
    .filter((text) => text !== "")
    .map((text) =>
      text.toLowerCase() === wanted.toLowerCase() ? { ...piece, text, found: true } : { ...piece, text },
    );
}

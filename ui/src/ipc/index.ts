/** The one way from the window to the desktop. Nothing outside this folder knows that there is Tauri. */

export type * from "./bindings";
export { asReport, type Door, DoorProvider, ownReport, Problem, useDoor } from "./door";

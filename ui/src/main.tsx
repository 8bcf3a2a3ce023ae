import { start } from "./app/start";
import { desktopDoor } from "./ipc/desktop";

void start(desktopDoor);

import { useCallback } from "react";
import { useDoor } from "../ipc";
import { useRoute } from "./route";
import { useSession } from "./session";

interface Wish {
  /** The page is to ask which account it is. */
  another?: boolean;
  /** In the browser of this computer, whatever the connection is set to. */
  browser?: boolean;
}

/** Begins a sign-in in the way that the connection is set to, and goes to the screen that waits for it. */
export function useStartSignIn(): (connectionId: string, wish?: Wish) => Promise<void> {
  const door = useDoor();
  const { route, go } = useRoute();
  const { connections } = useSession();
  return useCallback(
    async (connectionId, { another = false, browser = false } = {}) => {
      // Who wanted an answer gets it, and not the list of steps.
      const back = route.screen === "incidents" || route.screen === "hunting" ? { afterwards: route } : {};
      const goal = connections?.find((one) => one.id === connectionId)?.goal;
      if (goal?.flow === "device_code" && !browser) {
        const attempt = await door.startDeviceSignIn(connectionId);
        go({ screen: "device_sign_in", connectionId, attempt, ...back });
      } else {
        const attempt = await door.startSignIn(connectionId, another);
        go({ screen: "sign_in", connectionId, attempt, ...back });
      }
    },
    [door, route, go, connections],
  );
}

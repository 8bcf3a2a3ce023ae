import { useCallback } from "react";
import { useDoor } from "../ipc";
import { useRoute } from "./route";

/** Opens the browser for a sign-in, with another account if wanted, and goes to the screen that waits for it. */
export function useStartSignIn(): (connectionId: string, another?: boolean) => Promise<void> {
  const door = useDoor();
  const { go } = useRoute();
  return useCallback(
    async (connectionId, another = false) => {
      const attempt = await door.startSignIn(connectionId, another);
      go({ screen: "sign_in", connectionId, attempt });
    },
    [door, go],
  );
}

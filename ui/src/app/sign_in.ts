import { useCallback } from "react";
import { useDoor } from "../ipc";
import { useRoute } from "./route";

/** Opens the browser for a sign-in and goes to the screen that waits for it. */
export function useStartSignIn(): (connectionId: string) => Promise<void> {
  const door = useDoor();
  const { go } = useRoute();
  return useCallback(
    async (connectionId) => {
      const attempt = await door.startSignIn(connectionId);
      go({ screen: "sign_in", connectionId, attempt });
    },
    [door, go],
  );
}

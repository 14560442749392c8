import { callHttp } from "../../connection/http";
import { isRefusal } from "../../connection/refusal";
import { forgetSignedIn } from "../../platform/remembered";
import { serverPrefix } from "../../platform/server_address";
import type { useSession } from "../../session/session_store";

/** Over HTTP, because only an HTTP answer can take the cookie away. Afterwards nothing of the user is left here. */
export async function signOut(session: ReturnType<typeof useSession>): Promise<void> {
  session.expectEnd();
  try {
    await callHttp("account.sign_out", {}, serverPrefix());
  } catch (error) {
    if (!isRefusal(error, "unauthenticated")) {
      session.restart();
      throw error;
    }
  }
  forgetSignedIn();
  await session.stop(true);
}

import { onMounted, onScopeDispose, ref, type Ref } from "vue";
import { callHttp } from "../../connection/http";
import { serverPrefix } from "../../platform/server_address";
import type { ServerInfo } from "../../protocol/protocol";

const retryMs = 4_000;

/** What the server says of itself to anybody; asked again until it answers. */
export function useServerInfo(): { info: Ref<ServerInfo | null>; unreachable: Ref<boolean> } {
  const info = ref<ServerInfo | null>(null);
  const unreachable = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;

  async function ask(): Promise<void> {
    try {
      info.value = await callHttp("server.info", {}, serverPrefix());
      unreachable.value = false;
    } catch {
      unreachable.value = true;
      if (!gone) timer = setTimeout(() => void ask(), retryMs);
    }
  }

  onMounted(() => void ask());
  onScopeDispose(() => {
    gone = true;
    clearTimeout(timer);
  });
  return { info, unreachable };
}

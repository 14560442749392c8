import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import { useSaving, type Saving } from "../../asking/use_act";
import { useWhenOnline } from "../../asking/use_when_online";
import type { FilesRemoved, StorageKind, StorageReport } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

const dayMs = 86_400_000;
const mib = 1_024 * 1_024;

export interface StorageModel {
  report: Ref<StorageReport | null>;
  days: Ref<number>;
  megabytes: Ref<number>;
  kind: Ref<StorageKind | null>;
  /** null = all. */
  conversation: Ref<number | null>;
  /** What would go, by what stands in the form now; null = not looked yet. */
  found: Ref<FilesRemoved | null>;
  canLook: ComputedRef<boolean>;
  saving: Saving;
  look(): Promise<void>;
  /** Removes exactly what was found, or less; nothing that came later. */
  remove(): Promise<FilesRemoved | null>;
}

/** What files take on the server, and making room: first a look at what would go. */
export function useStorage(now: () => number = Date.now): StorageModel {
  const session = useSession();
  const saving = useSaving();
  const report = shallowRef<StorageReport | null>(null);
  const days = ref(90);
  const megabytes = ref(10);
  const kind = ref<StorageKind | null>(null);
  const conversation = ref<number | null>(null);
  const found = shallowRef<FilesRemoved | null>(null);
  let before = 0;

  const load = async (): Promise<void> => {
    report.value = await session.request("storage.report", {});
  };
  const ask = (try_only: boolean): Promise<FilesRemoved> =>
    session.request("storage.remove", {
      before,
      larger_than: Math.round(megabytes.value * mib),
      kind: kind.value,
      conversation_id: conversation.value,
      try_only,
    });

  async function look(): Promise<void> {
    await saving.save(async () => {
      before = now() - days.value * dayMs;
      found.value = await ask(true);
    });
  }

  async function remove(): Promise<FilesRemoved | null> {
    let removed: FilesRemoved | null = null;
    await saving.save(async () => {
      removed = await ask(false);
      found.value = null;
      await load();
    });
    return removed;
  }

  watch([days, megabytes, kind, conversation], () => (found.value = null));
  useWhenOnline(() => saving.save(load));
  const canLook = computed(() => days.value >= 0 && megabytes.value >= 0);
  return { report, days, megabytes, kind, conversation, found, canLook, saving, look, remove };
}

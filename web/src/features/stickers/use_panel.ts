// What the panel has to show: where stickers come from, and which of them are asked for.
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { useWhenOnline } from "../../asking/use_when_online";
import { match, queryOf } from "../../finding/match";
import { readPinyin } from "../../finding/pinyin";
import { noReadings, wordsOf } from "../../finding/word";
import type { Sticker, StickerPack } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import type { IconName } from "../../ui/icons";
import { builtInSets, drawingWords } from "./built_in";
import { shownDrawing, shownFile, type ShownSticker } from "./shown_sticker";
import { useStickerFiles } from "./sticker_files";
import { useStickers } from "./stickers_store";

export interface PanelTab {
  key: string;
  label: string;
  icon?: IconName;
  cover?: ShownSticker;
  pack?: StickerPack;
}

export interface PanelModel {
  tabs: ComputedRef<PanelTab[]>;
  tab: Ref<string>;
  current: ComputedRef<PanelTab | undefined>;
  query: Ref<string>;
  shown: ComputedRef<ShownSticker[]>;
  loading: ComputedRef<boolean>;
  /** A group whose packs the user may change. */
  leads: ComputedRef<boolean>;
}

export function usePanel(conversationId: number): PanelModel {
  const { t } = useI18n();
  const session = useSession();
  const store = useStickers();
  const files = useStickerFiles();
  const query = ref("");
  const contents = shallowRef<ReadonlyMap<number, readonly Sticker[]>>(new Map());
  const words = shallowRef(wordsOf(noReadings));
  const group = computed(() => session.state?.conversations[conversationId]?.kind === "group");
  const leads = computed(() => {
    const role = session.state?.conversations[conversationId]?.standing?.role;
    return group.value && (role === "owner" || role === "admin");
  });

  const ofFile = (sticker: Sticker): ShownSticker => shownFile(sticker, files.url);
  const drawn = computed(() => ({
    bird: builtInSets.bird.map((key) => shownDrawing(key, t(drawingWords(key)))),
    mochi: builtInSets.mochi.map((key) => shownDrawing(key, t(drawingWords(key)))),
  }));
  const packs = computed(() => [...store.packs, ...(store.groupPacks[conversationId] ?? [])]);
  const tabs = computed<PanelTab[]>(() => [
    { key: "recent", label: t("stickers.tab.recent"), icon: "clock" },
    { key: "mine", label: t("stickers.tab.mine"), icon: "star" },
    { key: "bird", label: t("stickers.tab.bird"), cover: first(drawn.value.bird) },
    { key: "mochi", label: t("stickers.tab.mochi"), cover: first(drawn.value.mochi) },
    ...packs.value.map((pack) => ({
      key: `pack:${pack.pack_id}`,
      label: pack.name,
      cover: ofFile(pack.cover),
      pack,
    })),
    { key: "packs", label: t("stickers.tab.packs"), icon: "folders" },
  ]);
  const tab = ref(store.recent().length > 0 ? "recent" : "bird");
  const current = computed(() => tabs.value.find((one) => one.key === tab.value));

  const recent = computed(() =>
    store.recent().map((one): ShownSticker => {
      if (one.drawing) return shownDrawing(one.drawing, t(drawingWords(one.drawing)));
      return { ...one, src: one.file ? files.url(one.file.fileId, "sticker") : "" };
    }),
  );
  const everything = computed(() => {
    const all = [
      ...store.mine.map(ofFile),
      ...packs.value.flatMap(({ pack_id }) => (contents.value.get(pack_id) ?? []).map(ofFile)),
      ...drawn.value.mochi,
      ...drawn.value.bird,
    ];
    return [...new Map(all.map((one) => [one.key, one])).values()];
  });
  const shown = computed(() => {
    if (query.value.trim() !== "") return found(query.value);
    const { pack } = current.value ?? {};
    if (pack) return (contents.value.get(pack.pack_id) ?? []).map(ofFile);
    switch (tab.value) {
      case "recent":
        return recent.value;
      case "mine":
        return store.mine.map(ofFile);
      case "bird":
        return drawn.value.bird;
      case "mochi":
        return drawn.value.mochi;
      default:
        return [];
    }
  });
  const loading = computed(() => {
    const { pack } = current.value ?? {};
    return pack !== undefined && !contents.value.has(pack.pack_id);
  });

  function found(text: string): ShownSticker[] {
    const asked = queryOf(text);
    return everything.value
      .flatMap((one) => {
        const hit = one.word === "" ? null : match(words.value(one.word), asked);
        return hit ? [{ one, rank: hit.rank }] : [];
      })
      .sort((a, b) => a.rank - b.rank)
      .map(({ one }) => one);
  }

  async function load(pack: StickerPack): Promise<void> {
    const content = await store.contentOf(pack).catch(() => null);
    if (content) contents.value = new Map([...contents.value, [pack.pack_id, content.stickers]]);
  }

  watch(
    () => current.value?.pack,
    (pack) => {
      if (pack) void load(pack);
    },
  );
  watch(current, (now) => {
    // The pack that was shown is gone.
    if (!now) tab.value = "packs";
  });
  watch(query, () => {
    for (const pack of packs.value) void load(pack);
  });
  watch(
    () => query.value !== "",
    (asked) => {
      if (asked) void readPinyin().then((readings) => (words.value = wordsOf(readings)));
    },
    { once: true },
  );
  useWhenOnline(() => {
    if (current.value?.pack) void load(current.value.pack);
    if (group.value) store.loadGroup(conversationId).catch(() => undefined);
  });

  return { tabs, tab, current, query, shown, loading, leads };
}

function first(stickers: readonly ShownSticker[]): ShownSticker {
  const [one] = stickers;
  if (!one) throw new Error("a set without stickers");
  return one;
}

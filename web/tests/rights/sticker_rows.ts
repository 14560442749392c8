import type { Commands } from "../../src/protocol/protocol";
import { inGroup, type Row, type Rows } from "./row";
import { leaders, members, packOf, type World } from "./world";

const ofMine = <P extends object>(rest: P): Row<P & { sticker_id: number }> => ({
  params: ({ sticker }: World) => ({ ...rest, sticker_id: sticker }),
  may: ["owner"],
  ids: { sticker_id: ({ elsewhere }: World) => elsewhere.sticker } as Row<
    P & { sticker_id: number }
  >["ids"] &
    object,
});

const foreignPack = ({ elsewhere }: World): number => elsewhere.pack.pack_id;

type StickerCommand = Extract<keyof Commands, `sticker${string}`>;

export const stickerRows: Pick<Rows, StickerCommand> = {
  "sticker.add": [
    {
      params: ({ picture }) => ({ file_id: picture, word: "<b>好</b>" }),
      may: members,
      ids: { file_id: ({ elsewhere }) => elsewhere.file },
    },
    {
      params: ({ picture, pack }) => ({ file_id: picture, pack_id: pack.pack_id }),
      may: leaders,
      ids: { file_id: ({ elsewhere }) => elsewhere.file, pack_id: foreignPack },
    },
  ],
  "sticker.remove": [
    {
      params: ({ sticker }) => ({ sticker_ids: [sticker] }),
      may: ["owner"],
      ids: { sticker_ids: ({ elsewhere }) => [elsewhere.sticker] },
    },
    {
      params: async ({ pack, people, group }, role) => {
        const { cover } = role === "admin" ? await packOf(people.owner, group) : pack;
        return { sticker_ids: [cover.sticker_id] };
      },
      may: leaders,
      ids: { sticker_ids: ({ elsewhere }) => [elsewhere.pack.cover.sticker_id] },
    },
  ],
  "sticker.place": [ofMine({ place: 0 })],
  "sticker.describe": [
    ofMine({ word: "<i>嗯</i>" }),
    {
      params: ({ pack }) => ({ sticker_id: pack.cover.sticker_id, word: "嗯" }),
      may: leaders,
      ids: { sticker_id: ({ elsewhere }) => elsewhere.pack.cover.sticker_id },
    },
  ],
  "sticker_pack.create": [
    inGroup(
      (conversation_id, { picture }) => ({
        conversation_id,
        name: "<b>大家的</b>",
        stickers: [{ file_id: picture, word: null }],
      }),
      leaders,
    ) as Row<Commands["sticker_pack.create"]["params"]>,
  ],
  "sticker_pack.list": [inGroup((conversation_id) => ({ conversation_id }))],
  "sticker_pack.read": [
    {
      params: ({ pack }) => ({ pack_id: pack.pack_id }),
      may: members,
      ids: { pack_id: foreignPack },
    },
  ],
  "sticker_pack.find": [
    {
      params: ({ pack }) => ({ file_id: pack.cover.file_id }),
      may: members,
      ids: { file_id: ({ elsewhere }) => elsewhere.pack.cover.file_id },
    },
  ],
  "sticker_pack.copy": [
    {
      params: ({ pack, group }) => ({ pack_id: pack.pack_id, conversation_id: group }),
      may: leaders,
      ids: { pack_id: foreignPack, conversation_id: ({ elsewhere }) => elsewhere.group },
    },
    {
      params: ({ pack }) => ({ pack_id: pack.pack_id }),
      may: members,
      ids: { pack_id: foreignPack },
    },
  ],
  "sticker_pack.configure": [
    {
      params: ({ pack }) => ({
        pack_id: pack.pack_id,
        name: "<i>新名</i>",
        cover_id: pack.cover.sticker_id,
      }),
      may: leaders,
      ids: { pack_id: foreignPack, cover_id: ({ elsewhere }) => elsewhere.sticker },
    },
  ],
  "sticker_pack.place": [
    {
      params: ({ pack }) => ({ pack_id: pack.pack_id, place: 0 }),
      may: leaders,
      ids: { pack_id: foreignPack },
    },
  ],
  "sticker_pack.remove": [
    {
      params: async ({ pack, people, group }, role) => ({
        pack_id: role === "admin" ? (await packOf(people.owner, group)).pack_id : pack.pack_id,
      }),
      may: leaders,
      ids: { pack_id: foreignPack },
    },
  ],
};

import { hashOf, uploaded } from "../equivalence/uploads";
import { anybody, byHost, type Rows } from "./row";
import { everyone, members } from "./world";

const text = "a text of everybody's own";

export const fileRows: Pick<Rows, "file.copy" | "file.find" | "storage.remove" | "storage.report"> =
  {
    "file.copy": [
      {
        params: ({ file }) => ({ file_id: file }),
        may: members,
        ids: { file_id: ({ elsewhere }) => elsewhere.file },
      },
    ],
    "file.find": [
      {
        params: async (world, role) => {
          if (role !== "nobody") await uploaded(world.person(role).device, "a.txt", text);
          return { sha256: hashOf(text), size: text.length, name: "b.txt" };
        },
        may: everyone,
      },
    ],
    "storage.report": [{ params: () => ({}), may: byHost }],
    "storage.remove": [
      {
        params: ({ group }) => ({
          before: 1,
          larger_than: 0,
          kind: null,
          conversation_id: group,
          try_only: false,
        }),
        may: byHost,
        // Room is made in every conversation, whoever is in it.
        ids: { conversation_id: anybody },
      },
    ],
  };

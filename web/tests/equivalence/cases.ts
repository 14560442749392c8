// A case for every command: a command without one does not compile.
import type { Commands } from "../../src/protocol/protocol";
import { accountCases } from "./account_cases";
import { callCases } from "./call_cases";
import type { Cast } from "./cast";
import { chatCases } from "./chat_cases";
import { fileCases } from "./file_cases";
import { announcementCases } from "./announcement_cases";
import { groupCallCases } from "./group_call_cases";
import { groupCases } from "./group_cases";
import { joiningCases } from "./joining_cases";
import { mediaCases } from "./media_cases";
import { moderationCases } from "./moderation_cases";
import { peopleCases } from "./people_cases";
import { stickerPackCases } from "./sticker_pack_cases";
import { stickerCases } from "./sticker_cases";
import { streamCases } from "./stream_cases";

export type Case = (cast: Cast) => Promise<void>;

export const cases: Record<keyof Commands, Case> = {
  ...accountCases,
  ...peopleCases,
  ...chatCases,
  ...groupCases,
  ...announcementCases,
  ...joiningCases,
  ...moderationCases,
  ...callCases,
  ...groupCallCases,
  ...mediaCases,
  ...fileCases,
  ...stickerCases,
  ...stickerPackCases,
  ...streamCases,
};

// What other features put into a room. The page that shows both provides it.
import { inject, type Component, type InjectionKey } from "vue";
import type { Attachment } from "../../protocol/protocol";
import type { MenuItem } from "../../ui/menu";

export interface RoomParts {
  /**
   * Draws what a message carries.
   * Props: attachments, clientId (of a message on its way, else null), mine, senderName. Emits cancel.
   */
  attachments: Component;
  /**
   * Stands in the composer. Props: conversationId, recipient.
   * Emits send(clientId, text, attachments, mentions).
   */
  tools: Component;
  /**
   * Who an '@' may mean. Props: conversationId, words. Emits pick(label, userId), active(optionId).
   * Exposes pressed(event), true when a key was meant for it, and listId.
   */
  mentions: Component;
  /** What a message carries, in words for where it cannot be drawn. */
  words(attachments: readonly Attachment[], text: string): string;
  /** What can be done with one of those that a message carries. */
  menu(attachment: Attachment): MenuItem[];
}

export const roomParts: InjectionKey<RoomParts> = Symbol("room parts");

export const useRoomParts = (): RoomParts | null => inject(roomParts, null);

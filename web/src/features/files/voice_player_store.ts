// The one voice that is heard. When it ends, the next one of others that was not listened to yet follows.
import { defineStore } from "pinia";
import { ref, shallowRef, triggerRef } from "vue";
import type { RoomAttachment } from "../../session/room_attachments";
import { useSession } from "../../session/session_store";
import { fileUrl } from "./file_address";
import { PlayedVoices } from "./played_voices";

const rates = [1, 1.5, 2];

export const useVoicePlayer = defineStore("voice-player", () => {
  const session = useSession();
  const current = ref(0);
  const playing = ref(false);
  const failed = ref(false);
  /** Seconds. */
  const position = ref(0);
  const rate = ref(1);
  const played = shallowRef(new PlayedVoices(`ling.played.${session.myId}`, localStorage));
  let audio: HTMLAudioElement | null = null;
  let others: () => readonly RoomAttachment[] = () => [];

  function element(): HTMLAudioElement {
    if (audio) return audio;
    audio = new Audio();
    audio.ontimeupdate = () => (position.value = audio?.currentTime ?? 0);
    audio.onplay = () => (playing.value = true);
    audio.onpause = () => (playing.value = false);
    audio.onended = next;
    audio.onerror = () => {
      if (current.value) failed.value = true;
      playing.value = false;
    };
    return audio;
  }

  function wasPlayed(fileId: number): boolean {
    return played.value.has(fileId);
  }

  function toggle(one: RoomAttachment, inRoom: () => readonly RoomAttachment[]): void {
    others = inRoom;
    if (current.value !== one.attachment.file_id) start(one);
    else if (playing.value) element().pause();
    else void element().play();
  }

  function start({ attachment, mine }: RoomAttachment): void {
    const player = element();
    current.value = attachment.file_id;
    failed.value = false;
    position.value = 0;
    player.src = fileUrl(attachment.file_id, attachment.name);
    player.playbackRate = rate.value;
    player.play().catch(() => undefined);
    if (mine) return;
    played.value.add(attachment.file_id);
    triggerRef(played);
  }

  function next(): void {
    playing.value = false;
    position.value = 0;
    const voices = others().filter(({ attachment }) => attachment.kind === "voice");
    const at = voices.findIndex(({ attachment }) => attachment.file_id === current.value);
    current.value = 0;
    const following = voices
      .slice(at + 1)
      .find(({ attachment, mine }) => !mine && !wasPlayed(attachment.file_id));
    if (at >= 0 && following) start(following);
  }

  function changeRate(): void {
    rate.value = rates[(rates.indexOf(rate.value) + 1) % rates.length] ?? 1;
    element().playbackRate = rate.value;
  }

  function stop(): void {
    audio?.pause();
    current.value = 0;
  }

  return { current, playing, failed, position, rate, wasPlayed, toggle, changeRate, stop };
});

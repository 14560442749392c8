// Who speaks, how loud, and how well they arrive at the server: as the media engine tells it.
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import type { FleetingEvent } from "../../protocol/protocol";

/** Louder than the noise of a room. */
const spokenFromDbov = -50;

export interface Voices {
  /** Who speaks right now. */
  speaking: ShallowRef<ReadonlySet<number>>;
  /** Who has the word; it stays when they fall silent. 0 = nobody yet. */
  speaker: Ref<number>;
  /** 0 to 10, of whom anything was said. */
  scores: ShallowRef<ReadonlyMap<number, number>>;
  handle(event: FleetingEvent, room: string | null, myId: number): void;
  clear(): void;
}

export function createVoices(): Voices {
  const speaking = shallowRef<ReadonlySet<number>>(new Set());
  const speaker = ref(0);
  const scores = shallowRef<ReadonlyMap<number, number>>(new Map());

  function handle(event: FleetingEvent, room: string | null, myId: number): void {
    switch (event.event) {
      case "media.heard": {
        if (event.data.room !== room) return;
        const loud = event.data.voices.filter(({ dbov }) => dbov >= spokenFromDbov);
        speaking.value = new Set(loud.map(({ user_id }) => user_id));
        return;
      }
      case "media.speaker":
        if (event.data.room === room && event.data.user_id !== myId) {
          speaker.value = event.data.user_id;
        }
        return;
      case "media.scored":
        if (event.data.room !== room) return;
        scores.value = new Map([...scores.value, [event.data.user_id, event.data.score]]);
    }
  }

  return {
    speaking,
    speaker,
    scores,
    handle,
    clear: () => {
      speaking.value = new Set();
      speaker.value = 0;
      scores.value = new Map();
    },
  };
}

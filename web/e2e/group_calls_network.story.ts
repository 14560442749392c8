// A call of a group over a way that is narrow.
import { idOf, groupOf, joinCall, pictureOf, startCall } from "./harness/group_call";
import type { Person } from "./harness/person";
import { seesMoving } from "./harness/senses";
import { soundComesFirst } from "./harness/sound_comes_first";
import { networkStory } from "./harness/story";

networkStory(
  "in a group, too, sound comes first where there is little room",
  async (stage, network) => {
    const [placeOfA, placeOfB] = [await network.join("a"), await network.join("b")];
    // The server looks at its own addresses when it starts.
    await stage.server.stop();
    await stage.server.resume();
    const phone = { viewport: "phone", theme: "dark", locale: "en-US" } as const;
    const people = await groupOf(stage, [phone, {}], [placeOfA, placeOfB]);
    const [a, b] = people as [Person, Person];
    const idA = await idOf(a);
    await startCall(a, "startVideo");
    await joinCall(b);
    await seesMoving(pictureOf(b, idA));
    await soundComesFirst(a, placeOfA, b, pictureOf(b, idA));
  },
);

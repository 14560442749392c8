import type { Locator } from "playwright-core";
import type { Place } from "./network";
import type { Person } from "./person";
import { hears, seesMoving } from "./senses";

/** The way from the speaker becomes narrow, and wide again; `picture`: where the other one sees the speaker. */
export async function soundComesFirst(
  speaker: Person,
  place: Place,
  other: Person,
  picture: Locator,
): Promise<void> {
  const note = speaker.page.getByTestId("sound-first");
  // A browser believes in more room only little by little.
  other.page.setDefaultTimeout(60_000);
  await place.becomes({ kbit: 300 }, "up");
  await seesMoving(picture);
  await place.becomes({ kbit: 100 }, "up");
  await speaker.sees(note);
  await other.noLongerSees(picture);
  await hears(other);
  await hears(speaker);
  await speaker.picture("sound first");
  await other.picture("a face instead");
  await place.becomes({ kbit: 0 }, "up");
  await other.sees(picture);
  await seesMoving(picture);
  await speaker.noLongerSees(note);
  await hears(other);
}

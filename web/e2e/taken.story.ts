// What pictures and films say of where they were taken, and what the receiver gets of it.
import { expect } from "vitest";
import { accountOf, becomeFriends, openChatWith, register } from "./harness/actions";
import { call } from "./harness/call";
import type { Person } from "./harness/person";
import type { Sample } from "./harness/samples";
import { story } from "./harness/story";
import { place, takenSomewhere } from "./harness/taken";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

async function choose(person: Person, files: Sample[]): Promise<void> {
  await person.page.getByTestId("file-input").setInputFiles(files);
  await person.sees(person.page.getByTestId("chosen-file").first());
}

async function confirm(person: Person, caption: string): Promise<void> {
  const dialog = person.page.getByRole("dialog");
  await dialog.getByLabel(person.words.files.caption).fill(caption);
  await dialog.getByRole("button", { name: /^(发送|Send) \d/ }).click();
  await person.noLongerSees(dialog);
}

/** For each file that has been sent here, its name and whether it says where it was taken, or its preview does. */
async function sentFiles(person: Person): Promise<{ name: string; tells: boolean }[]> {
  const { conversations } = await call(person, "stream.snapshot", {});
  const conversation_id = conversations[0]?.conversation_id ?? 0;
  const { messages } = await call(person, "message.history", { conversation_id });
  const found = [];
  for (const { file_id, preview_id, name } of messages.flatMap((one) => one.attachments ?? [])) {
    const ids = [file_id, ...(preview_id === null ? [] : [preview_id])];
    found.push({ name, tells: await tellWhere(person, ids) });
  }
  return found;
}

function tellWhere(person: Person, fileIds: readonly number[]): Promise<boolean> {
  return person.page.evaluate(
    async ([ids, secret]) => {
      let tells = false;
      for (const id of ids) {
        const bytes = await (await fetch(`/files/${id}/x`)).arrayBuffer();
        if (bytes.byteLength === 0) throw new Error("nothing was sent");
        if (new TextDecoder("latin1").decode(bytes).includes(secret)) tells = true;
      }
      return tells;
    },
    [fileIds, place.slice(0, 7)] as const,
  );
}

story("where pictures and films were taken stays with who sends them", async (stage) => {
  const a = await stage.person("mei");
  const b = await stage.person("ming");
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  const samples = takenSomewhere(stage.folder);
  await choose(a, samples);
  await confirm(a, "看这里");
  await b.sees("看这里");
  const sent = await sentFiles(b);
  expect(sent.map(({ name }) => name.replace(/\..*/, ""))).toEqual(samples.map(() => "taken"));
  expect(sent.filter(({ tells }) => tells)).toEqual([]);

  // Whoever wants it sends all of it.
  await choose(a, samples);
  await a.page.getByRole("dialog").getByRole("checkbox").check();
  await confirm(a, "原图");
  await b.sees("原图");
  await expect.poll(async () => (await sentFiles(b)).length).toBe(2 * samples.length);
  expect((await sentFiles(b)).filter(({ tells }) => tells).length).toBe(samples.length);

  // What cannot be left out is said beforehand.
  const film = {
    name: "a.mkv",
    mimeType: "video/x-matroska",
    buffer: Buffer.from("\x1aE\xdf\xa3", "latin1"),
  };
  await choose(a, [film]);
  await a.sees(a.words.files.tells);
  await a.picture("it may tell");
});

// What pictures and films say of where they were taken, and what the receiver gets of it.
import { expect } from "vitest";
import { accountOf, becomeFriends, openChatWith, register } from "./harness/actions";
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
function sentFiles(person: Person): Promise<{ name: string; tells: boolean }[]> {
  return person.page.evaluate(
    async (secret) => {
      const ask = async (command: string, params: object) => {
        const headers = { "Content-Type": "application/json" };
        const body = JSON.stringify(params);
        const reply = await fetch(`/api/${command}`, { method: "POST", headers, body });
        return ((await reply.json()) as { result: never }).result;
      };
      const { conversations } = (await ask("stream.snapshot", {})) as {
        conversations: { conversation_id: number }[];
      };
      const conversation_id = conversations[0]?.conversation_id;
      const { messages } = (await ask("message.history", { conversation_id })) as {
        messages: {
          attachments?: { file_id: number; preview_id: number | null; name: string }[];
        }[];
      };
      const found = [];
      for (const { file_id, preview_id, name } of messages.flatMap(
        (one) => one.attachments ?? [],
      )) {
        let tells = false;
        for (const id of [file_id, ...(preview_id ? [preview_id] : [])]) {
          const bytes = await (await fetch(`/files/${id}/x`)).arrayBuffer();
          if (bytes.byteLength === 0) throw new Error("nothing was sent");
          if (new TextDecoder("latin1").decode(bytes).includes(secret)) tells = true;
        }
        found.push({ name, tells });
      }
      return found;
    },
    place.slice(0, 7),
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

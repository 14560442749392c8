// Every rule finds what it is there to find, and leaves the rest in peace.
import assert from "node:assert/strict";
import test from "node:test";
import * as rules from "./rules.mjs";

const files = (object) => new Map(Object.entries(object));
const arrows = rules.parseArrows(`
# a comment
protocol:
hub: protocol
features/accounts: hub
features/chat: hub features/accounts/*_service.hpp
app: hub features
`);

test("an include along the arrows is fine", () => {
  const chat = `#include "features/chat/chat_store.hpp"
#include "hub/hub.hpp"
#include "features/accounts/account_service.hpp"
#include <vector>`;
  const code = {
    "server/src/features/chat/chat.cpp": chat,
    "server/src/app/app.cpp": '#include "features/chat/chat.hpp"',
  };
  assert.deepEqual(rules.includesAgainstArrows(files(code), arrows), []);
});

for (const [what, path, include] of [
  ["against an arrow", "server/src/hub/hub.cpp", "features/chat/chat_service.hpp"],
  ["of another feature's store", "server/src/features/chat/chat.cpp", "features/accounts/account_store.hpp"],
  ["against the line between features", "server/src/features/accounts/a.cpp", "features/chat/chat_service.hpp"],
  ["without a folder", "server/src/hub/hub.cpp", "outlet.hpp"],
  ["that climbs", "server/src/hub/hub.cpp", "../app/app.hpp"],
  ["from the protocol", "protocol/include/ling/protocol/ids.hpp", "hub/hub.hpp"],
  ["in a folder nobody listed", "server/src/helpers/h.hpp", "hub/hub.hpp"],
]) {
  test(`an include ${what} is found`, () => {
    const found = rules.includesAgainstArrows(files({ [path]: `#pragma once\n#include "${include}"\n` }), arrows);
    assert.equal(found.length, 1, found.join("\n"));
    assert.ok(found[0].startsWith(path));
  });
}

test("a test may include what it needs", () => {
  const code = { "server/src/hub/hub_test.cpp": '#include "features/chat/chat_store.hpp"' };
  assert.deepEqual(rules.includesAgainstArrows(files(code), arrows), []);
});

test("a library linked against an arrow is found, a test's libraries are its own", () => {
  const code = (link) =>
    files({
      "server/src/hub/CMakeLists.txt": `ling_library(ling_hub SOURCES hub.cpp LINK ${link} fmt::fmt)\nling_unit_test(SOURCES a.cpp LINK ling_app)`,
    });
  assert.equal(rules.linksAgainstArrows(code("ling_chat"), arrows).length, 1);
  assert.deepEqual(rules.linksAgainstArrows(code("ling_protocol"), arrows), []);
});

const vocabulary = rules.parseFeatureWords("message\nfriend\nexcept: friend class\nexcept: [.>]message\\(\n");
const wordsIn = (text, path = "server/src/hub/hub.cpp") =>
  rules.featureWordsInInfrastructure(files({ [path]: text }), vocabulary);

test("a feature's word in infrastructure is found in any form", () => {
  assert.equal(wordsIn("int friend_id; struct FriendList; auto messages = 1;").length, 3);
  assert.equal(wordsIn('call("message.send");').length, 1);
  assert.equal(wordsIn("const lastMessage = 1", "web/src/connection/connection.ts").length, 1);
});

test("a feature's word in a comment, a sentence or a feature is fine", () => {
  assert.deepEqual(wordsIn('// a message\nlog("no message came"); /* friends */'), []);
  assert.deepEqual(wordsIn("friend class Hub; error.message();"), []);
  assert.deepEqual(wordsIn("int message;", "server/src/features/chat/chat.cpp"), []);
});

test("the command for sending is named in its places only", () => {
  const places = {
    "protocol/include/ling/protocol/chat.hpp": '"message.send"',
    "web/src/features/chat/api.ts": 'call("message.send")\non("message.sent")',
    "docs/how-a-message-is-sent.md": "message.send",
    "tests/system/send_test.cpp": "message.send",
  };
  assert.deepEqual(rules.placesOfSendingAMessage(files(places)), []);
  assert.equal(
    rules.placesOfSendingAMessage(files({ ...places, "server/src/app/app.cpp": '"message.send"' })).length,
    1,
  );
  delete places["web/src/features/chat/api.ts"];
  assert.equal(rules.placesOfSendingAMessage(files(places)).length, 1);
});

test("SQL outside a store is found", () => {
  const sql = 'tx.all("SELECT 1"); // SELECT';
  assert.equal(rules.statementsOutsideStores(files({ "server/src/features/chat/chat_service.cpp": sql })).length, 1);
  assert.deepEqual(rules.statementsOutsideStores(files({ "server/src/features/chat/chat_store.cpp": sql })), []);
});

for (const [path, text] of [
  ["server/src/features/chat/chat.hpp", "std::mutex mutex_;"],
  ["server/src/hub/hub.cpp", "co_spawn(loop, task(), asio::detached);"],
  ["web/src/features/chat/Bubble.vue", '<p v-html="text" />'],
  ["tests/system/send_test.cpp", "std::this_thread::sleep_for(1s);"],
  ["web/e2e/chat.story.ts", "await page.waitForTimeout(500);"],
  ["web/src/features/chat/outbox.test.ts", "await new Promise((resolve) => setTimeout(resolve, 50));"],
]) {
  test(`a smell in ${path} is found`, () => {
    assert.equal(rules.smellsIn(files({ [path]: text })).length, 1);
    assert.deepEqual(rules.smellsIn(files({ [path]: `// ${text}` })), []);
  });
}

test("a component is imported with its style", () => {
  const component = 'import { ElDialog } from "element-plus/es/components/dialog/index";\n';
  const style = (name) => `import "element-plus/es/components/${name}/style/css";\n`;
  const complaints = (text) => rules.componentsWithoutStyle(files({ "web/src/a.vue": text })).length;
  assert.equal(complaints(component + style("dialog")), 0);
  assert.equal(complaints(component), 1);
  assert.equal(complaints(component + style("switch")), 1);
  assert.equal(complaints('import { ElDialog } from "element-plus";\n' + style("dialog")), 1);
});

test("a long file needs a reason, and a reason needs a long file", () => {
  const long = files({ "server/src/hub/hub.cpp": "\n".repeat(501), "server/src/hub/hub.hpp": "\n".repeat(500) });
  assert.equal(rules.longFiles(long, "").length, 1);
  assert.equal(rules.longFiles(long, "server/src/hub/hub.cpp:").length, 1);
  assert.deepEqual(rules.longFiles(long, "server/src/hub/hub.cpp: one table"), []);
  assert.equal(
    rules.longFiles(long, "server/src/hub/hub.cpp: one table\nserver/src/hub/hub.hpp: x\ngone.cpp: y").length,
    2,
  );
});

test("a link to a file that is not there is found", () => {
  const docs = (link) => files({ "docs/tour.md": `see [it](${link})`, "docs/threads.md": "", "README.md": "" });
  for (const link of ["threads.md#who", "../README.md", "../docs/", "https://example.org/x", "#here"]) {
    assert.deepEqual(rules.brokenLinks(docs(link)), []);
  }
  for (const link of ["thread.md", "../docs/x/", "../../README.md/x"])
    assert.equal(rules.brokenLinks(docs(link)).length, 1);
});

test("a place in the README that moved is found", () => {
  const readme = (row) =>
    files({
      "README.md": `# 翎\n\n## Where is…?\n| I look for | it is |\n| --- | --- |\n${row}\n\n## Licence\n| \`not/a/place\` |\n`,
      "server/src/features/chat/chat_service.cpp": "Task<Result<MessageAck>> ChatService::send(…)",
    });
  const path = "server/src/features/chat/chat_service.cpp";
  assert.deepEqual(rules.lostPlaces(readme(`| sending | \`${path}\`, \`send\` |`)), []);
  assert.equal(rules.lostPlaces(readme(`| sending | \`${path}\`, \`deliver\` |`)).length, 1);
  assert.equal(rules.lostPlaces(readme("| sending | `server/src/gone.cpp` |")).length, 1);
  assert.equal(rules.lostPlaces(readme("")).length, 1);
});

import { expect, it } from "vitest";
import { invitationIn, personIn, personLink } from "./person_link";

it.each([
  ["https://ling.home/u/mei", "mei"],
  ["http://192.168.1.7:8080/u/mei_2-b", "mei_2-b"],
  ["https://[::1]:8443/u/12", "12"],
  ["  https://ling.home/u/mei/?from=code#top \n", "mei"],
  ["HTTPS://LING.HOME/U/MEI", "MEI"],
  ["mei", null],
  ["https://ling.home/", null],
  ["https://ling.home/u/", null],
  ["https://ling.home/u/mei/more", null],
  ["https://ling.home/chats/3?x=/u/mei", null],
  ["https://ling.home/?x=https://ling.home/u/mei", null],
  ["javascript:alert(1)//x/u/mei", null],
  ["https://ling.home/u/<b>", null],
])("finds in %j the person %j", (text, person) => {
  expect(personIn(text)).toBe(person);
});

it("tells an invitation from a person", () => {
  expect(invitationIn("https://ling.home/g/abcd-efgh")).toBe("abcd-efgh");
  expect(personIn("https://ling.home/g/abcd-efgh")).toBeNull();
  expect(invitationIn("https://ling.home/u/mei")).toBeNull();
});

it("reads back what it writes", () => {
  expect(personIn(personLink("https://ling.home:8443", "mei"))).toBe("mei");
});

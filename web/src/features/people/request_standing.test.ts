import { expect, it } from "vitest";
import type { FriendRequest } from "../../protocol/protocol";
import { requestStanding } from "./request_standing";

const request: FriendRequest = {
  request_id: 1,
  from_user_id: 1,
  to_user_id: 2,
  message: "",
  question: "",
  state: "waiting",
  created_at: 0,
  expires_at: 100,
};

it("expires only while it waits", () => {
  expect(requestStanding(request, 99)).toBe("waiting");
  expect(requestStanding(request, 100)).toBe("expired");
  expect(requestStanding({ ...request, state: "accepted" }, 100)).toBe("accepted");
});

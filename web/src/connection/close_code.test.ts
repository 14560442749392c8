import { describe, expect, it } from "vitest";
import { closeCodes } from "../protocol/protocol";
import { afterClose } from "./close_code";

describe("afterClose", () => {
  it("knows what to do for every code of the protocol", () => {
    const told = Object.fromEntries(
      Object.entries(closeCodes).map(([name, code]) => [name, afterClose(code)]),
    );
    expect(told).toEqual({
      normal: "reconnect",
      protocol_error: "reconnect",
      not_text: "reconnect",
      not_utf8: "reconnect",
      frame_too_large: "reconnect",
      restarting: "reconnect",
      slow_reader: "reconnect",
      silent: "reconnect",
      signed_out: "sign_in",
      too_many_connections: "stop",
    });
    expect(afterClose(1006)).toBe("reconnect");
  });
});

export type AfterClose = "reconnect" | "sign_in" | "stop";

/** The range of a close code says what to do next; see close_code.hpp. */
export function afterClose(code: number): AfterClose {
  if (code >= 4100 && code < 4200) return "sign_in";
  if (code >= 4200 && code < 4300) return "stop";
  return "reconnect";
}

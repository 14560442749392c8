import type { Router } from "vue-router";

/** When the page before is where "back" leads anyway, go there by the history, so that it does not grow by going to and fro. */
export function goBack(event: MouseEvent, router: Router, to: string): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (router.options.history.state["back"] === to) router.back();
  else void router.push(to);
}

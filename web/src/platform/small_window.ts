// A window over all other programs. Browsers have two kinds: one that holds whatever the page puts into it (Document
// Picture-in-Picture), and one for the picture of a video alone.

interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

function ofDocuments(): DocumentPictureInPicture | null {
  const found = (window as { documentPictureInPicture?: DocumentPictureInPicture })
    .documentPictureInPicture;
  return found ?? null;
}

export function mayOpenSmallWindow(): boolean {
  return ofDocuments() !== null;
}

export function mayFloatVideo(): boolean {
  return document.pictureInPictureEnabled === true;
}

export interface SmallWindow {
  /** Where to put what it shows. */
  body: HTMLElement;
  close: () => void;
}

/** Looks as the page does. Only as a consequence of a click or a key. Throws where the browser does not want to. */
export async function openSmallWindow(
  size: { width: number; height: number },
  onClosed: () => void,
): Promise<SmallWindow> {
  const opener = ofDocuments();
  if (!opener) throw new Error("this browser has no small windows");
  const opened = await opener.requestWindow(size);
  const { document: inside } = opened;
  for (const { name, value } of document.documentElement.attributes) {
    inside.documentElement.setAttribute(name, value);
  }
  inside.title = document.title;
  inside.head.append(...[...document.styleSheets].flatMap(copied));
  opened.addEventListener("pagehide", onClosed, { once: true });
  return { body: inside.body, close: () => opened.close() };
}

/** With its rules, so that nothing has to be fetched before the first picture. */
function copied(sheet: CSSStyleSheet): HTMLStyleElement[] {
  try {
    const style = document.createElement("style");
    style.textContent = [...sheet.cssRules].map((rule) => rule.cssText).join("\n");
    return [style];
  } catch {
    // Not ours: of an extension, for instance.
    return [];
  }
}

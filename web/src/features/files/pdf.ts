// PDFs, drawn by pdf.js: parsed in a worker, painted on canvases, and nothing else. No script of a document runs, no link
// of one leads anywhere. In a file of its own, so that nobody loads it who opens no PDF.
import { getDocument, GlobalWorkerOptions } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PDFDocumentLoadingTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import PdfWorker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker";

/** How letters are numbered in Chinese, Japanese and Korean fonts that lie outside a document. */
const maps = import.meta.glob<string>("/node_modules/pdfjs-dist/cmaps/*.bcmap", {
  query: "?url",
  import: "default",
  eager: true,
});

class CharacterMaps {
  async fetch({ name }: { name: string }): Promise<{ cMapData: Uint8Array; isCompressed: true }> {
    const url = maps[`/node_modules/pdfjs-dist/cmaps/${name}.bcmap`];
    if (!url) throw new Error("there is no such map");
    const answer = await fetch(url);
    return { cMapData: new Uint8Array(await answer.arrayBuffer()), isCompressed: true };
  }
}

/** To be destroyed with its task. The bytes are copied. */
export function openPdf(bytes: Uint8Array): PDFDocumentLoadingTask {
  GlobalWorkerOptions.workerPort ??= new PdfWorker();
  return getDocument({
    data: bytes.slice(),
    CMapReaderFactory: CharacterMaps,
    useWorkerFetch: false,
    isEvalSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: 50_000_000,
  });
}

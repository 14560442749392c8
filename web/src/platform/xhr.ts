// A request whose progress upwards can be followed, which fetch cannot. Status 0: no answer came.
export interface XhrReply {
  status: number;
  header(name: string): string | null;
  body: string;
}

export function askByXhr(request: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Blob;
  onSent?: (bytes: number) => void;
  signal: AbortSignal;
}): Promise<XhrReply> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    const abort = (): void => xhr.abort();
    xhr.open(request.method, request.url);
    for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value);
    // An answer that never comes: the connection is dead though nobody said so.
    let heard = setTimeout(abort, silenceMs);
    const alive = (): void => {
      clearTimeout(heard);
      heard = setTimeout(abort, silenceMs);
    };
    xhr.upload.onprogress = (event) => {
      alive();
      request.onSent?.(event.loaded);
    };
    xhr.onloadend = () => {
      clearTimeout(heard);
      request.signal.removeEventListener("abort", abort);
      resolve({
        status: xhr.status,
        header: (name) => (xhr.status === 0 ? null : xhr.getResponseHeader(name)),
        body: xhr.responseText,
      });
    };
    request.signal.addEventListener("abort", abort);
    xhr.send(request.body ?? null);
  });
}

const silenceMs = 30_000;

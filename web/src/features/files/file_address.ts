import { serverPrefix } from "../../platform/server_address";

/** The name is for people who look at the address, and for the browser that saves it. */
export function fileUrl(fileId: number, name: string): string {
  return `${serverPrefix()}/files/${fileId}/${encodeURIComponent(name)}`;
}

export const saveUrl = (fileId: number, name: string): string => `${fileUrl(fileId, name)}?save`;

export const uploadsUrl = (): string => `${serverPrefix()}/uploads`;

// Pages of a conversation: from the database where it holds them, else from the server.
import type { Message } from "../../protocol/protocol";
import { loadAfter, loadBefore, savePage } from "../../session/cache";
import { useSession } from "../../session/session_store";

export const pageSize = 50;

export interface History {
  /** Messages that end just before `seq`, ascending; fewer than a page only where the conversation begins or the cache ends. */
  before(seq: number, limit?: number): Promise<Message[]>;
  after(seq: number): Promise<Message[]>;
  /** Only what this browser holds, at once. */
  cachedBefore(seq: number, limit?: number): Promise<Message[]>;
}

export function useHistory(conversationId: number): History {
  const session = useSession();

  async function cachedBefore(seq: number, limit = pageSize): Promise<Message[]> {
    if (!session.db || seq <= 1) return [];
    return loadBefore(session.db, conversationId, seq - 1, limit).catch(() => []);
  }

  async function before(seq: number, limit = pageSize): Promise<Message[]> {
    if (seq <= 1) return [];
    const cached = await cachedBefore(seq, limit);
    if (cached.length > 0) return cached;
    return fetchPage({ before_seq: seq, limit: Math.min(limit, 100) });
  }

  async function after(seq: number): Promise<Message[]> {
    const cached = session.db
      ? await loadAfter(session.db, conversationId, seq + 1, pageSize).catch(() => [])
      : [];
    if (cached.length > 0) return cached;
    return fetchPage({ after_seq: seq, limit: pageSize });
  }

  async function fetchPage(where: {
    before_seq?: number;
    after_seq?: number;
    limit: number;
  }): Promise<Message[]> {
    const params = { conversation_id: conversationId, ...where };
    const { messages } = await session.request("message.history", params);
    if (session.db && messages.length > 0)
      void savePage(session.db, messages).catch(() => undefined);
    return messages;
  }

  return { before, after, cachedBefore };
}

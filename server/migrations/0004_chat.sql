-- Conversations and their messages.

CREATE TABLE conversation (
  conversation_id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind            INTEGER NOT NULL,        -- ConversationKind
  low_user_id     BIGINT,                  -- the two of a direct conversation, the smaller id first; null for groups
  high_user_id    BIGINT,
  created_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX conversation_direct ON conversation (low_user_id, high_user_id);

CREATE TABLE member (
  conversation_id BIGINT NOT NULL,
  user_id         BIGINT NOT NULL,
  delivered_seq   BIGINT NOT NULL,
  read_seq        BIGINT NOT NULL,
  marked_unread   INTEGER NOT NULL,
  pinned_at       BIGINT NOT NULL,
  muted           INTEGER NOT NULL,
  draft           TEXT NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID;
CREATE INDEX member_user ON member (user_id, conversation_id);

-- Clustered on its place in the conversation: the last fifty of any conversation lie side by side on disk.
CREATE TABLE message (
  conversation_id BIGINT NOT NULL,
  seq             BIGINT NOT NULL,
  sender_id       BIGINT NOT NULL,
  client_id       VARCHAR(64) NOT NULL,
  kind            INTEGER NOT NULL,        -- MessageKind
  text            TEXT NOT NULL,
  notice          INTEGER,                 -- NoticeKind
  sent_at         BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, seq)
) WITHOUT ROWID;
-- One message per client_id for ever: a repeat finds the first.
CREATE UNIQUE INDEX message_client ON message (sender_id, client_id);

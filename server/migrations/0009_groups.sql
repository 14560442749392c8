-- Governing groups: whom an act concerned, what members are called, what is announced.

ALTER TABLE message ADD COLUMN details TEXT;                             -- NoticeDetails of a notice, as JSON
ALTER TABLE group_audit ADD COLUMN target_id BIGINT;                     -- to whom it was done; null = to the group
ALTER TABLE conversation ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN headline TEXT;                       -- GroupHeadline, as JSON; null = none
ALTER TABLE member ADD COLUMN nickname VARCHAR(128) NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN last_spoke_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN seen_announcement_id BIGINT NOT NULL DEFAULT 0;
-- The owner stands in conversation.owner_id alone, so that there is always exactly one.
UPDATE member SET role = 0 WHERE role = 1;

CREATE TABLE announcement (
  announcement_id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id BIGINT NOT NULL,
  author_id       BIGINT NOT NULL,
  text            TEXT NOT NULL,
  must_confirm    INTEGER NOT NULL,
  published_at    BIGINT NOT NULL,
  reminded_at     BIGINT NOT NULL
);
CREATE INDEX announcement_conversation ON announcement (conversation_id, announcement_id);

CREATE TABLE announcement_confirmation (
  announcement_id BIGINT NOT NULL,
  user_id         BIGINT NOT NULL,
  confirmed_at    BIGINT NOT NULL,
  PRIMARY KEY (announcement_id, user_id)
) WITHOUT ROWID;

-- The rules of a group. Whoever came into a group of before may read everything, and so may those who come still.
ALTER TABLE conversation ADD COLUMN joining INTEGER NOT NULL DEFAULT 0;             -- GroupJoining
ALTER TABLE conversation ADD COLUMN findable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN history INTEGER NOT NULL DEFAULT 0;             -- GroupHistory
ALTER TABLE conversation ADD COLUMN inviting INTEGER NOT NULL DEFAULT 0;            -- GroupWho, as the next two
ALTER TABLE conversation ADD COLUMN mentioning INTEGER NOT NULL DEFAULT 1;
ALTER TABLE conversation ADD COLUMN calling INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN everybody_muted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN waiting_requests INTEGER NOT NULL DEFAULT 0;    -- so that nobody has to count
UPDATE conversation SET history = 2 WHERE kind = 1;
CREATE INDEX conversation_findable ON conversation (findable);
ALTER TABLE member ADD COLUMN muted_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN exempt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN first_seq BIGINT NOT NULL DEFAULT 1;                  -- what was before is not theirs to read

-- Links into groups. The code is kept as it is, since whoever made it may look at it again.
CREATE TABLE group_link (
  link_id         INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id BIGINT NOT NULL,
  code            VARCHAR(64) NOT NULL,
  creator_id      BIGINT NOT NULL,
  created_at      BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  uses_left       INTEGER NOT NULL
);
CREATE UNIQUE INDEX group_link_code ON group_link (code);
CREATE INDEX group_link_conversation ON group_link (conversation_id, link_id);

CREATE TABLE group_join_request (
  request_id      INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id BIGINT NOT NULL,
  user_id         BIGINT NOT NULL,
  inviter_id      BIGINT,                  -- who brought them or made their link
  reason          TEXT NOT NULL,
  state           INTEGER NOT NULL,        -- JoinState
  decider_id      BIGINT,
  asked_at        BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL
);
CREATE INDEX group_join_request_conversation ON group_join_request (conversation_id, request_id);

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

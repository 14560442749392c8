-- Calls of groups while they last; of one that has ended a message tells.

CREATE TABLE group_call (
  group_call_id   INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id BIGINT NOT NULL UNIQUE,  -- one in each group at a time
  started_by      BIGINT NOT NULL,
  started_at      BIGINT NOT NULL,
  locked          INTEGER NOT NULL,
  may_unmute      INTEGER NOT NULL
);

-- Nobody is in two calls: the key says so, and for those between two the transaction that takes the seat.
CREATE TABLE group_call_seat (
  user_id        BIGINT NOT NULL PRIMARY KEY,
  group_call_id  BIGINT NOT NULL,
  device_id      BIGINT NOT NULL,
  endpoint       VARCHAR(64) NOT NULL,
  joined_at      BIGINT NOT NULL,
  host           INTEGER NOT NULL,
  microphone     INTEGER NOT NULL,
  camera         INTEGER NOT NULL,
  screen         INTEGER NOT NULL,
  hand_raised_at BIGINT NOT NULL           -- 0 = it is not up
);
CREATE INDEX group_call_seat_call ON group_call_seat (group_call_id);

-- Who was put out of a call does not come back to it.
CREATE TABLE group_call_removed (
  group_call_id BIGINT NOT NULL,
  user_id       BIGINT NOT NULL,
  PRIMARY KEY (group_call_id, user_id)
) WITHOUT ROWID;

ALTER TABLE conversation ADD COLUMN group_call TEXT;  -- GroupCall as JSON: what all members see of it

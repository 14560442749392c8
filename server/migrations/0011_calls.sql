-- Calls between two while they last; of one that has ended a message tells.

CREATE TABLE direct_call (
  call_id          INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id  BIGINT NOT NULL,
  media            INTEGER NOT NULL,       -- CallMedia
  state            INTEGER NOT NULL,       -- CallState
  caller_id        BIGINT NOT NULL,
  caller_device_id BIGINT NOT NULL,
  caller_endpoint  VARCHAR(64) NOT NULL,
  client_id        VARCHAR(64) NOT NULL,   -- the caller's, of the try
  callee_id        BIGINT NOT NULL,
  callee_device_id BIGINT NOT NULL,        -- 0 until somebody answered
  callee_endpoint  VARCHAR(64) NOT NULL,
  started_at       BIGINT NOT NULL,
  active_at        BIGINT NOT NULL,        -- 0 until they hear each other
  due_at           BIGINT NOT NULL         -- by then it must have been answered, or connected; 0 for an active one
);

-- Nobody is in two calls: the key says so.
CREATE TABLE call_seat (
  user_id BIGINT NOT NULL PRIMARY KEY,
  call_id BIGINT NOT NULL
);

ALTER TABLE message ADD COLUMN call_record TEXT;                  -- CallRecord as JSON, of messages of kind call
ALTER TABLE message ADD COLUMN silent INTEGER NOT NULL DEFAULT 0; -- does not count as unread

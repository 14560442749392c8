-- Whom an event goes to is stored with it, in one row, whatever their number. Their streams learn of it later, of many
-- events at once. How both are packed: server/src/storage/places.hpp.

ALTER TABLE event ADD COLUMN audience BLOB;      -- user_id and pts of everybody; null: from before this was kept
ALTER TABLE user_event ADD COLUMN earlier BLOB;  -- a row stands for a run of events: this one and those before it

-- One row: what is in event up to this one is in user_event, what comes after is the tail.
CREATE TABLE event_fold (
  event_id BIGINT NOT NULL PRIMARY KEY
);
INSERT INTO event_fold (event_id) SELECT COALESCE(MAX(event_id), 0) FROM event;

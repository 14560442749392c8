-- Calls between two that found no direct way go over the server.
ALTER TABLE direct_call ADD COLUMN relayed INTEGER NOT NULL DEFAULT 0;

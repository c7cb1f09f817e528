-- A store of form 1 as text: schema_1.sql, then four changes. The hashes were computed by Python's hashlib and json,
-- as docs/store.md describes, not by the program under test.
-- Form 1 of the store. A form that people's stores have is never edited; the next one builds on it.
PRAGMA application_id = 1398227780;  -- "SWGD", so that a store is told from other people's databases

-- What is in force, in the order in which the ids first came.
CREATE TABLE announcement (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL CHECK (version > 0),
  number INTEGER NOT NULL REFERENCES ledger (number),
  origin TEXT NOT NULL CHECK (origin IN ('desk', 'file', 'import')),
  owner TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- Every version there ever was, by the row of the ledger that put it in force and the one that ended it. The words are
-- in the ledger.
CREATE TABLE history (
  id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  number INTEGER NOT NULL REFERENCES ledger (number),
  ended INTEGER REFERENCES ledger (number),
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE blackout (
  screen TEXT PRIMARY KEY,  -- empty: all of them
  since INTEGER NOT NULL,   -- nanoseconds since 1970, as everywhere here
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Requests that must not happen twice, with what came of them.
CREATE TABLE once (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  request TEXT NOT NULL,
  at INTEGER NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

-- What the ledger amounts to: a row missing at its end is noticed here.
CREATE TABLE ledger_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  count INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO ledger_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- These stop a slip of ours or of a technician with a database browser; the chain of hashes tells of anyone else.
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;
CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;
CREATE TRIGGER ledger_grows_by_one BEFORE INSERT ON ledger
WHEN NEW.number <> (SELECT count + 1 FROM ledger_head) BEGIN
  SELECT RAISE(ABORT, 'the ledger grows row by row');
END;
CREATE TRIGGER ledger_head_follows AFTER INSERT ON ledger BEGIN
  UPDATE ledger_head SET count = NEW.number, hash = NEW.hash;
END;
CREATE TRIGGER ledger_head_only_grows BEFORE UPDATE ON ledger_head WHEN NEW.count <> OLD.count + 1 BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;
CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;

PRAGMA user_version = 1;
INSERT INTO ledger VALUES (1, 1795336201000000000, '张', 'put', 'spring',
  '{"announcement":{"blinks":false,"colouring":"plain","effect":"auto","hold_ms":5000,"id":"spring","lines":1,"rank":"routine","repeats":1,"speed_px_s":60,"text":"春耕","title":"春耕","transition":"cut"},"origin":"desk","owner":"办公室","version":1}',
  'b455b480d0f75a4a58d6256f114e27d64d1bd907d8849b8cd243103a10638453');
INSERT INTO ledger VALUES (2, 1795336202000000000, '张', 'put', 'fire',
  '{"announcement":{"blinks":false,"colouring":"plain","effect":"auto","hold_ms":5000,"id":"fire","lines":1,"rank":"routine","repeats":1,"speed_px_s":60,"text":"第一版","transition":"cut"},"origin":"file","owner":"","version":1}',
  'da6a9bb08e3a32bd24692184f55d0f05d09fd61505266f88118238ed4d2e3045');
INSERT INTO ledger VALUES (3, 1795336203000000000, '李', 'put', 'fire',
  '{"announcement":{"blinks":false,"colouring":"plain","effect":"auto","hold_ms":5000,"id":"fire","lines":1,"rank":"routine","repeats":1,"speed_px_s":60,"text":"第二版","transition":"cut","valid_until":"2027-06-01T00:00:00+08:00"},"origin":"desk","owner":"","version":2}',
  'e3a8cf5f159a69a9c56959255b2077d317e40cee13359327f8f5189a9140d161');
INSERT INTO ledger VALUES (4, 1795336204000000000, '李', 'blackout_on', 'lobby',
  '{"reason":"检修"}',
  'ca6d08cc38f9900ce6efc4bc93daf16adbaa3d4ff8b1b3837a615471382885df');
INSERT INTO announcement (id, version, number, origin, owner, body) VALUES ('spring', 1, 1, 'desk', '办公室',
  '{"blinks":false,"colouring":"plain","effect":"auto","hold_ms":5000,"id":"spring","lines":1,"rank":"routine","repeats":1,"speed_px_s":60,"text":"春耕","title":"春耕","transition":"cut"}');
INSERT INTO announcement (id, version, number, origin, owner, body) VALUES ('fire', 2, 3, 'desk', '',
  '{"blinks":false,"colouring":"plain","effect":"auto","hold_ms":5000,"id":"fire","lines":1,"rank":"routine","repeats":1,"speed_px_s":60,"text":"第二版","transition":"cut","valid_until":"2027-06-01T00:00:00+08:00"}');
INSERT INTO history VALUES ('spring', 1, 1, NULL), ('fire', 1, 2, 3), ('fire', 2, 3, NULL);
INSERT INTO blackout VALUES ('lobby', 1795336204000000000, '李', '检修');

-- Form 3: as before, but told which row, SQLite moves the head without first making a table of all that might be meant.
DROP TRIGGER ledger_head_follows;
CREATE TRIGGER ledger_head_follows AFTER INSERT ON ledger BEGIN
  UPDATE ledger_head SET count = NEW.number, hash = NEW.hash WHERE one = 1;
END;

CREATE TABLE fp37_t (n int);
CREATE TABLE p37_log (s text);
CREATE RULE fp37_r AS ON UPDATE TO fp37_t WHERE OLD.n <> NEW.n DO ALSO (
  INSERT INTO p37_log VALUES ('a;)');
  INSERT INTO p37_log VALUES ('b'); -- )
  DELETE FROM p37_log WHERE s = (SELECT ';'); /* ) */
);

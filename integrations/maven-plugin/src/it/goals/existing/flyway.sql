-- The history of an application that used Flyway
CREATE TABLE IF NOT EXISTS "flyway_schema_history" (
  "installed_rank" INT NOT NULL PRIMARY KEY,
  "version" VARCHAR(50),
  "description" VARCHAR(200) NOT NULL,
  "type" VARCHAR(20) NOT NULL,
  "script" VARCHAR(1000) NOT NULL,
  "checksum" INT,
  "installed_by" VARCHAR(100) NOT NULL,
  "installed_on" TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "execution_time" INT NOT NULL,
  "success" BOOLEAN NOT NULL
);
MERGE INTO "flyway_schema_history"
  VALUES (1, '1', 'rooms', 'SQL', 'V1__rooms.sql', 1, 'sa', CURRENT_TIMESTAMP, 1, TRUE);

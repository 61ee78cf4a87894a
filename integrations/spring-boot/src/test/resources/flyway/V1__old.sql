CREATE TABLE created_by_flyway (id INTEGER);

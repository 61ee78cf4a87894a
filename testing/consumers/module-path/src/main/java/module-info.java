module com.acme.rooms {
  requires com.h2database;
  requires dev.switchback;
  requires java.naming; // of the data source of H2

  opens com.acme.rooms.migrations to dev.switchback;
}

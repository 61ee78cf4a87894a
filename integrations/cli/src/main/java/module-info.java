/** The command line of Switchback, which an application embeds. */
module dev.switchback.cli {
  requires transitive dev.switchback;
  requires static org.jspecify;
  requires com.google.gson;
  requires info.picocli;

  exports dev.switchback.cli;

  uses java.sql.Driver;

  opens dev.switchback.cli to
      info.picocli;
  opens dev.switchback.cli.standalone to
      info.picocli;
}

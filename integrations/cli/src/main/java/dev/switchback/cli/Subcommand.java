package dev.switchback.cli;

/** A command that picocli creates from the arguments. {@link Commands} lists all of them. */
interface Subcommand {

  void run(Invocation invocation);
}

package dev.switchback.cli;

/** A command, made by picocli from the arguments. {@link Commands} lists all of them. */
interface Subcommand {

  void run(Invocation invocation);
}

package dev.switchback.cli;

import java.nio.file.Path;

/** The location of the sources of migrations. */
record Sources(Path folder, String packageName) {}

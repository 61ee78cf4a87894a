package dev.switchback.cli;

import java.nio.file.Path;

/** Where the sources of migrations are. */
record Sources(Path folder, String packageName) {}

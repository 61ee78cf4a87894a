package dev.switchback.h2;

import dev.switchback.dialect.StandardDriver;

/** Uses the driver of H2, which follows the JDBC specification. */
final class H2Driver extends StandardDriver {}

package dev.switchback.servers;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** The jar on the class path that contains the programs of a server. */
record ServerJar(Path file) {

  /**
   * Finds the jar by one of its entries.
   *
   * @param artifact the coordinates of the jar, for the message if it is missing
   */
  static ServerJar with(String entry, String artifact) throws IOException {
    URL url = ServerJar.class.getClassLoader().getResource(entry);
    if (url == null) {
      throw new FileNotFoundException(artifact + " is not on the class path");
    }
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      throw new FileNotFoundException(artifact + " is on the class path, but not as a jar");
    }
    return new ServerJar(Path.of(URI.create(jar.getJarFileURL().toString())));
  }

  /** Returns name and version of the artifact. */
  String name() {
    return file.getFileName().toString().replaceFirst("\\.jar$", "");
  }

  FileSystem open() throws IOException {
    return FileSystems.newFileSystem(file);
  }
}

package dev.switchback.indexer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;

/** The folder to which the compiler writes classes. */
record ClassOutput(Filer filer) {

  Optional<String> read(String path) throws IOException {
    try (InputStream in = open("", path)) {
      return Optional.of(new String(in.readAllBytes(), UTF_8));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  boolean hasClass(String binaryName) throws IOException {
    int dot = binaryName.lastIndexOf('.');
    String holder = binaryName.substring(0, Math.max(dot, 0));
    try (InputStream in = open(holder, binaryName.substring(dot + 1) + ".class")) {
      return true;
    } catch (NoSuchFileException | FileNotFoundException e) {
      return false;
    }
  }

  /**
   * Opens a file. Only that shows whether the file exists: javac returns an object for any name.
   */
  private InputStream open(String holder, String name) throws IOException {
    return filer.getResource(StandardLocation.CLASS_OUTPUT, holder, name).openInputStream();
  }

  void write(String path, String text) throws IOException {
    try (OutputStream out =
        filer.createResource(StandardLocation.CLASS_OUTPUT, "", path).openOutputStream()) {
      out.write(text.getBytes(UTF_8));
    }
  }
}

package dev.switchback.tck;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Objects;

/**
 * Defines one class again, so that its class loader has the files that a test writes. Has read none
 * of them yet.
 */
public final class OwnFilesLoader extends URLClassLoader {

  private final Class<?> original;

  /**
   * Creates a loader of a class.
   *
   * @param files the folder or jar with its files
   */
  public OwnFilesLoader(Class<?> original, URL files) {
    super(new URL[] {files}, original.getClassLoader());
    this.original = original;
  }

  /** Returns the class, with this class loader. */
  public Class<?> load() throws ClassNotFoundException {
    return loadClass(original.getName());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.equals(original.getName()) && findLoadedClass(name) == null
        ? define()
        : super.loadClass(name, resolve);
  }

  private Class<?> define() throws ClassNotFoundException {
    String file = original.getSimpleName() + ".class";
    try (InputStream stream = original.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(stream).readAllBytes();
      return defineClass(original.getName(), bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(original.getName(), e);
    }
  }
}

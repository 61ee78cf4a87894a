package dev.switchback.maven;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The command line of Switchback on the class path of a project, with nothing of Maven's: driver,
 * dialect and Switchback are the project's own versions.
 *
 * @param project the project, as messages name it
 */
record ProjectCommand(String project, List<File> classPath) {

  private static final String COMMAND = "dev.switchback.cli.ConfiguredCommand";

  CommandResult run(Map<String, String> settings, List<String> arguments)
      throws MojoExecutionException, MojoFailureException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      return run(loader, settings, arguments);
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private CommandResult run(ClassLoader loader, Map<String, String> settings, List<String> given)
      throws MojoExecutionException, MojoFailureException {
    Method command = commandIn(loader);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    try {
      Object exitCode =
          command.invoke(
              null,
              settings,
              new PrintWriter(out),
              new PrintWriter(err),
              given.toArray(String[]::new));
      return new CommandResult(
          given.get(0),
          (int) exitCode,
          out.toString().lines().toList(),
          err.toString().lines().toList());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw new MojoExecutionException(
          project + ": the command '" + given.get(0) + "' ended by " + cause, cause);
    } catch (IllegalAccessException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private Method commandIn(ClassLoader loader) throws MojoFailureException {
    try {
      return loader
          .loadClass(COMMAND)
          .getMethod("run", Map.class, PrintWriter.class, PrintWriter.class, String[].class);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new MojoFailureException(
          project
              + ": its class path has no command line of Switchback. Nothing was run. Add the"
              + " dependency dev.switchback:switchback-cli. With <scope>test</scope> in this"
              + " plug-in, a test dependency is enough.");
    }
  }

  private URL[] urls() throws MalformedURLException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toURI().toURL();
    }
    return urls;
  }
}

package dev.switchback.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.switchback.MigrationListener;
import dev.switchback.MigratorBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Answers liveness probes while migrations run and the web server of the application does not
 * listen yet. Opens its port when a run has something to do or waits for the lock. Closes it before
 * the web server of the application opens the same port. Thread-safe.
 */
final class ProbeServer implements MigratorCustomizer, SmartLifecycle, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeServer.class);

  /** One before the web servers of Spring Boot. */
  private static final int PHASE = DEFAULT_PHASE - 2049;

  private static final int THREADS = 2;
  private static final int BACKLOG = 50;

  private final ProbeAddress address;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;
  private boolean isOver;

  /** Each answer holds it for reading, and the end of the server for writing. */
  private final ReadWriteLock answering = new ReentrantReadWriteLock();

  ProbeServer(ProbeAddress address) {
    this.address = address;
  }

  @Override
  public void customize(String name, MigratorBuilder builder) {
    RunProgress progress = new RunProgress();
    builder.listener(progress);
    builder.listener(new Opener(name, progress));
  }

  /** Opens the server for the first event of a run. */
  private final class Opener implements MigrationListener {
    private final String name;
    private final RunProgress progress;

    Opener(String name, RunProgress progress) {
      this.name = name;
      this.progress = progress;
    }

    @Override
    public void waitingForLock(String holder, Duration waited) {
      open(name, progress);
    }

    @Override
    public void beforeRun(RunEvent run) {
      open(name, progress);
    }
  }

  private volatile @Nullable Reported reported;

  /** The migrator whose run is reported. */
  private record Reported(String name, RunProgress progress) {}

  private synchronized void open(String name, RunProgress progress) {
    reported = new Reported(name, progress);
    if (server != null || isOver) {
      return;
    }
    try {
      HttpServer opened = HttpServer.create(address.address(), BACKLOG);
      ExecutorService pool = Executors.newFixedThreadPool(THREADS, ProbeServer::daemon);
      opened.setExecutor(pool);
      opened.createContext("/", this::answer);
      opened.start();
      server = opened;
      threads = pool;
    } catch (IOException e) {
      isOver = true;
      LOG.warn(
          "Port {} – it cannot be opened, so liveness probes are not answered until the application"
              + " has started. The migrations run. Free the port, or set"
              + " 'switchback.probe-server.enabled=false'. Cause: {}",
          address.address().getPort(),
          e.toString());
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "switchback-probe");
    thread.setDaemon(true);
    return thread;
  }

  private void answer(HttpExchange exchange) throws IOException {
    answering.readLock().lock();
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean isLiveness = path.equals(address.path()) || path.equals("/livez");
      byte[] body = (isLiveness ? "{\"status\":\"UP\"}" : notReady()).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Connection", "close");
      if (!isLiveness) {
        exchange.getResponseHeaders().set("Retry-After", "5");
      }
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(isLiveness ? 200 : 503, isHead ? -1 : body.length);
      if (!isHead) {
        exchange.getResponseBody().write(body);
      }
    } finally {
      answering.readLock().unlock();
    }
  }

  private String notReady() {
    Reported run = reported;
    RunProgress.Activity activity = run == null ? null : run.progress().current().orElse(null);
    if (run == null || activity == null) {
      return "{\"status\":\"OUT_OF_SERVICE\"}";
    }
    Duration age = Duration.between(activity.since(), Instant.now());
    return "{\"status\":\"OUT_OF_SERVICE\",\"migrator\":\"%s\",\"activity\":\"%s\",\"seconds\":%s}"
        .formatted(escape(run.name()), escape(activity.description()), age.toSeconds());
  }

  private static String escape(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private synchronized void close() {
    isOver = true;
    if (server != null) {
      stop(server);
      server = null;
    }
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }

  /** Stops a server after the answers that have begun are complete. It would cut them. */
  private void stop(HttpServer opened) {
    boolean isQuiet = false;
    try {
      isQuiet = answering.writeLock().tryLock(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    opened.stop(0);
    if (isQuiet) {
      answering.writeLock().unlock();
    }
  }

  @Override
  public void start() {
    close();
  }

  @Override
  public void destroy() {
    close();
  }

  @Override
  public void stop() {}

  /** Its work is over when the application starts. */
  @Override
  public boolean isRunning() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

package dev.switchback.tck.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchback.servers.TestDatabase;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A local port that forwards to a database server, and records the statements that a client program
 * sends through it. Reads the messages of the simple protocols: {@code Query} of PostgreSQL, and
 * {@code COM_QUERY} of MySQL and MariaDB. Connections must not use TLS.
 */
final class SentSql implements AutoCloseable {

  private static final int COM_QUERY = 3;

  /** Where the statement is, if the number of query attributes precedes it, which is 0. */
  private static final int AFTER_ATTRIBUTES = 3;

  private final TestDatabase engine;
  private final String host;
  private final int serverPort;
  private final ServerSocket door;
  private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

  SentSql(TestDatabase engine, String host, int serverPort) throws IOException {
    this.engine = engine;
    this.host = host;
    this.serverPort = serverPort;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Returns the statements since the last call. */
  List<String> taken() {
    synchronized (statements) {
      List<String> all = List.copyOf(statements);
      statements.clear();
      return all;
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "sent-sql");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(host, serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start(() -> copy(server, client));
        start(() -> read(client, server));
      } catch (IOException e) {
        // Closed, or the server does not answer: the client program says so.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // The client program has ended.
    }
  }

  private void read(Socket from, Socket to) {
    try (DataInputStream in = new DataInputStream(from.getInputStream());
        DataOutputStream out = new DataOutputStream(to.getOutputStream())) {
      if (engine == TestDatabase.POSTGRESQL) {
        readPostgreSql(in, out);
      } else {
        readMySql(in, out);
      }
    } catch (IOException e) {
      // The client program has ended.
    }
  }

  private void readPostgreSql(DataInputStream in, DataOutputStream out) throws IOException {
    byte[] first = new byte[in.readInt() - Integer.BYTES];
    in.readFully(first);
    out.writeInt(first.length + Integer.BYTES);
    out.write(first);
    while (true) {
      int type = in.readUnsignedByte();
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      if (type == 'Q') {
        statements.add(new String(body, 0, body.length - 1, UTF_8));
      }
      out.write(type);
      out.writeInt(body.length + Integer.BYTES);
      out.write(body);
    }
  }

  private void readMySql(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      byte[] head = new byte[4];
      in.readFully(head);
      int length = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
      byte[] body = new byte[length];
      in.readFully(body);
      boolean isCommand = head[3] == 0;
      if (isCommand && length > 1 && body[0] == COM_QUERY) {
        int begin = body[1] == 0 ? AFTER_ATTRIBUTES : 1;
        statements.add(new String(body, begin, length - begin, UTF_8));
      }
      out.write(head);
      out.write(body);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.switchback.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2's whose disk is full from a moment on: {@code jdbc:h2:fulldisk:/path}. */
public final class FullDisk extends FilePathWrapper {

  private static final String SCHEME = "fulldisk";

  /** H2 makes the paths itself, so that this cannot be handed to them. */
  private static volatile boolean isFull;

  static void register() {
    isFull = false;
    FilePath.register(new FullDisk());
  }

  static void fill() {
    isFull = true;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private static final class Channel extends FileBaseDefault {

    private final FileChannel channel;

    Channel(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      if (isFull) {
        throw new IOException("No space left on device");
      }
      return channel.write(bytes, position);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return channel.read(bytes, position);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      channel.force(metaData);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
      return channel.tryLock(position, size, isShared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      channel.close();
    }
  }
}

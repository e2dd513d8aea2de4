package nl.sluis.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk of which the power can be cut: {@code jdbc:h2:powercut:/a/file}. Beside each file stands what of it was forced; a cut keeps that,
 * and of what was written since as much as chance will have it, in any order, as disks do.
 */
public final class PowerCutDisk extends FilePathWrapper {
  private static final Map<String, Image> IMAGES = new ConcurrentHashMap<>();

  static {
    FilePath.register(new PowerCutDisk());
  }

  /** @return as the path in an H2 URL */
  public static String path(Path file) {
    return "powercut:" + file;
  }

  /** How many forces this file saw. */
  public static int forces(Path file) {
    return IMAGES.get(file.toString()).forces;
  }

  /** Writes what a power cut leaves of a file. @param chance of which unforced writes arrived; null for none */
  public static void cut(Path file, Path left, Random chance) {
    try {
      Files.createDirectories(left.getParent());
      Files.write(left, IMAGES.get(file.toString()).afterACut(chance));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String getScheme() {
    return "powercut";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode), IMAGES.computeIfAbsent(getBase().toString(), file -> new Image()));
  }

  /** What is on the platter, and what is in the cache. */
  private static final class Image {
    private byte[] forced = new byte[0];
    private final List<Write> since = new ArrayList<>();
    private int forces;

    synchronized void write(long at, byte[] bytes) {
      since.add(new Write(at, bytes));
    }

    synchronized void truncate(long size) {
      since.add(new Write(size, null));
    }

    synchronized int writes() {
      return since.size();
    }

    /** Only what was written before the force began is promised. */
    synchronized void force(int writes) {
      var before = since.subList(0, Math.min(writes, since.size()));
      for (var write : before) {
        forced = write.onto(forced);
      }
      before.clear();
      forces++;
    }

    synchronized byte[] afterACut(Random chance) {
      var left = forced;
      for (var write : since) {
        if (chance != null && chance.nextBoolean()) {
          left = write.onto(left);
        }
      }
      return left;
    }
  }

  /** @param bytes null for a truncation */
  private record Write(long at, byte[] bytes) {
    byte[] onto(byte[] disk) {
      if (bytes == null) {
        return disk.length > at ? Arrays.copyOf(disk, (int) at) : disk;
      }
      var end = (int) at + bytes.length;
      var written = disk.length < end ? Arrays.copyOf(disk, Math.max(end, disk.length)) : disk.clone();
      System.arraycopy(bytes, 0, written, (int) at, bytes.length);
      return written;
    }
  }

  private static final class Channel extends FileBase {
    private final FileChannel file;
    private final Image image;

    Channel(FileChannel file, Image image) {
      this.file = file;
      this.image = image;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      var bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      var written = file.write(source, position);
      image.write(position, Arrays.copyOf(bytes, written));
      return written;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      var at = file.position();
      var written = write(source, at);
      file.position(at + written);
      return written;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      file.truncate(size);
      image.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      var writes = image.writes();
      file.force(metaData);
      image.force(writes);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}

package nl.sluis.bench;

import java.nio.file.Path;

/** A file each, written by the service's own process. */
final class H2Databases implements Databases {
  private final Path folder;

  H2Databases(Path folder) {
    this.folder = folder;
  }

  @Override
  public String url(String name) {
    return "jdbc:h2:" + folder.resolve(name);
  }

  @Override
  public String user() {
    return "sluis";
  }

  @Override
  public long written(String name) {
    return folder.resolve(name + ".mv.db").toFile().length();
  }

  @Override
  public long pid() {
    return 0;
  }

  @Override
  public String version() {
    return "H2 " + org.h2.engine.Constants.VERSION;
  }

  @Override
  public void close() {}
}

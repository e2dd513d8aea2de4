package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  @TempDir Path folder;

  /** H2's own thirty-two would write what others have not committed to the file, at each thirty-second row. */
  @Test
  void numbersAreReservedInBlocksAndStayThatWhenNothingIsLeftToMigrate() {
    for (var start = 0; start < 2; start++) {
      var source = new JdbcDataSource();
      source.setURL("jdbc:h2:" + folder.resolve("sluis"));
      source.setUser("sluis");
      Jdbi.create(source).useHandle(open -> {
        Migrations.run(new DatabaseConfiguration(source.getURL(), "sluis", null, null, null), source);
        assertThat(
            open.createQuery("SELECT identity_cache FROM information_schema.columns WHERE table_schema = 'PUBLIC' AND is_identity = 'YES'")
                .mapTo(Integer.class).list())
            .hasSizeGreaterThan(5).containsOnly(65_536);
        assertThat(Migrations.run(source)).as("changes anything").isFalse();
      });
    }
  }
}

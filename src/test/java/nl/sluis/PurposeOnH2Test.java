package nl.sluis;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class PurposeOnH2Test extends PurposeContract {
  @Override
  Databases databases() {
    return Databases.h2();
  }

  @Override
  DataSource empty() {
    var source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }
}

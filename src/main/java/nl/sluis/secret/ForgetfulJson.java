package nl.sluis.secret;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/** Jackson without buffers that stay in memory after use. By default every thread keeps its own, with what it read or wrote last in them. */
public final class ForgetfulJson {
  private ForgetfulJson() {}

  public static JsonFactoryBuilder factory() {
    var factory = new JsonFactoryBuilder();
    factory.recyclerPool(JsonRecyclerPools.nonRecyclingPool());
    return factory;
  }
}

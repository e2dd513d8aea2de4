package nl.sluis.database;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Runs the SQL that the methods of a DAO say by Jdbi's annotations {@code SqlUpdate}, {@code SqlQuery} and {@code SqlBatch}.
 *
 * <p>Jdbi itself learns an interface anew in each handle, because its configuration is copied into each one, and for each statement again. Here
 * everything that does not depend on the arguments is worked out once for the process (docs/adr/0019-daos-are-compiled-once.md).
 */
public final class Daos {
  private static final ClassValue<Map<Method, SqlMethod>> COMPILED = new ClassValue<>() {
    @Override
    protected Map<Method, SqlMethod> computeValue(Class<?> type) {
      return Arrays.stream(type.getMethods()).collect(Collectors.toUnmodifiableMap(method -> method, SqlMethod::of));
    }
  };

  private Daos() {}

  /**
   * @param handle with the transaction that its statements run in
   * @param type   an interface; each method has one of the three annotations
   */
  public static <D> D attach(Handle handle, Class<D> type) {
    var methods = COMPILED.get(type);
    var connection = handle.getConnection();
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
        (proxy, method, arguments) -> methods.get(method).run(connection, arguments)));
  }
}

package nl.sluis.database;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** One statement of a DAO, with all that is known of it before it runs. */
final class SqlMethod {
  private final String name;
  private final NamedSql sql;
  private final Value[] values;
  private final int[] single;
  private final String constant;
  private final Run run;

  private SqlMethod(Method method, String text, Run run) {
    this.name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    this.sql = NamedSql.of(text);
    var known = values(method);
    this.values = sql.names().stream().map(place -> Optional.ofNullable(known.get(place))
        .orElseThrow(() -> new IllegalArgumentException(name + " has no parameter " + place))).toArray(Value[]::new);
    this.single = new int[values.length];
    Arrays.fill(single, 1);
    this.constant = sql.hasLists() ? null : sql.positional(single);
    this.run = run;
  }

  /** @throws IllegalArgumentException if there is no SQL, or a place in it has no parameter */
  static SqlMethod of(Method method) {
    var query = method.getAnnotation(SqlQuery.class);
    if (query != null) {
      var rows = Rows.of(method.getGenericReturnType());
      return new SqlMethod(method, query.value(), (self, statement, arguments) -> {
        self.bind(statement, arguments);
        try (var found = statement.executeQuery()) {
          return rows.read(found);
        }
      });
    }
    var update = method.getAnnotation(SqlUpdate.class);
    if (update != null) {
      var asks = method.getReturnType() == boolean.class;
      return new SqlMethod(method, update.value(), (self, statement, arguments) -> {
        self.bind(statement, arguments);
        var changed = statement.executeUpdate();
        return asks ? (Object) (changed > 0) : (Object) changed;
      });
    }
    var batch = method.getAnnotation(SqlBatch.class);
    if (batch != null && method.getParameterCount() == 1) {
      return new SqlMethod(method, batch.value(), (self, statement, arguments) -> {
        for (var row : (Collection<?>) arguments[0]) {
          self.bind(statement, new Object[] {row});
          statement.addBatch();
        }
        return statement.executeBatch();
      });
    }
    throw new IllegalArgumentException(method + " has no SQL");
  }

  /** @return what the method returns; null of one that returns nothing is as good as any number */
  Object run(Connection connection, Object[] arguments) {
    try (var statement = connection.prepareStatement(constant == null ? sql.positional(sizes(arguments)) : constant)) {
      return run.with(this, statement, arguments);
    } catch (SQLException e) {
      throw new StatementFailedException(name, e);
    }
  }

  private int[] sizes(Object[] arguments) {
    var sizes = single.clone();
    for (var at = 0; at < values.length; at++) {
      if (sql.lists().get(at)) {
        sizes[at] = ((Collection<?>) values[at].of(arguments)).size();
      }
    }
    return sizes;
  }

  private void bind(PreparedStatement statement, Object[] arguments) throws SQLException {
    var position = 1;
    for (var at = 0; at < values.length; at++) {
      var value = values[at].of(arguments);
      if (sql.lists().get(at)) {
        for (var one : (Collection<?>) value) {
          Columns.bind(statement, position++, String.class, one);
        }
      } else {
        Columns.bind(statement, position++, values[at].type(), value);
      }
    }
  }

  private static Map<String, Value> values(Method method) {
    var values = new HashMap<String, Value>();
    var parameters = method.getParameters();
    for (var at = 0; at < parameters.length; at++) {
      var index = at;
      if (parameters[at].isAnnotationPresent(BindMethods.class)) {
        addComponents(values, recordOf(parameters[at]), arguments -> arguments[index]);
      } else {
        values.put(nameOf(parameters[at]), new Value(parameters[at].getType(), arguments -> arguments[index]));
      }
    }
    return values;
  }

  /** @return the record that is bound; in a batch there is a list of them */
  private static Class<?> recordOf(Parameter parameter) {
    return Collection.class.isAssignableFrom(parameter.getType())
        ? (Class<?>) ((java.lang.reflect.ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[0]
        : parameter.getType();
  }

  private static String nameOf(Parameter parameter) {
    var list = parameter.getAnnotation(BindList.class);
    return list == null ? parameter.getName() : list.value();
  }

  /** Every method without parameters, so that a record may bind what it works out; of a nested record its components too. */
  private static void addComponents(Map<String, Value> values, Class<?> record, Reading holder) {
    for (var method : record.getDeclaredMethods()) {
      if (method.getParameterCount() == 0) {
        values.put(method.getName(), new Value(method.getReturnType(), arguments -> called(method, holder.of(arguments))));
      }
    }
    nested(record).forEach(component -> addComponents(values, component.getType(),
        arguments -> called(component.getAccessor(), holder.of(arguments))));
  }

  static List<RecordComponent> nested(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).filter(SqlMethod::isNested).toList();
  }

  /** The annotation stands on what the component becomes, because Jdbi's may not stand on the component itself. */
  static boolean isNested(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(Nested.class);
  }

  private static Object called(Method method, Object on) {
    try {
      return method.invoke(on);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a value cannot be read: " + method.getName(), e);
    }
  }

  private interface Run {
    Object with(SqlMethod self, PreparedStatement statement, Object[] arguments) throws SQLException;
  }

  private interface Reading {
    Object of(Object[] arguments);
  }

  private record Value(Class<?> type, Reading reading) {
    Object of(Object[] arguments) {
      return reading.of(arguments);
    }
  }
}

package nl.sluis.database;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what a query found: one value or record, an {@code Optional} of it, or a {@code List}. */
final class Rows {
  private final Class<?> holder;
  private final Class<?> element;
  private final Shape shape;
  /** Where the columns of the shape stand, in its order. The SQL does not change, so the first result tells it for all. */
  private volatile int[] places;

  private Rows(Class<?> holder, Class<?> element) {
    this.holder = holder;
    this.element = element;
    this.shape = element.isRecord() ? Shape.of(element) : null;
  }

  static Rows of(Type type) {
    if (type instanceof ParameterizedType holder) {
      return new Rows((Class<?>) holder.getRawType(), (Class<?>) holder.getActualTypeArguments()[0]);
    }
    return new Rows(Object.class, (Class<?>) type);
  }

  Object read(ResultSet found) throws SQLException {
    if (holder == List.class) {
      var all = new ArrayList<Object>();
      while (found.next()) {
        all.add(row(found));
      }
      return all;
    }
    var first = found.next() ? row(found) : null;
    return holder == Optional.class ? Optional.ofNullable(first) : first;
  }

  private Object row(ResultSet row) throws SQLException {
    if (shape == null) {
      return Columns.read(row, 1, element);
    }
    var at = places;
    if (at == null) {
      at = shape.places(row);
      places = at;
    }
    return shape.read(row, at, 0);
  }

  /**
   * How a record is made of columns.
   *
   * @param parts    its components: names of columns, or shapes of nested records
   * @param types    of the components
   * @param columns  how many there are, those of nested ones too
   */
  private record Shape(MethodHandle constructor, Object[] parts, Class<?>[] types, int columns) {
    static Shape of(Class<?> type) {
      var components = type.getRecordComponents();
      var types = Arrays.stream(components).map(component -> component.getType()).toArray(Class<?>[]::new);
      var parts = Arrays.stream(components)
          .map(component -> SqlMethod.isNested(component) ? of(component.getType()) : (Object) columnOf(component.getName())).toArray();
      var columns = Arrays.stream(parts).mapToInt(part -> part instanceof Shape nested ? nested.columns : 1).sum();
      try {
        var declared = type.getDeclaredConstructor(types);
        declared.setAccessible(true);
        return new Shape(MethodHandles.lookup().unreflectConstructor(declared).asSpreader(Object[].class, types.length)
            .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class)), parts, types, columns);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(type + " cannot be made of a row", e);
      }
    }

    /** As Jdbi reads them: {@code clientId} is the column {@code client_id}. */
    private static String columnOf(String component) {
      return component.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    int[] places(ResultSet row) throws SQLException {
      var labels = new ArrayList<String>();
      var columns = row.getMetaData();
      for (var at = 1; at <= columns.getColumnCount(); at++) {
        labels.add(columns.getColumnLabel(at).toLowerCase(Locale.ROOT));
      }
      return names().stream().mapToInt(name -> {
        var at = labels.indexOf(name);
        if (at < 0) {
          throw new IllegalStateException("the query has no column " + name);
        }
        return at + 1;
      }).toArray();
    }

    private List<String> names() {
      return Arrays.stream(parts).flatMap(part -> (part instanceof Shape nested ? nested.names() : List.of((String) part)).stream())
          .toList();
    }

    Object read(ResultSet row, int[] places, int from) throws SQLException {
      var values = new Object[parts.length];
      var at = from;
      for (var part = 0; part < parts.length; part++) {
        if (parts[part] instanceof Shape nested) {
          values[part] = nested.read(row, places, at);
          at += nested.columns;
        } else {
          values[part] = Columns.read(row, places[at++], types[part]);
        }
      }
      try {
        return constructor.invokeExact(values);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a row cannot be read", e);
      }
    }
  }
}

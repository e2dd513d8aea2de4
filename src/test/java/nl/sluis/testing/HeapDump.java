package nl.sluis.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A dump of a heap, searched byte by byte; of what is found it says by which fields the living reach it. */
public final class HeapDump {
  private static final int ID_BYTES = 8;
  private static final int HASH_BITS = 20;
  private final byte[] dump;
  private Map<Long, String> names;
  private Map<Long, String> classes;
  private Map<Long, Layout> layouts;
  private Map<Long, Long> reachedFrom;
  private Map<Long, String> reachedBy;
  private final List<long[]> objects = new ArrayList<>();

  private record Field(String name, int type) {}

  private record Layout(long parent, List<Field> fields) {}

  private record Instance(int at, long type) {}

  /** @param file as {@code jcmd GC.heap_dump} writes it */
  public HeapDump(Path file) {
    try {
      dump = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The bytes as they are in the file. */
  public byte[] bytes() {
    return dump;
  }

  /**
   * @param needles what to look for, at least four bytes each, by what it is
   * @return each place where one begins, in the order of the dump
   */
  public List<Found> find(Map<byte[], String> needles) {
    var byStart = new HashMap<Integer, List<byte[]>>();
    var starts = new BitSet(1 << HASH_BITS);
    for (var needle : needles.keySet()) {
      var start = ByteBuffer.wrap(needle).getInt();
      byStart.computeIfAbsent(start, none -> new ArrayList<>()).add(needle);
      starts.set(hash(start));
    }
    var found = new ArrayList<Found>();
    var start = 0;
    for (var at = -3; at < dump.length - 3; at++) {
      start = start << 8 | dump[at + 3] & 0xFF;
      if (at < 0 || !starts.get(hash(start))) {
        continue;
      }
      for (var needle : byStart.getOrDefault(start, List.of())) {
        if (at + needle.length <= dump.length && Arrays.equals(dump, at, at + needle.length, needle, 0, needle.length)) {
          found.add(new Found(needles.get(needle), at, at + needle.length));
        }
      }
    }
    return found;
  }

  private static int hash(int start) {
    return start * 0x9E3779B1 >>> 32 - HASH_BITS;
  }

  /** @return true for digits with another digit beside them, a byte each: a long number has any few of them by chance */
  public boolean isWithinANumber(Found found) {
    return isDigit(found.at - 1) || isDigit(found.end);
  }

  private boolean isDigit(int at) {
    return at >= 0 && at < dump.length && dump[at] >= '0' && dump[at] <= '9';
  }

  /**
   * @param at where in the file it begins
   * @param end behind its last byte
   */
  public record Found(String what, int at, int end) {}

  /** @return the object that these bytes lie in, and each that leads to it, up to a root */
  public String path(int at) {
    if (layouts == null) {
      read();
    }
    for (var object : objects) {
      if (object[1] <= at && at < object[2]) {
        return path(object[0], classes.getOrDefault(object[3], "array") + "[]");
      }
    }
    return "no object";
  }

  private String path(long id, String what) {
    var path = new StringBuilder(what);
    for (Long each = id; each != null; each = reachedFrom.get(each)) {
      var by = " < " + reachedBy.getOrDefault(each, "nobody");
      if (!path.toString().endsWith(by)) {
        path.append(by);
      }
    }
    return path.toString();
  }

  // ---- https://github.com/openjdk/jdk17u/blob/master/src/hotspot/share/services/heapDumper.cpp describes the file

  private void read() {
    names = new HashMap<>();
    classes = new HashMap<>();
    layouts = new HashMap<>();
    reachedFrom = new HashMap<>();
    reachedBy = new HashMap<>();
    var instances = new HashMap<Long, Instance>();
    var arrays = new HashMap<Long, Instance>();
    var statics = new HashMap<Long, Map<String, Long>>();
    var roots = new HashMap<Long, String>();
    var in = ByteBuffer.wrap(dump);
    while (in.get() != 0) {
      // The version.
    }
    in.position(in.position() + 12);
    while (in.hasRemaining()) {
      var tag = in.get() & 0xFF;
      in.getInt();
      var end = in.getInt() + in.position();
      switch (tag) {
        case 0x01 -> names.put(in.getLong(), new String(dump, in.position(), end - in.position(), StandardCharsets.UTF_8));
        case 0x02 -> {
          in.getInt();
          var id = in.getLong();
          in.getInt();
          classes.put(id, names.get(in.getLong()));
        }
        case 0x0C, 0x1C -> segment(in, end, instances, arrays, statics, roots);
        default -> {
        }
      }
      in.position(end);
    }
    walk(instances, arrays, statics, roots);
  }

  private void segment(ByteBuffer in, int end, Map<Long, Instance> instances, Map<Long, Instance> arrays,
      Map<Long, Map<String, Long>> statics, Map<Long, String> roots) {
    while (in.position() < end) {
      var tag = in.get() & 0xFF;
      switch (tag) {
        case 0xFF, 0x05, 0x07 -> roots.putIfAbsent(in.getLong(), "root " + tag);
        case 0x01 -> {
          roots.putIfAbsent(in.getLong(), "JNI global");
          in.getLong();
        }
        case 0x02, 0x03, 0x08 -> {
          var id = in.getLong();
          roots.putIfAbsent(id, "root " + tag + " of a thread");
          in.position(in.position() + 8);
        }
        case 0x04, 0x06 -> {
          roots.putIfAbsent(in.getLong(), "root " + tag);
          in.getInt();
        }
        case 0x20 -> {
          var id = in.getLong();
          in.getInt();
          var parent = in.getLong();
          in.position(in.position() + 5 * ID_BYTES + 4);
          for (var i = in.getShort(); i > 0; i--) {
            in.getShort();
            skip(in, in.get());
          }
          var own = new HashMap<String, Long>();
          for (var i = in.getShort(); i > 0; i--) {
            var name = names.get(in.getLong());
            var type = in.get();
            if (type == 2) {
              own.put(name, in.getLong());
            } else {
              skip(in, type);
            }
          }
          statics.put(id, own);
          var fields = new ArrayList<Field>();
          for (var i = in.getShort(); i > 0; i--) {
            fields.add(new Field(names.get(in.getLong()), in.get()));
          }
          layouts.put(id, new Layout(parent, fields));
        }
        case 0x21 -> {
          var id = in.getLong();
          in.getInt();
          var type = in.getLong();
          var bytes = in.getInt();
          instances.put(id, new Instance(in.position(), type));
          objects.add(new long[] {id, in.position(), in.position() + bytes, type});
          in.position(in.position() + bytes);
        }
        case 0x22 -> {
          var id = in.getLong();
          in.getInt();
          var length = in.getInt();
          var type = in.getLong();
          arrays.put(id, new Instance(in.position(), type));
          objects.add(new long[] {id, in.position(), in.position() + (long) length * ID_BYTES, type});
          in.position(in.position() + length * ID_BYTES);
        }
        case 0x23 -> {
          var id = in.getLong();
          in.getInt();
          var length = in.getInt();
          var type = in.get();
          objects.add(new long[] {id, in.position(), in.position() + (long) length * bytes(type), type});
          classes.putIfAbsent((long) type, Map.of(5, "char", 8, "byte", 10, "int", 11, "long").getOrDefault((int) type, "primitive"));
          in.position(in.position() + length * bytes(type));
        }
        default -> throw new AssertionError("sub record " + tag + " at " + in.position());
      }
    }
  }

  private void walk(Map<Long, Instance> instances, Map<Long, Instance> arrays, Map<Long, Map<String, Long>> statics,
      Map<Long, String> roots) {
    var lengths = new HashMap<Long, Integer>();
    objects.forEach(object -> lengths.put(object[0], (int) ((object[2] - object[1]) / ID_BYTES)));
    var queue = new ArrayDeque<Long>();
    roots.forEach((id, by) -> {
      reachedBy.put(id, by);
      queue.add(id);
    });
    var in = ByteBuffer.wrap(dump);
    while (!queue.isEmpty()) {
      var id = queue.remove();
      if (statics.containsKey(id)) {
        statics.get(id).forEach((name, to) -> reach(queue, id, to, "static " + classes.get(id) + "." + name));
      }
      var instance = instances.get(id);
      if (instance != null) {
        var at = instance.at;
        for (var layout = layouts.get(instance.type); layout != null; layout = layouts.get(layout.parent)) {
          for (var field : layout.fields) {
            if (field.type == 2) {
              reach(queue, id, in.getLong(at), classes.get(instance.type) + "." + field.name);
            }
            at += bytes(field.type);
          }
        }
      }
      var array = arrays.get(id);
      if (array != null) {
        for (var i = 0; i < lengths.get(id); i++) {
          reach(queue, id, in.getLong(array.at + i * ID_BYTES), classes.get(array.type));
        }
      }
    }
  }

  private void reach(ArrayDeque<Long> queue, long from, long to, String by) {
    if (to != 0 && reachedBy.putIfAbsent(to, by) == null) {
      reachedFrom.put(to, from);
      queue.add(to);
    }
  }

  private static void skip(ByteBuffer in, int type) {
    in.position(in.position() + bytes(type));
  }

  private static int bytes(int type) {
    return switch (type) {
      case 2, 7, 11 -> 8;
      case 4, 8 -> 1;
      case 5, 9 -> 2;
      default -> 4;
    };
  }
}

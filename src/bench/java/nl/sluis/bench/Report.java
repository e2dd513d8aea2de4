package nl.sluis.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The table for people and the JSON for programs, of the same rows. */
final class Report {
  /**
   * One trial, in all its rounds. A ratio is the median of the rounds' ratios to the trial that this is compared with; null where there is none.
   *
   * @param cpuRatio of service and database together
   */
  record Row(String flow, String service, String against, Figures median, Double rateRatio, Double p99Ratio, Double cpuRatio,
      Double memoryRatio,
      List<Figures> rounds) {}

  private final Map<String, Trial> trials = new LinkedHashMap<>();
  private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

  void add(Trial trial, Figures figures) {
    trials.put(trial.name(), trial);
    rounds.computeIfAbsent(trial.name(), name -> new ArrayList<>()).add(figures);
  }

  List<Row> rows() {
    return trials.values().stream().map(this::row).toList();
  }

  private Row row(Trial trial) {
    var own = rounds.get(trial.name());
    var other = rounds.get(trial.against);
    var alike = trial.doesTheSame() ? other : null;
    return new Row(trial.flow, trial.service.name, other == null ? null : trial.against, Figures.medians(own),
        ratio(own, other, Figures::perSecond),
        ratio(own, alike, Figures::p99), ratio(own, other, Figures::cpuInAll), ratio(own, other, Figures::memory), own);
  }

  private static Double ratio(List<Figures> own, List<Figures> other, ToDoubleFunction<Figures> figure) {
    if (other == null) {
      return null;
    }
    var ratios = IntStream.range(0, Math.min(own.size(), other.size()))
        .mapToDouble(i -> figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(other.get(i))).filter(Double::isFinite).sorted()
        .toArray();
    return ratios.length == 0 ? null : (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
  }

  /** Below a rate, p99, CPU and memory of the gateway stand the ratios, each in the column behind it. */
  String table() {
    var table = new StringBuilder(
        String.format(Locale.ROOT, "%-14s %-8s %10s %6s %8s %8s %6s %8s %8s %6s %9s %7s %6s %8s%n", "flow", "of", "per second",
            "ratio", "p50 ms", "p99 ms", "ratio", "CPU ms", "+ db ms", "ratio", "driver ms", "MiB", "ratio", "KB each"));
    for (var row : rows()) {
      var m = row.median;
      table.append(String.format(Locale.ROOT, "%-14s %-8s %10s %6s %8s %8s %6s %8s %8s %6s %9s %7.0f %6s %8s%n", row.flow, row.service,
          number(m.perSecond()), number(row.rateRatio), number(m.p50()), number(m.p99()), number(row.p99Ratio), number(m.cpu()),
          number(m.databaseCpu()), number(row.cpuRatio), number(m.driverCpu()), m.memory(), number(row.memoryRatio),
          number(m.kilobytes())));
    }
    return table.toString();
  }

  void write(Path file, Map<String, Object> conditions) throws IOException {
    var all = new LinkedHashMap<>(conditions);
    all.put("rows", rows());
    Files.createDirectories(file.getParent());
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
  }

  /** Three digits that count. */
  private static String number(Double value) {
    if (value == null || value == 0) {
      return "";
    }
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}

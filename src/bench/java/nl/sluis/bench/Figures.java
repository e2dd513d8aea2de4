package nl.sluis.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * What one round showed of one service. A unit is a post, an invitation, an opening or a mail.
 *
 * @param perSecond   units
 * @param p50         milliseconds of a call, and so {@code p99}; 0 where nobody waits for one
 * @param cpu         milliseconds of the service's process per unit
 * @param databaseCpu the same of PostgreSQL's processes; 0 with H2, which is in the service's
 * @param driverCpu   the same of the driver, with sink and Twilio in it
 * @param memory      MiB, resident, at the end
 * @param kilobytes   per unit, by which the file or the log of changes grew
 */
record Figures(double perSecond, double p50, double p99, double cpu, double databaseCpu, double driverCpu, double memory,
    double kilobytes) {
  static Figures of(Service service, Databases databases, Callable<Load.Timing> load) throws Exception {
    var server = databases.pid();
    var self = ProcessHandle.current().pid();
    // PostgreSQL is a child of this process.
    var cpu = ProcessFigures.cpuMillis(service.pid());
    var database = server == 0 ? 0 : ProcessFigures.cpuMillis(server);
    var driver = ProcessFigures.ownCpuMillis(self);
    var written = databases.written(service.name);
    var timing = load.call();
    var units = (double) Math.max(1, timing.units());
    return new Figures(timing.units() / timing.seconds(), timing.millis(0.5), timing.millis(0.99),
        (ProcessFigures.cpuMillis(service.pid()) - cpu) / units,
        server == 0 ? 0 : (ProcessFigures.cpuMillis(server) - database) / units, (ProcessFigures.ownCpuMillis(self) - driver) / units,
        ProcessFigures.residentMebibytes(service.pid()), Math.max(0, databases.written(service.name) - written) / units / 1000);
  }

  /** @return each figure's median by itself */
  static Figures medians(List<Figures> rounds) {
    return new Figures(median(rounds, Figures::perSecond), median(rounds, Figures::p50), median(rounds, Figures::p99),
        median(rounds, Figures::cpu), median(rounds, Figures::databaseCpu), median(rounds, Figures::driverCpu),
        median(rounds, Figures::memory), median(rounds, Figures::kilobytes));
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** @return CPU of service and database together */
  double cpuInAll() {
    return cpu + databaseCpu;
  }
}

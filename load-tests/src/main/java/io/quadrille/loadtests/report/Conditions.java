package io.quadrille.loadtests.report;

import java.time.Instant;

/**
 * Under which a report was measured.
 *
 * @param commit of the sources; ends with {@code +} where they were changed since; {@code unknown} outside of git
 * @param jdk version of the measured JVMs
 * @param records of a lap where nothing else is said
 * @param rounds that counted, in each JVM
 * @param jvms of each candidate of a race
 */
public record Conditions(
        Instant begun, String commit, String jdk, int processors, long records, int rounds, int jvms) {}

package io.quadrille.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of the table that a file without a pipeline is loaded into: the file's stem. */
final class TableNames {
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\p{Cntrl}/\\\\]");
    private static final String GZIP = ".gz";
    private static final int LONGEST = 255;

    private TableNames() {}

    /** {@code orders} for {@code orders.csv} and {@code orders.csv.gz}; what no table name may hold becomes {@code _}. */
    static String of(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.toLowerCase(Locale.ROOT).endsWith(GZIP)) {
            name = stemIn(name, name.length() - GZIP.length());
        }
        String stem = NOT_IN_NAMES.matcher(stemIn(name, name.lastIndexOf('.'))).replaceAll("_");
        return stem.length() <= LONGEST ? stem : stem.substring(0, LONGEST);
    }

    /** A name that is nothing but an extension is its own stem. */
    private static String stemIn(String name, int end) {
        return end <= 0 ? name : name.substring(0, end);
    }
}

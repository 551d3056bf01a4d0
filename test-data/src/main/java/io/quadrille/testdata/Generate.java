package io.quadrille.testdata;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code generate} command: a seeded CSV file, and what must become of it. */
@Command(
        name = "generate",
        sortOptions = false,
        description = "Writes a seeded CSV file, and what must become of it. Same options, same bytes.",
        footer = {
            "",
            "Examples:",
            "  generate customers --records 1000000 --seed 42 --dirt 2%% --out c.csv --expected c.json",
            "  generate orders --records 500 --seed 7 --dirt 20%% --kinds BAD_LINES,KEY_TOO_LONG --line-end crlf",
            "  generate runways --records 100000000 --seed 1 --no-table --out big.csv --expected big.json"
        })
public final class Generate implements Callable<Integer> {

    @Parameters(paramLabel = "PIPELINE", description = "${COMPLETION-CANDIDATES}")
    private PipelineName pipeline = PipelineName.CUSTOMERS;

    @Option(names = "--records", required = true, paramLabel = "N", description = "data records, spoiled ones included")
    private long records;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "any whole number")
    private long seed;

    @Option(names = "--dirt", defaultValue = "0", paramLabel = "P%", description = "records that are rejected")
    private Percent dirt = new Percent(0);

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description = "kinds of dirt: ${COMPLETION-CANDIDATES}")
    private Set<DirtKind> kinds = EnumSet.noneOf(DirtKind.class);

    @Option(names = "--duplicates", defaultValue = "0", paramLabel = "P%", description = "records with an earlier key")
    private Percent duplicates = new Percent(0);

    @Option(names = "--ascending", description = "keys that grow from record to record instead of scattered ones")
    private boolean ascending;

    @Option(
            names = "--oddities",
            defaultValue = "2",
            paramLabel = "P%",
            description = "records with an odd but harmless value (${DEFAULT-VALUE} %%)")
    private Percent oddities = new Percent(0);

    @Option(
            names = "--blank-lines",
            defaultValue = "0.5",
            paramLabel = "P%",
            description = "records with a blank line before them (${DEFAULT-VALUE} %%)")
    private Percent blankLines = new Percent(0);

    @Option(names = "--line-end", defaultValue = "LF", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private LineEnd lineEnd = LineEnd.LF;

    @Option(names = "--delimiter", defaultValue = ",", paramLabel = "CHAR", description = "one of , ; | or tab")
    private String delimiter = ",";

    @Option(names = "--charset", defaultValue = "UTF-8", description = "utf-8, utf-16le (with its mark) or iso-8859-1")
    private Charset charset = Charset.forName("UTF-8");

    @Option(names = "--bom", description = "begin a UTF-8 file with its byte order mark")
    private boolean byteOrderMark;

    @Option(names = "--gzip", description = "compress the file")
    private boolean gzip;

    @Option(names = "--out", paramLabel = "FILE", description = "where the CSV file goes (standard output)")
    private @Nullable Path out;

    @Option(names = "--expected", paramLabel = "FILE.json", description = "where the expected outcome goes")
    private @Nullable Path expected;

    @Option(
            names = "--table",
            paramLabel = "[NAME=]FILE",
            description = "where an expected table goes as CSV; without NAME the pipeline's first; may be repeated")
    private List<String> tables = List.of();

    @Option(names = "--no-table", description = "constant memory: the outcome is counts, without rejects and tables")
    private boolean countsOnly;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    /** A number of percent, written with or without the sign. */
    record Percent(double value) {

        static Percent parse(String text) {
            return new Percent(Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text));
        }
    }

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Generate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Percent.class, Percent::parse);
        return commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("generate: " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? 2 : 1;
        });
    }

    @Override
    public Integer call() throws IOException {
        Recipe recipe = recipe();
        Map<Path, String> tableFiles = tableFiles();
        Oracle oracle = out == null
                ? toStandardOutput(recipe)
                : Generator.generate(recipe, out).oracle();
        if (expected != null) {
            ExpectedJson.write(oracle.expected(), expected);
        }
        for (Map.Entry<Path, String> table : tableFiles.entrySet()) {
            try (OutputStream rows = new BufferedOutputStream(Files.newOutputStream(table.getKey()), 1 << 16)) {
                oracle.table(table.getValue()).writeCsv(rows);
            }
        }
        return 0;
    }

    private Recipe recipe() {
        // Without anybody to read them, rejects and rows are not worth their memory.
        boolean unread = expected == null && tables.isEmpty();
        return Recipe.of(pipeline, records, seed)
                .mixture(new Mixture(dirt.value(), duplicates.value(), oddities.value(), blankLines.value()))
                .form(new FileForm(lineEnd, delimiter(), charset, byteOrderMark, gzip))
                .kinds(kinds)
                .countsOnly(countsOnly || unread)
                .ascendingKeys(ascending);
    }

    private char delimiter() {
        if (delimiter.equalsIgnoreCase("tab")) {
            return '\t';
        }
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException("--delimiter '" + delimiter + "' is not one of , ; | or tab");
        }
        return delimiter.charAt(0);
    }

    /** The tables asked for, by the file that each goes to; refused before anything is generated. */
    private Map<Path, String> tableFiles() {
        if (countsOnly && !tables.isEmpty()) {
            throw new IllegalArgumentException("--no-table keeps no rows: leave out --table, or --no-table");
        }
        List<String> names = pipeline.sinks().stream().map(SinkPath::table).toList();
        Map<Path, String> files = new LinkedHashMap<>();
        for (String table : tables) {
            int equals = table.indexOf('=');
            String name = equals > 0 ? table.substring(0, equals) : names.get(0);
            if (!names.contains(name)) {
                throw new IllegalArgumentException("no table '%s' in pipeline '%s': name one of %s"
                        .formatted(name, pipeline.text(), String.join(", ", names)));
            }
            files.put(Path.of(table.substring(equals + 1)), name);
        }
        return files;
    }

    private static Oracle toStandardOutput(Recipe recipe) throws IOException {
        try (OutputStream standard = new FileOutputStream(FileDescriptor.out)) {
            return Generator.write(recipe, standard);
        }
    }
}

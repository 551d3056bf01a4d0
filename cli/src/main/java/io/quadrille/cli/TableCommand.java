package io.quadrille.cli;

import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.handlers.tables.TableJson;
import io.quadrille.handlers.tables.TableReader;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that prints a table. */
@Command(
        name = "table",
        sortOptions = false,
        header = "Prints a table's rows, ordered by key.",
        description = {"", "Without an option: the first rows, for people."},
        footer = {
            "",
            "Examples:",
            "  quadrille table customers",
            "  quadrille table customers --csv > customers.csv",
            "  quadrille table customers --count",
            "  quadrille table customers --csv --aws --pipeline customers --size prod"
        })
final class TableCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the table")
    private String name = "";

    @ArgGroup
    private Form form = new Form();

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    /** How the rows are printed. */
    static final class Form {
        @Option(names = "--csv", description = "print every row exactly, as CSV with a header")
        private boolean csv;

        @Option(names = "--json", description = "print an array of objects as JSON on one line")
        private boolean json;

        @Option(names = "--count", description = "print only how many rows there are")
        private boolean count;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = common.terminal();
        try (View view = place.open(common)) {
            TableReader tables = view.tables();
            if (form.count) {
                terminal.printLine(Long.toString(tables.count(name)));
            } else if (form.csv) {
                tables.read(name, new TableCsv(terminal.out()));
            } else if (form.json) {
                tables.read(name, new TableJson(terminal.out()));
            } else {
                FirstRows.print(tables, name, terminal);
            }
        }
        return ExitCode.DONE;
    }
}

package io.quadrille.loadtests.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.Oracle;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import io.quadrille.testdata.TableRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Seeded files of customers, generated once and kept: the same name has the same bytes on every machine. */
public final class Customers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 42;
    /** Beyond it, a file's table is not worked out: it would take gigabytes; counts alone are then compared. */
    public static final long MOST_RECORDS_WITH_TABLE = 2_000_000;

    private final Path folder;

    public Customers(Path folder) {
        this.folder = folder;
    }

    /** The digest of what is known of a file, beside it; it is written last, so that a half file has none. */
    private record Known(long records, String tableDigest) {}

    public SourceFile file(long records, KeyOrder order, LineBreaks breaks) throws IOException {
        String name = "customers-" + records + "-" + order.text() + "-" + breaks.text() + "-" + SEED;
        Path file = folder.resolve(name + ".csv");
        Path known = folder.resolve(name + ".json");
        if (!Files.exists(known)) {
            Recipe recipe = Recipe.of(PipelineName.CUSTOMERS, records, SEED)
                    .ascendingKeys(order == KeyOrder.ASCENDING)
                    .countsOnly(records > MOST_RECORDS_WITH_TABLE);
            generate(recipe, breaks, file, known);
        }
        Known facts = JSON.readValue(known.toFile(), Known.class);
        return new SourceFile(file, facts.records(), Files.size(file), facts.tableDigest());
    }

    private void generate(Recipe recipe, LineBreaks breaks, Path file, Path known) throws IOException {
        Files.createDirectories(folder);
        Oracle oracle;
        try (OutputStream out = through(breaks, Files.newOutputStream(file))) {
            oracle = Generator.write(recipe, out);
        }
        String digest = recipe.countsOnly() ? "" : digest(oracle.table("customers"), breaks);
        Path unfinished = folder.resolve(known.getFileName() + ".new");
        JSON.writeValue(unfinished.toFile(), new Known(oracle.expected().records(), digest));
        Files.move(unfinished, known, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String digest(TableRows table, LineBreaks breaks) throws IOException {
        TableDigest digest = new TableDigest();
        try (OutputStream out = through(breaks, digest.out())) {
            table.writeCsv(out);
        }
        return digest.text();
    }

    private static OutputStream through(LineBreaks breaks, OutputStream out) {
        return breaks == LineBreaks.LINE_FEEDS ? new LineFeeds(out) : out;
    }
}

package io.quadrille.loadtests.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.testdata.GeneratedFile;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.IOException;
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

    public SourceFile file(long records, KeyOrder order) throws IOException {
        String name = "customers-" + records + "-" + order.text() + "-" + SEED;
        Path file = folder.resolve(name + ".csv");
        Path known = folder.resolve(name + ".json");
        if (!Files.exists(known)) {
            generate(records, order, file, known);
        }
        Known facts = JSON.readValue(known.toFile(), Known.class);
        return new SourceFile(file, facts.records(), Files.size(file), facts.tableDigest());
    }

    private void generate(long records, KeyOrder order, Path file, Path known) throws IOException {
        Files.createDirectories(folder);
        Recipe recipe = Recipe.of(PipelineName.CUSTOMERS, records, SEED)
                .ascendingKeys(order == KeyOrder.ASCENDING)
                .countsOnly(records > MOST_RECORDS_WITH_TABLE);
        GeneratedFile generated = Generator.generate(recipe, file);
        String digest = recipe.countsOnly() ? "" : generated.table("customers").sha256();
        Path unfinished = folder.resolve(known.getFileName() + ".new");
        JSON.writeValue(unfinished.toFile(), new Known(generated.expected().records(), digest));
        Files.move(unfinished, known, StandardCopyOption.ATOMIC_MOVE);
    }
}

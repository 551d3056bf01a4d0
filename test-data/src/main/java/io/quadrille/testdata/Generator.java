package io.quadrille.testdata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes CSV files that are the same for the same recipe, and says what must become of them.
 *
 * <p>A file is streamed: without tables it takes constant memory, with them the tables' own size. Stateless.
 *
 * <pre>{@code
 * GeneratedFile file = Generator.generate(Recipe.of(PipelineName.CUSTOMERS, 1_000, 42).dirt(2), folder.resolve("customers.csv"));
 * assertThat(rejectsOf(run(file.path()))).isEqualTo(file.expected().rejects());
 * }</pre>
 */
public final class Generator {

    private static final int BLANK_LINE = 3;
    private static final int LAST_LINE_END = 4;

    private Generator() {}

    /** Writes the file, replacing one that is there. */
    public static GeneratedFile generate(Recipe recipe, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            return new GeneratedFile(recipe, file, write(recipe, out));
        }
    }

    /** Writes the file's bytes, gzip included where the recipe says so, and leaves the stream open. */
    public static Oracle write(Recipe recipe, OutputStream out) throws IOException {
        return write(recipe, out, null);
    }

    /** As {@link #write(Recipe, OutputStream)}, and tells what must become of each record, in the order of the file. */
    public static Oracle writeTelling(Recipe recipe, OutputStream out, Consumer<RecordFate> fates) throws IOException {
        return write(recipe, out, fates);
    }

    private static Oracle write(Recipe recipe, OutputStream out, @Nullable Consumer<RecordFate> fates)
            throws IOException {
        Outcome outcome = new Outcome(recipe, fates);
        DirtPlan plan = new DirtPlan(recipe);
        RecordMaker maker = maker(recipe, new Keys(recipe, plan));
        RecordDraft draft = new RecordDraft(recipe.pipeline().columns().size());
        SourceFile file = new SourceFile(out, recipe.form());
        header(recipe, draft, file);
        for (long index = 0; index < recipe.records(); index++) {
            if (Draw.within(recipe.mixture().blankLines(), Draw.hash(recipe.seed(), BLANK_LINE, index))) {
                file.blankLine();
            }
            boolean afterOpenQuote = draft.quoteLeftOpen();
            DirtKind kind = afterOpenQuote ? null : plan.next(index);
            draft.begin(kind != null && kind.needsOneLine());
            fill(maker, draft, index, kind);
            if (afterOpenQuote) {
                draft.quote(0);
            }
            file.record(draft);
            outcome.at(file.recordLine(), file.recordPosition());
            maker.settle(outcome);
            outcome.decided();
        }
        file.finish((Draw.hash(recipe.seed(), LAST_LINE_END, 0) & 3) != 0);
        return new Oracle(outcome.expected(), outcome.tables());
    }

    private static void fill(RecordMaker maker, RecordDraft draft, long index, @Nullable DirtKind kind) {
        maker.fill(draft, index, kind);
        if (kind != null) {
            maker.spoil(draft, kind);
        }
    }

    private static void header(Recipe recipe, RecordDraft draft, SourceFile file) throws IOException {
        draft.begin(true);
        int column = 0;
        for (String name : recipe.pipeline().columns()) {
            draft.cell(column).add(name);
            if (recipe.pipeline() == PipelineName.RUNWAYS) {
                draft.quote(column);
            }
            column++;
        }
        file.record(draft);
    }

    private static RecordMaker maker(Recipe recipe, Keys keys) {
        return switch (recipe.pipeline()) {
            case CUSTOMERS -> new CustomerRecords(recipe, keys);
            case ORDERS -> new OrderRecords(recipe, keys);
            case RUNWAYS -> new RunwayRecords(recipe, keys);
        };
    }
}

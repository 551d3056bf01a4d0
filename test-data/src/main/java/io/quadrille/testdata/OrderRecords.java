package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Order records: cancelled ones are filtered, the others load whole into one table and line by line into another. */
final class OrderRecords implements RecordMaker {

    private static final int ORDER_ID = 0;
    private static final int STATUS = 1;
    private static final int CUSTOMER = 2;
    private static final int LINES = 3;
    private static final int MOST_LINES = 6;
    private static final int ORDERS_TABLE = 0;
    private static final int LINES_TABLE = 1;
    private static final int ODD_PREFIX = 31;

    private static final String[] BROKEN_LINES = {
        "AB-123:x",
        "AB-123",
        ":5",
        "AB-123:0",
        "AB-123:",
        "AB-123:-1",
        "AB-123:5||CD-4567:1",
        "AB-123:5|",
        "|AB-123:5",
        "AB-123:5|CD-4567",
        "AB-123:1.5"
    };
    private static final String[] UNKNOWN_STATUSES = {"LOST", "RETURNED", "UNKNOWN", "?"};
    /** An id in Latin-1 and beyond; the last two are ordered otherwise by UTF-16 than by UTF-8. */
    private static final String[] PREFIXES = {"É-", "o-", "Ａ-", "😀-"};

    private static final int LATIN1_PREFIXES = 2;
    private static final byte[][] STATUSES = {ascii("OPEN"), ascii("SHIPPED"), ascii("CANCELLED")};
    private static final byte[] TWO_BYTES = "é".getBytes(StandardCharsets.UTF_8);

    private final long seed;
    private final Keys keys;
    private final Words words;
    private final TextValues texts;
    private final int prefixes;
    private final Spoiler spoiler = new Spoiler(ORDER_ID, CUSTOMER);
    private final Draw draw = new Draw();

    private final Utf8Text[] values = {new Utf8Text(), new Utf8Text(), new Utf8Text(), new Utf8Text()};
    private final Utf8Text[] skus = new Utf8Text[MOST_LINES];
    private final int[] quantities = new int[MOST_LINES];
    private final Utf8Text quantity = new Utf8Text();
    private final Utf8Text key = new Utf8Text();
    private final CsvLine row = new CsvLine(',');
    private int lines;
    private boolean cancelled;
    private @Nullable DirtKind dirt;

    OrderRecords(Recipe recipe, Keys keys) {
        seed = recipe.seed();
        this.keys = keys;
        words = new Words(recipe.form().charset());
        texts = new TextValues(recipe);
        boolean latin1 = recipe.form().charset().equals(StandardCharsets.ISO_8859_1);
        prefixes = latin1 ? LATIN1_PREFIXES : PREFIXES.length;
        for (int i = 0; i < MOST_LINES; i++) {
            skus[i] = new Utf8Text();
        }
    }

    @Override
    public void fill(RecordDraft draft, long index, @Nullable DirtKind kind) {
        dirt = kind;
        draw.begin(seed, 0, index);
        for (Utf8Text value : values) {
            value.clear();
        }
        orderId(keys.original(index));
        boolean mustBeLive = kind == DirtKind.KEY_TOO_LONG || kind == DirtKind.BAD_LINES;
        int status = draw.below(20) % (mustBeLive ? 2 : 3);
        cancelled = status == 2;
        values[STATUS].add(STATUSES[status]);
        if (texts.isOdd(index)) {
            texts.addOddity(values[CUSTOMER], draw);
        } else {
            customer(draft.oneLine());
        }
        lines();
        for (int i = 0; i < values.length; i++) {
            draft.cell(i).add(values[i]);
        }
        if (draw.once(16)) {
            draft.quote(draw.below(LINES + 1));
        }
    }

    @Override
    public void spoil(RecordDraft draft, DirtKind kind) {
        switch (kind) {
            case UNKNOWN_VALUE -> draft.replace(STATUS).add(draw.among(UNKNOWN_STATUSES));
            case KEY_TOO_LONG ->
                draft.replace(ORDER_ID).add(values[ORDER_ID]).repeat(TWO_BYTES, 1_025 + draw.below(50));
            case BAD_LINES -> {
                values[LINES].clear().add(draw.among(BROKEN_LINES));
                draft.replace(LINES).add(values[LINES]);
            }
            default -> spoiler.spoil(draft, kind, draw);
        }
    }

    @Override
    public void settle(Outcome outcome) {
        boolean rejectedLater = dirt == DirtKind.KEY_TOO_LONG || dirt == DirtKind.BAD_LINES;
        if (dirt != null && !rejectedLater) {
            outcome.rejected("extract", columnOf(dirt), dirt);
        } else if (cancelled) {
            outcome.filtered();
        } else {
            settleOrder(outcome);
            settleLines(outcome);
        }
    }

    private static @Nullable String columnOf(DirtKind kind) {
        return switch (kind) {
            case MISSING_KEY -> "order_id";
            case UNKNOWN_VALUE -> "status";
            default -> null;
        };
    }

    private void settleOrder(Outcome outcome) {
        if (dirt == DirtKind.KEY_TOO_LONG) {
            outcome.rejected("load-orders", "order_id", dirt);
            return;
        }
        outcome.loaded(ORDERS_TABLE);
        if (outcome.keepsRows()) {
            row.clear();
            for (Utf8Text value : values) {
                row.cell(value);
            }
            outcome.row(ORDERS_TABLE, values[ORDER_ID], row.text());
        }
    }

    private void settleLines(Outcome outcome) {
        if (dirt == DirtKind.BAD_LINES) {
            outcome.rejected("lines", "lines", dirt);
            return;
        }
        outcome.expanded(LINES_TABLE, lines);
        for (int i = 0; i < lines; i++) {
            if (dirt == DirtKind.KEY_TOO_LONG) {
                outcome.rejected("load-order-lines", "order_id", dirt);
            } else {
                outcome.loaded(LINES_TABLE);
                putLine(outcome, i);
            }
        }
    }

    private void putLine(Outcome outcome, int line) {
        if (outcome.keepsRows()) {
            // No id contains a NUL, and it is below every other byte, so partitions stay together and in order.
            key.clear().add(values[ORDER_ID]).add(0).add(skus[line]);
            row.clear()
                    .cell(values[ORDER_ID])
                    .cell(skus[line])
                    .cell(quantity.clear().number(quantities[line]));
            outcome.row(LINES_TABLE, key, row.text());
        }
    }

    private void orderId(long original) {
        long hash = Draw.hash(seed, ODD_PREFIX, original);
        Utf8Text id = values[ORDER_ID];
        if ((hash & 0x3f) == 0) {
            id.add(PREFIXES[(int) ((hash >>> 8) % prefixes & 0xff)]);
        } else {
            id.add("O-");
        }
        id.number(keys.scattered(original), 7);
    }

    private void customer(boolean oneLine) {
        values[CUSTOMER].add(draw.among(words.customers));
        if (!oneLine && draw.once(64)) {
            texts.addLineBreak(values[CUSTOMER], draw);
            values[CUSTOMER].add("att. Meyer");
        }
    }

    private void lines() {
        lines = 1 + draw.below(MOST_LINES);
        for (int i = 0; i < lines; i++) {
            Utf8Text sku = skus[i].clear();
            if (i > 0 && draw.once(32)) {
                sku.add(skus[draw.below(i)]);
            } else {
                int digits = 3 + draw.below(3);
                sku.add('A' + draw.below(26)).add('A' + draw.below(26)).add('-');
                sku.number(draw.below(digits == 3 ? 1_000 : digits == 4 ? 10_000 : 100_000), digits);
            }
            quantities[i] = 1 + draw.below(99);
            if (i > 0) {
                values[LINES].add('|');
            }
            values[LINES].add(sku).add(':').number(quantities[i]);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

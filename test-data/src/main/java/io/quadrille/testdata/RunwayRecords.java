package io.quadrille.testdata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runway records in the shape of the public OurAirports file: many empty cells, flags, decimals that keep their scale. */
final class RunwayRecords implements RecordMaker {

    private static final int ID = 0;
    private static final int AIRPORT_REF = 1;
    private static final int AIRPORT_IDENT = 2;
    private static final int LENGTH = 3;
    private static final int WIDTH = 4;
    private static final int SURFACE = 5;
    private static final int LIGHTED = 6;
    private static final int CLOSED = 7;
    private static final int LOW_END = 8;
    private static final int HIGH_END = 14;
    /** Offsets from the first column of a runway's end. */
    private static final int LATITUDE = 1;

    private static final int LONGITUDE = 2;
    private static final int ELEVATION = 3;
    private static final int HEADING = 4;
    private static final int THRESHOLD = 5;

    private static final String[] NO_NUMBERS = {"12,5", "4000ft", "1 200", "n/a", "long"};
    private static final String[] NO_DECIMALS = {"51,47", "51°28'N", "N51.47", "1.2.3"};

    private final long seed;
    private final List<String> columns;
    private final Keys keys;
    private final Words words;
    private final TextValues texts;
    private final Spoiler spoiler = new Spoiler(ID, SURFACE);
    private final Draw draw = new Draw();

    private final Utf8Text[] values;
    private final IntegerKey key = new IntegerKey();
    private final CsvLine row = new CsvLine(',');
    private long id;
    private @Nullable DirtKind dirt;
    private int faultyColumn;

    RunwayRecords(Recipe recipe, Keys keys) {
        seed = recipe.seed();
        columns = recipe.pipeline().columns();
        this.keys = keys;
        words = new Words(recipe.form().charset());
        texts = new TextValues(recipe);
        values = new Utf8Text[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Utf8Text();
        }
    }

    @Override
    public void fill(RecordDraft draft, long index, @Nullable DirtKind kind) {
        dirt = kind;
        draw.begin(seed, 0, index);
        for (Utf8Text value : values) {
            value.clear();
        }
        id = keys.number(index);
        values[ID].number(id);
        values[AIRPORT_REF].number(1 + draw.below(400_000));
        airport(values[AIRPORT_IDENT]);
        if (!draw.once(64)) {
            values[LENGTH].number(draw.below(16_000));
        }
        if (!draw.once(16)) {
            values[WIDTH].number(draw.once(512) ? -1 : draw.below(300));
        }
        if (texts.isOdd(index)) {
            texts.addOddity(values[SURFACE], draw);
        } else if (!draw.once(64)) {
            values[SURFACE].add(draw.among(words.surfaces));
        }
        values[LIGHTED].add('0' + draw.below(2));
        values[CLOSED].add(draw.once(32) ? '1' : '0');
        end(LOW_END);
        end(HIGH_END);
        copyTo(draft);
    }

    @Override
    public void spoil(RecordDraft draft, DirtKind kind) {
        faultyColumn = ID;
        if (kind == DirtKind.NOT_A_NUMBER && !draw.once(3)) {
            boolean ofLength = draw.once(2);
            faultyColumn = ofLength ? LENGTH : LOW_END + LATITUDE;
            draft.replace(faultyColumn).add(draw.among(ofLength ? NO_NUMBERS : NO_DECIMALS));
        } else if (kind == DirtKind.OUT_OF_RANGE && draw.once(2)) {
            faultyColumn = draw.once(2) ? AIRPORT_REF : LENGTH;
            draft.replace(faultyColumn).add("99999999999999999999");
        } else {
            spoiler.spoil(draft, kind, draw);
        }
    }

    @Override
    public void settle(Outcome outcome) {
        if (dirt != null) {
            boolean ofAColumn =
                    dirt == DirtKind.NOT_A_NUMBER || dirt == DirtKind.OUT_OF_RANGE || dirt == DirtKind.MISSING_KEY;
            outcome.rejected("extract", ofAColumn ? columns.get(faultyColumn) : null, dirt);
            return;
        }
        outcome.loaded(0);
        if (outcome.keepsRows()) {
            row.clear();
            for (Utf8Text value : values) {
                row.cell(value);
            }
            outcome.row(0, key.of(id), row.text());
        }
    }

    private void copyTo(RecordDraft draft) {
        for (int i = 0; i < values.length; i++) {
            draft.cell(i).add(values[i]);
            boolean text = i == AIRPORT_IDENT || i == SURFACE || i == LOW_END || i == HIGH_END;
            if (text && values[i].length() > 0) {
                draft.quote(i);
            }
        }
    }

    private void airport(Utf8Text target) {
        if (draw.once(2)) {
            target.add("US-").number(draw.below(10_000), 4);
        } else {
            target.add("KLES".charAt(draw.below(4)));
            for (int i = 0; i < 3; i++) {
                target.add('A' + draw.below(26));
            }
        }
    }

    private void end(int first) {
        int ident = draw.below(40);
        if (ident > 0) {
            values[first].number(ident, 2);
            if (ident > 36) {
                values[first].clear().add('H').number(ident - 36);
            } else if (draw.once(4)) {
                values[first].add("LCR".charAt(draw.below(3)));
            }
        }
        if (draw.once(3)) {
            decimal(values[first + LATITUDE], 90);
            decimal(values[first + LONGITUDE], 180);
            values[first + ELEVATION].number(draw.below(9_000) - 300);
        }
        if (draw.once(3)) {
            values[first + HEADING].number(draw.below(361));
            if (draw.once(4)) {
                values[first + HEADING].add('.').number(draw.below(10));
            }
        }
        if (draw.once(12)) {
            values[first + THRESHOLD].number(draw.below(3_000));
        }
    }

    /** A decimal within a bound, its zeros at the end kept; now and then so small that a careless writer uses an E. */
    private void decimal(Utf8Text target, int bound) {
        if (draw.once(256)) {
            target.add("0.0000000").number(draw.below(10));
            return;
        }
        int whole = draw.below(bound);
        if (whole > 0 && draw.once(2)) {
            target.add('-');
        }
        target.number(whole);
        int scale = draw.once(4) ? 12 + draw.below(4) : draw.below(9);
        if (scale > 0) {
            target.add('.');
            for (int i = 0; i < scale; i++) {
                target.add('0' + draw.below(10));
            }
        }
    }
}

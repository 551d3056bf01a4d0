package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Customer records. The transform strips every text, folds the town to upper and the e-mail to lower case.
 *
 * <p>The file gets white space and mixed case here; the row gets the value from before.
 */
final class CustomerRecords implements RecordMaker {

    private static final int ID = 0;
    private static final int HOUSE_NUMBER = 1;
    private static final int STREET = 2;
    private static final int TOWN = 3;
    private static final int ZIP = 4;
    private static final int EMAIL = 5;
    private static final int OVER_400_KB = 420_000;
    private static final byte[] ONE_BYTE = "z".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TWO_BYTES = "é".getBytes(StandardCharsets.UTF_8);

    private final long seed;
    private final Keys keys;
    private final Words words;
    private final TextValues texts;
    private final Spoiler spoiler = new Spoiler(ID, STREET);
    private final Draw draw = new Draw();

    private final Utf8Text[] values = {
        new Utf8Text(), new Utf8Text(), new Utf8Text(), new Utf8Text(), new Utf8Text(), new Utf8Text()
    };
    private final IntegerKey key = new IntegerKey();
    private final CsvLine row = new CsvLine(',');
    private long id;
    private @Nullable DirtKind dirt;

    CustomerRecords(Recipe recipe, Keys keys) {
        seed = recipe.seed();
        this.keys = keys;
        words = new Words(recipe.form().charset());
        texts = new TextValues(recipe);
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
        draft.cell(ID).number(id);
        houseNumber(values[HOUSE_NUMBER]);
        pad(draft, HOUSE_NUMBER, values[HOUSE_NUMBER]);
        street(values[STREET], index, draft.oneLine());
        pad(draft, STREET, values[STREET]);
        Words.Word town = draw.among(words.towns);
        values[TOWN].add(town.folded());
        pad(draft, TOWN, town.raw());
        values[ZIP].number(draw.below(100_000), 5);
        pad(draft, ZIP, values[ZIP]);
        email(draft);
        if (draw.once(16)) {
            draft.quote(1 + draw.below(EMAIL));
        }
    }

    @Override
    public void spoil(RecordDraft draft, DirtKind kind) {
        if (kind == DirtKind.ITEM_TOO_LARGE) {
            byte[] unit = draw.once(2) ? ONE_BYTE : TWO_BYTES;
            draft.replace(STREET).repeat(unit, OVER_400_KB / unit.length);
        } else {
            spoiler.spoil(draft, kind, draw);
        }
    }

    @Override
    public void settle(Outcome outcome) {
        if (dirt == DirtKind.ITEM_TOO_LARGE) {
            outcome.rejected("load", null, dirt);
        } else if (dirt != null) {
            boolean ofTheKey =
                    dirt == DirtKind.NOT_A_NUMBER || dirt == DirtKind.OUT_OF_RANGE || dirt == DirtKind.MISSING_KEY;
            outcome.rejected("extract", ofTheKey ? "id" : null, dirt);
        } else {
            outcome.loaded(0);
            if (outcome.keepsRows()) {
                row.clear();
                for (Utf8Text value : values) {
                    row.cell(value);
                }
                outcome.row(0, key.of(id), row.text());
            }
        }
    }

    private void houseNumber(Utf8Text target) {
        target.number(1 + draw.below(299));
        switch (draw.below(16)) {
            case 0, 1 -> target.add('a' + draw.below(6));
            case 2 -> target.add('-').number(300 + draw.below(50));
            case 3 -> target.add(" 1/2");
            default -> {}
        }
    }

    private void street(Utf8Text target, long index, boolean oneLine) {
        if (texts.isOdd(index)) {
            texts.addOddity(target, draw);
            return;
        }
        byte[] street = draw.among(words.streets);
        switch (draw.below(64)) {
            case 0, 1, 2 -> target.add(street).add(", Bât. ").number(1 + draw.below(9));
            case 3 -> target.add('"').add(street).add("\" (north)");
            case 4 -> {
                target.add("c/o Meyer");
                if (oneLine) {
                    target.add(' ');
                } else {
                    texts.addLineBreak(target, draw);
                }
                target.add(street);
            }
            default -> target.add(street);
        }
    }

    private void email(RecordDraft draft) {
        Words.Word person = draw.among(words.people);
        Words.Word domain = draw.among(words.domains);
        int number = draw.below(1_000);
        Utf8Text cell = draft.cell(EMAIL);
        padding(cell);
        cell.add(person.raw()).number(number).add('@').add(domain.raw());
        padding(cell);
        values[EMAIL].add(person.folded()).number(number).add('@').add(domain.folded());
    }

    private void pad(RecordDraft draft, int column, Utf8Text value) {
        Utf8Text cell = draft.cell(column);
        padding(cell);
        cell.add(value);
        padding(cell);
    }

    private void pad(RecordDraft draft, int column, byte[] value) {
        Utf8Text cell = draft.cell(column);
        padding(cell);
        cell.add(value);
        padding(cell);
    }

    private void padding(Utf8Text cell) {
        if (draw.once(24)) {
            cell.add(draw.among(words.pads));
        }
    }
}

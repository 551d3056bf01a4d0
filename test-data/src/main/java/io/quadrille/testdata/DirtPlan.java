package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which records of a file are spoiled, and how: the kinds in turn, beginning where the seed says. */
final class DirtPlan {

    private static final int DIRTY = 1;
    private static final int FIRST_KIND = 2;

    private final Recipe recipe;
    private final List<DirtKind> rotation;
    private final Map<DirtKind, Integer> giants = new EnumMap<>(DirtKind.class);
    private int turn;
    private long settled = -1;

    DirtPlan(Recipe recipe) {
        this.recipe = recipe;
        rotation = rotation(recipe);
        turn = rotation.isEmpty()
                ? 0
                : (int) Long.remainderUnsigned(Draw.hash(recipe.seed(), FIRST_KIND, 0), rotation.size());
    }

    /** Whether a record is meant to be spoiled, whatever the records before it. */
    boolean isDirty(long index) {
        return Draw.within(recipe.mixture().dirt(), Draw.hash(recipe.seed(), DIRTY, index));
    }

    /** How to spoil the next record, or null to leave it clean. To be asked once per record, in file order. */
    @Nullable
    DirtKind next(long index) {
        if (index <= settled) {
            throw new IllegalStateException("record " + index + " was asked for after " + settled);
        }
        settled = index;
        if (!isDirty(index)) {
            return null;
        }
        for (int tried = 0; tried < rotation.size(); tried++) {
            DirtKind kind = rotation.get(turn);
            turn = (turn + 1) % rotation.size();
            if (!kind.isGiant() || giants.merge(kind, 1, Integer::sum) <= DirtKind.GIANTS) {
                return kind;
            }
        }
        return null;
    }

    private static List<DirtKind> rotation(Recipe recipe) {
        if (!recipe.kinds().isEmpty()) {
            return List.copyOf(recipe.kinds());
        }
        List<DirtKind> all = new ArrayList<>(recipe.pipeline().kinds());
        if (!recipe.form().charset().equals(StandardCharsets.UTF_8)) {
            all.remove(DirtKind.INVALID_ENCODING);
        }
        if (recipe.records() < DirtKind.RECORDS_FOR_GIANTS) {
            all.removeIf(DirtKind::isGiant);
        }
        return all;
    }
}

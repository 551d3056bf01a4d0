package io.quadrille.testdata;

import static io.quadrille.testdata.DirtKind.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The pipelines that files are generated for: their columns, their sinks and how their records can be spoiled. */
@SuppressWarnings("ImmutableEnumChecker") // both collections are unmodifiable; only their types do not say so
public enum PipelineName {
    CUSTOMERS(
            List.of("id", "house_number", "street", "town", "zip", "email"),
            EnumSet.of(NOT_A_NUMBER, OUT_OF_RANGE, ITEM_TOO_LARGE)) {
        @Override
        List<SinkPath> sinks() {
            return List.of(new SinkPath("load", "customers", columns(), List.of("extract", "transform", "load")));
        }
    },
    ORDERS(List.of("order_id", "status", "customer", "lines"), EnumSet.of(UNKNOWN_VALUE, KEY_TOO_LONG, BAD_LINES)) {
        @Override
        List<SinkPath> sinks() {
            return List.of(
                    new SinkPath("load-orders", "orders", columns(), List.of("extract", "keep-live", "load-orders")),
                    new SinkPath(
                            "load-order-lines",
                            "order_lines",
                            List.of("order_id", "sku", "qty"),
                            List.of("extract", "keep-live", "lines", "load-order-lines")));
        }
    },
    RUNWAYS(
            List.of(
                    "id",
                    "airport_ref",
                    "airport_ident",
                    "length_ft",
                    "width_ft",
                    "surface",
                    "lighted",
                    "closed",
                    "le_ident",
                    "le_latitude_deg",
                    "le_longitude_deg",
                    "le_elevation_ft",
                    "le_heading_degT",
                    "le_displaced_threshold_ft",
                    "he_ident",
                    "he_latitude_deg",
                    "he_longitude_deg",
                    "he_elevation_ft",
                    "he_heading_degT",
                    "he_displaced_threshold_ft"),
            EnumSet.of(NOT_A_NUMBER, OUT_OF_RANGE)) {
        @Override
        List<SinkPath> sinks() {
            return List.of(new SinkPath("load", "runways", columns(), List.of("extract", "load")));
        }
    };

    private static final Set<DirtKind> OF_ANY_FILE = EnumSet.of(
            TOO_FEW_COLUMNS, TOO_MANY_COLUMNS, MISSING_KEY, INVALID_ENCODING, UNTERMINATED_QUOTE, RECORD_TOO_LONG);

    private final List<String> columns;
    private final Set<DirtKind> ownKinds;

    PipelineName(List<String> columns, Set<DirtKind> ownKinds) {
        this.columns = columns;
        this.ownKinds = Collections.unmodifiableSet(ownKinds);
    }

    /** The sinks in the order of the pipeline's definition. */
    abstract List<SinkPath> sinks();

    /** The name a pipeline has in events and commands. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The header of the file. */
    public List<String> columns() {
        return columns;
    }

    /** The kinds of dirt that can befall a record of this pipeline, in the order of {@link DirtKind}. */
    public Set<DirtKind> kinds() {
        EnumSet<DirtKind> kinds = EnumSet.copyOf(OF_ANY_FILE);
        kinds.addAll(ownKinds);
        return Collections.unmodifiableSet(kinds);
    }
}

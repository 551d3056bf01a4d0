package io.quadrille.events.records;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A named, versioned type of records: the CloudEvents {@code type} of the events that carry them and the record class
 * they are in Java. Equal by name and class. Thread safe.
 *
 * <p>Names are lower case and end in their major version, such as {@code customers.extracted.v1}; at most 128
 * characters, which is EventBridge's limit of a detail-type (PutEventsRequestEntry).
 */
public final class RecordType<T> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*\\.v[1-9][0-9]{0,3}");
    private static final int LONGEST_NAME = 128;

    private final String name;
    private final Class<T> recordClass;
    private final Optional<Layout<T>> layout;

    private RecordType(String name, Class<T> recordClass) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Record type '" + name + "': expected lower-case words joined by dots and"
                            + " ending in the major version, at most 128 characters, such as customers.extracted.v1");
        }
        this.name = name;
        this.recordClass = recordClass;
        this.layout = recordClass == TextRecord.class ? Optional.empty() : Optional.of(new ClassLayout<>(recordClass));
    }

    private RecordType(String name, Class<T> recordClass, Optional<Layout<T>> layout) {
        this.name = name;
        this.recordClass = recordClass;
        this.layout = layout;
    }

    public static <T> RecordType<T> records(String name, Class<T> recordClass) {
        return new RecordType<>(name, recordClass);
    }

    public String name() {
        return name;
    }

    public Class<T> recordClass() {
        return recordClass;
    }

    /** The layout of the record class; empty for {@link TextRecord}, whose columns are the file's. */
    public Optional<Layout<T>> layout() {
        return layout;
    }

    /** The layout of records with these columns: the record class's own, or one of text. */
    public Layout<T> layoutFor(List<String> columns) {
        return layout.orElseGet(() -> textLayout(columns));
    }

    @SuppressWarnings("unchecked") // without a layout of its own, T is TextRecord or a bare one
    private Layout<T> textLayout(List<String> columns) {
        Layout<TextRecord> texts = TextRecord.layout(columns);
        return (Layout<T>) (recordClass == TextRecord.class ? texts : new BareLayout(texts.fields()));
    }

    /**
     * The same type with bare records, for steps that hand records on as they are: they cost less than instances. This type
     * itself where the record class has code of its own, which has to see the values.
     */
    public RecordType<?> bare() {
        if (layout.isPresent() && OwnCode.isIn(recordClass)) {
            return this;
        }
        return new RecordType<>(name, BareRecord.class, layout.map(fields -> new BareLayout(fields.fields())));
    }

    /** Whether a record of this type has a field that may not be shown. */
    public boolean hasSensitive() {
        return layout.map(Layout::hasSensitive).orElse(false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordType<?> that && name.equals(that.name) && recordClass == that.recordClass;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, recordClass);
    }

    @Override
    public String toString() {
        return name;
    }
}

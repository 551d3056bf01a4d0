package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.Arrays;
import java.util.List;

/**
 * The words a pipeline is written in, for static import.
 *
 * <pre>{@code
 * static final RecordType<CustomerRow> EXTRACTED = records("customers.extracted.v1", CustomerRow.class);
 * static final RecordType<Customer> TRANSFORMED = records("customers.transformed.v1", Customer.class);
 *
 * static final ExtractStep<CustomerRow> EXTRACT = extract("extract", csv()).emits(EXTRACTED);
 * static final TransformStep<CustomerRow, Customer> TRANSFORM = step("transform").on(EXTRACTED).emits(TRANSFORMED);
 * static final LoadStep<Customer> LOAD = load("load").on(TRANSFORMED).into(table("customers", Customer::id));
 *
 * static final Pipeline CUSTOMERS = pipeline("customers").steps(EXTRACT, TRANSFORM, LOAD).build();
 * }</pre>
 */
public final class Choreography {
    private Choreography() {}

    /** @param name lower case, ending in the major version, such as {@code customers.extracted.v1} */
    public static <T> RecordType<T> records(String name, Class<T> recordClass) {
        return RecordType.records(name, recordClass);
    }

    public static CsvFormat csv() {
        return CsvFormat.csv();
    }

    public static Extract extract(String name, CsvFormat format) {
        return new Extract(name, format);
    }

    /** A step that makes one record of each. */
    public static Transform step(String name) {
        return new Transform(name);
    }

    public static Filter filter(String name) {
        return new Filter(name);
    }

    public static Expand expand(String name) {
        return new Expand(name);
    }

    public static Load load(String name) {
        return new Load(name);
    }

    /** @param keys partition key and, optionally, sort key: method references to record components */
    @SafeVarargs
    public static <T> TableKeys<T> table(String name, KeyComponent<T>... keys) {
        return new TableKeys<>(name, List.copyOf(Arrays.asList(keys)));
    }

    public static Pipeline.Builder pipeline(String name) {
        return new Pipeline.Builder(name);
    }

    /** A table and the components that key it. */
    public record TableKeys<T>(String name, List<KeyComponent<T>> keys) {}

    /** An extract that lacks its type. */
    public record Extract(String name, CsvFormat format) {
        public <O> ExtractStep<O> emits(RecordType<O> type) {
            return new ExtractStep<>(name, format, type);
        }
    }

    /** A transform that lacks its types. */
    public record Transform(String name) {
        public <I> From<I> on(RecordType<I> from) {
            return new From<>(name, from);
        }

        /** A transform that lacks the type it emits. */
        public record From<I>(String name, RecordType<I> from) {
            public <O> TransformStep<I, O> emits(RecordType<O> to) {
                return new TransformStep<>(name, from, to, StepSettings.DEFAULT);
            }
        }
    }

    /** A filter that lacks its types. */
    public record Filter(String name) {
        public <I> From<I> on(RecordType<I> from) {
            return new From<>(name, from);
        }

        /** A filter that lacks the type it emits: another name for the same record class. */
        public record From<I>(String name, RecordType<I> from) {
            public FilterStep<I> emits(RecordType<I> to) {
                return new FilterStep<>(name, from, to, StepSettings.DEFAULT);
            }
        }
    }

    /** An expansion that lacks its types. */
    public record Expand(String name) {
        public <I> From<I> on(RecordType<I> from) {
            return new From<>(name, from);
        }

        /** An expansion that lacks the type it emits. */
        public record From<I>(String name, RecordType<I> from) {
            public <O> ExpandStep<I, O> emits(RecordType<O> to) {
                return new ExpandStep<>(name, from, to, StepSettings.DEFAULT);
            }
        }
    }

    /** A load that lacks its type and table. */
    public record Load(String name) {
        public <I> From<I> on(RecordType<I> from) {
            return new From<>(name, from);
        }

        /** A load that lacks its table. */
        public record From<I>(String name, RecordType<I> from) {
            public LoadStep<I> into(TableKeys<I> table) {
                List<String> columns = table.keys().stream()
                        .map(key -> Table.columnOf(from, key.componentName()))
                        .toList();
                return new LoadStep<>(name, from, new Table<>(table.name(), columns), StepSettings.DEFAULT);
            }

            /** For records without a record class: the table is keyed by named columns of the file. */
            public LoadStep<I> into(String table, List<String> keys) {
                return new LoadStep<>(name, from, new Table<>(table, keys), StepSettings.DEFAULT);
            }
        }
    }
}

package io.quadrille.events.records;

import org.jspecify.annotations.Nullable;

/** The layouts of record classes nested in others, kept as long as their classes. Thread safe. */
final class NestedLayouts {
    private static final ClassValue<ClassLayout<?>> LAYOUTS = new ClassValue<>() {
        @Override
        protected ClassLayout<?> computeValue(Class<?> recordClass) {
            return new ClassLayout<>(recordClass);
        }
    };

    private NestedLayouts() {}

    static ClassLayout<?> of(Class<?> recordClass) {
        return LAYOUTS.get(recordClass);
    }

    @SuppressWarnings("unchecked") // the layout is that of the value's own class
    static @Nullable Object[] values(Object value) {
        return ((ClassLayout<Object>) LAYOUTS.get(value.getClass())).values(value);
    }
}

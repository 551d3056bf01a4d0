package io.quadrille.events.records;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layout of a record class, read once by reflection; instances go through method handles. */
final class ClassLayout<T> implements Layout<T> {
    /** After which all accessors are made one handle: a millisecond or two for each, which as many records again make good. */
    static final int MANY_RECORDS = 200_000;

    private final Class<T> recordClass;
    private final List<Field> fields;
    private final boolean[] optional;
    private final boolean[] wrapped;
    private final boolean wraps;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;
    /**
     * All of them in one, which is called in half the time; null before {@link #MANY_RECORDS}. Threads that race for it make it
     * more than once at worst, and each sees it whole.
     */
    private @Nullable MethodHandle allAccessors;
    /** Counted by threads that do not wait for each other, so perhaps too few; each step is by one, so none is left out. */
    private int recordsRead;

    ClassLayout(Class<T> recordClass) {
        this.recordClass = recordClass;
        this.fields = FieldReader.fieldsOf(recordClass);
        RecordComponent[] components = recordClass.getRecordComponents();
        this.optional = new boolean[components.length];
        this.wrapped = new boolean[components.length];
        this.accessors = new MethodHandle[components.length];
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            for (int i = 0; i < components.length; i++) {
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                accessors[i] = lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
                wrapped[i] = components[i].getType() == Optional.class;
                optional[i] = fields.get(i).optional();
            }
            wraps = Arrays.stream(components).anyMatch(component -> component.getType() == Optional.class);
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
            Constructor<T> canonical = recordClass.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            constructor = lookup.unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Record class " + recordClass.getName() + " is not accessible", e);
        }
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public @Nullable Object[] values(T record) {
        @Nullable Object[] values = read(record);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (wrapped[i]) {
                value = value == null ? null : ((Optional<?>) value).orElse(null);
            }
            if (value == null && !optional[i]) {
                throw new NullPointerException("component '" + fields.get(i).name() + "' of "
                        + recordClass.getSimpleName() + " is null; declare it Optional if it may be absent");
            }
            values[i] = value;
        }
        return values;
    }

    @Override
    @SuppressWarnings("unchecked") // the constructor of T makes a T
    public T create(@Nullable Object[] values) {
        @Nullable Object[] arguments = wraps ? values.clone() : values;
        for (int i = 0; i < arguments.length; i++) {
            if (wrapped[i]) {
                arguments[i] = Optional.ofNullable(arguments[i]);
            }
        }
        try {
            return (T) constructor.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The constructor of " + recordClass.getName() + " failed", e);
        }
    }

    /** What the accessors return, in order. */
    private @Nullable Object[] read(T record) {
        MethodHandle all = allAccessors;
        if (all == null && ++recordsRead == MANY_RECORDS) {
            all = atOnce(accessors);
            allAccessors = all;
        }
        try {
            if (all != null) {
                return (Object[]) all.invokeExact((Object) record);
            }
            @Nullable Object[] values = new Object[accessors.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = accessors[i].invokeExact((Object) record);
            }
            return values;
        } catch (RuntimeException e) {
            // Without its message: it may quote a value.
            throw new IllegalArgumentException("an accessor of " + recordClass.getName() + " throws "
                    + e.getClass().getSimpleName());
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("An accessor of " + recordClass.getName() + " failed", e);
        }
    }

    /** One handle that calls all of them, in order, and puts what they return into an array. */
    private static MethodHandle atOnce(MethodHandle... accessors) {
        MethodHandle array = MethodHandles.identity(Object[].class).asCollector(Object[].class, accessors.length);
        MethodType type = MethodType.methodType(Object[].class, Object.class);
        return MethodHandles.permuteArguments(
                MethodHandles.filterArguments(array, 0, accessors), type, new int[accessors.length]);
    }
}

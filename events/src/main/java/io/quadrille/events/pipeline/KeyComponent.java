package io.quadrille.events.pipeline;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.function.Function;

/**
 * A reference to a record component, such as {@code Customer::id}, that can tell the component's name: the definition
 * is checked by the compiler and still a value that tables and templates are made from.
 */
@FunctionalInterface
public interface KeyComponent<T> extends Function<T, Object>, Serializable {

    /** The accessor's name. @throws IllegalArgumentException if this is not a method reference */
    default String componentName() {
        try {
            Method writeReplace = getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            String name = ((SerializedLambda) writeReplace.invoke(this)).getImplMethodName();
            if (!name.startsWith("lambda$")) {
                return name;
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "A key is a method reference to a record component, such as Customer::id", e);
        }
        throw new IllegalArgumentException(
                "A key is a method reference to a record component, such as Customer::id, not a lambda with a body");
    }
}

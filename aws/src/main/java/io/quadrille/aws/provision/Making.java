package io.quadrille.aws.provision;

import io.quadrille.aws.AwsFailures;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Calls that look for resources and make those that are missing; each failure names the resource and a remedy. */
final class Making {
    /** How services that have no exception of their own for it, or several, say that a resource is not there. */
    private static final Set<String> MISSING = Set.of(
            "ResourceNotFoundException",
            "NotFoundException",
            "ParameterNotFound",
            "NoSuchBucket",
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue");

    private final Consumer<String> told;

    /** @param told is told each resource that is made, such as {@code bus customers-dev} */
    Making(Consumer<String> told) {
        this.told = told;
    }

    void tell(String made) {
        told.accept(made);
    }

    /** @param resource such as {@code queue 'customers-dev-load'} */
    <T> T call(String resource, String permissions, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Setting up " + resource,
                    e,
                    "These credentials need " + permissions + ". What is set up stays, and the same command goes on"
                            + " from there; if something else of that name stands in its way, remove it or deploy in"
                            + " another size.");
        }
    }

    /** What a call finds; empty where AWS says that it is not there. */
    <T> Optional<T> find(String resource, String permissions, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SdkServiceException e) {
            if (e.statusCode() == 404 || MISSING.contains(AwsFailures.code(e))) {
                return Optional.empty();
            }
            return Optional.of(call(resource, permissions, () -> {
                throw e;
            }));
        } catch (SdkException e) {
            return Optional.of(call(resource, permissions, () -> {
                throw e;
            }));
        }
    }
}

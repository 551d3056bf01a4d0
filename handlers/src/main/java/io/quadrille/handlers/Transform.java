package io.quadrille.handlers;

/**
 * Makes one record of a record. Called from several threads unless bound per chunk.
 *
 * <pre>{@code
 * final class CleanCustomer implements Transform<CustomerRow, Customer> {
 *     public Customer apply(CustomerRow row) {
 *         return new Customer(row.id(), row.name().strip());
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Transform<I, O> {
    /**
     * @throws Reject to refuse the record, with a code and a reason
     * @throws io.quadrille.handlers.ports.RetryableFailure if it may succeed later
     * @throws Exception anything else is tried again as the step is configured; then the record is rejected STEP_FAILED
     */
    O apply(I record) throws Exception;
}

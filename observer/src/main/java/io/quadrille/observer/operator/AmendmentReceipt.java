package io.quadrille.observer.operator;

import java.util.List;

/**
 * What was sent.
 *
 * @param amendments the numbers under which it stands in the run's history, ascending; empty where there was nothing to
 *     send
 * @param records how many records were taken up
 * @param events how many events carried them
 */
public record AmendmentReceipt(AmendmentRequest request, List<Integer> amendments, long records, long events) {
    public AmendmentReceipt {
        amendments = List.copyOf(amendments);
    }
}

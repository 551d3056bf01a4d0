package io.quadrille.observer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Rejection;
import io.quadrille.events.records.Origin;
import io.quadrille.observer.ledger.RejectReasons.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RejectReasonsTest {
    private static Rejection rejection(String code) {
        return new Rejection(new Origin(2, 0, 0), "amount", code, "?");
    }

    private static long total(RejectReasons reasons) {
        return reasons.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void a_chunk_with_very_many_reasons_loses_none_of_its_rejects() {
        List<Rejection> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(rejection("CODE_" + i));
            many.add(rejection("CODE_0"));
        }
        RejectReasons reasons = RejectReasons.of(many);
        assertThat(total(reasons)).isEqualTo(80);
        assertThat(reasons.counts()).hasSize(17).containsEntry(new Reason("CODE_0", "amount"), 41L);
        assertThat(reasons.counts()).containsEntry(Reason.OTHER, 24L);
    }

    @Test
    void what_was_added_under_another_name_is_taken_back_under_it() {
        List<RejectReasons> chunks = new ArrayList<>();
        RejectReasons sum = RejectReasons.NONE;
        for (int i = 0; i < 150; i++) {
            chunks.add(RejectReasons.of(List.of(rejection("CODE_" + i), rejection("CODE_" + i % 3))));
            sum = sum.plus(chunks.get(i));
        }
        assertThat(sum.counts()).hasSize(101).containsEntry(Reason.OTHER, 50L);
        assertThat(total(sum)).isEqualTo(300);
        for (RejectReasons chunk : chunks) {
            sum = sum.minus(chunk);
        }
        assertThat(sum.counts().values()).containsOnly(0L);
    }

    @Test
    void a_long_column_is_cut_between_characters() {
        Reason reason = Reason.of(new Rejection(new Origin(2, 0, 0), "😀".repeat(65), "MISSING", "?"));
        assertThat(reason.column()).isEqualTo("😀".repeat(64));
    }
}

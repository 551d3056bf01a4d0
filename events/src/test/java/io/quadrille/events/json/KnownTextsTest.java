package io.quadrille.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownTextsTest {
    private final KnownTexts texts = new KnownTexts(2, 1);
    private final JsonBytes json = new JsonBytes(64);

    @Test
    void a_text_is_copied_only_where_it_is_the_very_one() {
        String ann = "Ann";
        texts.source(1, "[2,\"the copy\"]".getBytes(UTF_8));
        texts.set(0, 1, ann, 4, 12);

        assertThat(texts.write(json, 0, 1, ann)).isTrue();
        assertThat(texts.write(json, 0, 0, ann)).as("in another column").isFalse();
        assertThat(texts.write(json, 0, 1, new String("Ann")))
                .as("an equal one")
                .isFalse();
        assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo("\"the copy\"");
        assertThat(texts.find(0, 1, ann)).hasToString("the copy");
        assertThat(texts.find(0, 1, new String("Ann"))).isNull();
    }

    @Test
    void a_text_without_a_place_is_not_known() {
        texts.source(0, new byte[10]);
        texts.set(0, 0, "Ann", 0, 0);
        assertThat(texts.write(json, 0, 0, "Ann")).isFalse();
        assertThat(json.length()).isZero();
    }

    @Test
    void room_is_made_record_by_record() {
        texts.source(0, "abc".getBytes(UTF_8));
        String[] kept = new String[100];
        for (int record = 0; record < kept.length; record++) {
            kept[record] = "text " + record;
            texts.reserve(record);
            texts.set(record, 0, kept[record], record % 3, 3);
        }
        for (int record = 0; record < kept.length; record++) {
            json.clear();
            assertThat(texts.write(json, record, 0, kept[record])).isTrue();
            assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo('"' + "abc".substring(record % 3) + '"');
        }
    }
}

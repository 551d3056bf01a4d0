package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Reject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DynamoDB's limits to the byte and the digit. */
final class ItemLimitsTest {
    /** 400 KB less what a row's version takes. */
    private static final int ITEM = 400 * 1024 - 256;

    private record Text(String t) {}

    private record Amount(BigDecimal amount) {}

    private record Amounts(List<BigDecimal> many) {}

    private record Whole(BigInteger whole) {}

    private record Nested(Amount inner, List<BigDecimal> many) {}

    private record Tagged(List<Text> tags) {}

    private enum Colour {
        RED {
            @Override
            public String toString() {
                return "x".repeat(ITEM);
            }
        }
    }

    private record Painted(Colour colour) {}

    private static <T extends Record> ThrowingCallable storing(Class<T> recordClass, T record) {
        Layout<T> layout =
                RecordType.records("test.item.v1", recordClass).layout().orElseThrow();
        return () -> ItemLimits.requireStorable(layout.fields(), BareRecord.of(layout.values(record)));
    }

    private static void refuses(ThrowingCallable storing, String code) {
        assertThatThrownBy(storing)
                .isInstanceOfSatisfying(Reject.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void item_of_exactly_400_kb_with_its_version_fits() {
        assertThatCode(storing(Text.class, new Text("x".repeat(ITEM - 1)))).doesNotThrowAnyException();
        refuses(storing(Text.class, new Text("x".repeat(ITEM))), "ITEM_TOO_LARGE");
    }

    @Test
    void item_is_measured_in_utf_8_bytes() {
        assertThatCode(storing(Text.class, new Text("€".repeat((ITEM - 1) / 3))))
                .doesNotThrowAnyException();
        refuses(storing(Text.class, new Text("€".repeat((ITEM - 1) / 3 + 1))), "ITEM_TOO_LARGE");
        assertThatCode(storing(Text.class, new Text("😀".repeat((ITEM - 1) / 4))))
                .doesNotThrowAnyException();
        refuses(storing(Text.class, new Text("😀".repeat((ITEM - 1) / 4 + 1))), "ITEM_TOO_LARGE");
    }

    @Test
    void elements_of_lists_count_with_their_overhead() {
        List<Text> tags = List.of(new Text("x".repeat(ITEM - 14)));
        // tags 4, list 3 + 1, map 3 + 1, its name 1
        assertThatCode(storing(Tagged.class, new Tagged(List.of(new Text("x".repeat(ITEM - 13))))))
                .doesNotThrowAnyException();
        refuses(storing(Tagged.class, new Tagged(List.of(new Text("x".repeat(ITEM - 12))))), "ITEM_TOO_LARGE");
        assertThatCode(storing(Tagged.class, new Tagged(tags))).doesNotThrowAnyException();
    }

    @Test
    void decimal_counts_as_the_text_that_keeps_its_scale() {
        int characters = ITEM / 1000 - 1; // and a byte for each
        String fits = "1." + "0".repeat(characters - 2);

        assertThatCode(storing(Amounts.class, new Amounts(Collections.nCopies(1000, new BigDecimal(fits)))))
                .doesNotThrowAnyException();
        refuses(
                storing(Amounts.class, new Amounts(Collections.nCopies(1000, new BigDecimal(fits + "0")))),
                "ITEM_TOO_LARGE");
    }

    @Test
    void constant_counts_by_its_name() {
        assertThatCode(storing(Painted.class, new Painted(Colour.RED))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0E+999999999",
                "0.000",
                "12345678901234567890123456789012345678",
                "-9.9999999999999999999999999999999999999E+125",
                "1E-130",
                "1.0000000000000000000000000000000000000000000000E+3",
                "1E+125"
            })
    void number_within_38_digits_and_the_exponents_fits(String number) {
        assertThatCode(storing(Amount.class, new Amount(new BigDecimal(number))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890123456789",
                "0.123456789012345678901234567890123456789",
                "1E+126",
                "9.9E-131",
                "-1E+999999999"
            })
    void number_beyond_is_not_storable_wherever_it_stands(String number) {
        BigDecimal beyond = new BigDecimal(number);

        refuses(storing(Amount.class, new Amount(beyond)), "NOT_STORABLE");
        refuses(storing(Nested.class, new Nested(new Amount(beyond), List.of())), "NOT_STORABLE");
        refuses(storing(Nested.class, new Nested(new Amount(BigDecimal.ONE), List.of(beyond))), "NOT_STORABLE");
    }

    @Test
    void whole_number_of_39_digits_is_not_storable_unless_it_ends_in_zeros() {
        refuses(storing(Whole.class, new Whole(new BigInteger("1".repeat(39)))), "NOT_STORABLE");
        assertThatCode(storing(Whole.class, new Whole(BigInteger.TEN.pow(100)))).doesNotThrowAnyException();
        refuses(storing(Whole.class, new Whole(BigInteger.TEN.pow(126))), "NOT_STORABLE");
    }

    @Test
    void message_shows_lengths_and_names_the_column() {
        assertThatThrownBy(storing(Amount.class, new Amount(new BigDecimal("1".repeat(39)))))
                .isInstanceOfSatisfying(
                        Reject.class, e -> assertThat(e.column()).isEqualTo("amount"))
                .hasMessage("a number of 39 digits and exponent 38; a table keeps 38 digits, exponents -130 to 125");
    }

    @Test
    void key_fits_up_to_its_bytes() {
        assertThat(ItemLimits.requireKey("id", "x".repeat(2048), ItemLimits.PARTITION_BYTES))
                .isInstanceOf(String.class);
        assertThat(ItemLimits.requireKey("id", "é".repeat(512), ItemLimits.SORT_BYTES))
                .isInstanceOf(String.class);
        refuses(() -> ItemLimits.requireKey("id", "x".repeat(2049), ItemLimits.PARTITION_BYTES), "KEY_TOO_LONG");
        refuses(() -> ItemLimits.requireKey("id", "é".repeat(512) + "x", ItemLimits.SORT_BYTES), "KEY_TOO_LONG");
        refuses(() -> ItemLimits.requireKey("id", "😀".repeat(257), ItemLimits.SORT_BYTES), "KEY_TOO_LONG");
    }

    @Test
    void integer_keys_are_longs() {
        assertThat(ItemLimits.requireKey("id", (byte) 5, 10)).isEqualTo(5L);
        assertThat(ItemLimits.requireKey("id", new BigInteger("9223372036854775807"), 10))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(ItemLimits.requireKey("id", new BigInteger("-9223372036854775808"), 10))
                .isEqualTo(Long.MIN_VALUE);
        refuses(() -> ItemLimits.requireKey("id", new BigInteger("9223372036854775808"), 10), "NOT_STORABLE");
    }

    @Test
    void absent_or_empty_key_is_missing() {
        refuses(() -> ItemLimits.requireKey("id", null, 10), "MISSING_KEY");
        refuses(() -> ItemLimits.requireKey("id", "", 10), "MISSING_KEY");
        assertThat(ItemLimits.requireKey("id", " ", 10)).isEqualTo(" ");
    }
}

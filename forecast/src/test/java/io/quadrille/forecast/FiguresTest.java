package io.quadrille.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void price_file_has_every_price_with_date_region_and_source() {
        Prices prices = Prices.bundled();
        assertThat(prices.prices()).containsOnlyKeys(Price.values());
        assertThat(prices.date()).isAfter(LocalDate.of(2026, 1, 1));
        assertThat(Quotas.bundled().regions()).containsKey(prices.region());
        assertThat(prices.source()).isNotBlank();
        assertThat(prices.currency()).isEqualTo("USD");
    }

    @Test
    void price_is_of_as_many_as_the_file_says() {
        Prices prices = Prices.bundled();
        assertThat(prices.of(Price.EVENTBRIDGE_UNIT, 2_000_000)).isEqualTo(2.0);
        assertThat(prices.of(Price.KMS_REQUEST, 10_000)).isEqualTo(0.03);
        assertThat(prices.of(Price.DYNAMODB_WRITE_UNIT, 1_000_000)).isEqualTo(0.625);
    }

    @Test
    void price_file_that_lacks_one_is_refused_by_its_name() {
        Prices bundled = Prices.bundled();
        Map<Price, Prices.Rate> fewer = new EnumMap<>(bundled.prices());
        fewer.remove(Price.SQS_REQUEST);
        assertThatThrownBy(() -> new Prices(bundled.date(), "us-east-1", "USD", "x", fewer))
                .hasMessage("the price file lacks [SQS_REQUEST]");
    }

    @Test
    void a_price_of_nothing_is_refused() {
        assertThatThrownBy(() -> new Prices.Rate(0, 1, "requests")).hasMessageContaining("is no price");
        assertThatThrownBy(() -> new Prices.Rate(Double.NaN, 1, "requests")).hasMessageContaining("is no price");
    }

    @Test
    void quota_file_has_a_positive_figure_for_every_region() {
        Quotas quotas = Quotas.bundled();
        assertThat(quotas.regions()).hasSizeGreaterThan(20);
        assertThat(quotas.regions().values()).allSatisfy(region -> {
            assertThat(region.putEventsPerSecond()).isPositive();
            assertThat(region.invocationsPerSecond()).isGreaterThan(region.putEventsPerSecond());
        });
        assertThat(quotas.in("us-east-1").putEventsPerSecond()).isEqualTo(10_000);
        assertThat(quotas.account().newTableWritesPerSecond()).isLessThan(quotas.account().tableWritesPerSecond());
    }

    @Test
    void unknown_region_names_those_there_are() {
        assertThatThrownBy(() -> Quotas.bundled().in("mars-north-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no region 'mars-north-1' in the quota file of ")
                .hasMessageContaining("eu-central-1");
    }

    @Test
    void file_with_a_figure_missing_is_refused_by_its_name() {
        assertThatThrownBy(() -> DataFile.read("prices.json", Quotas.class))
                .hasMessageStartingWith("The forecast's file prices.json cannot be used: ");
        assertThat(Assumptions.bundled().source()).isNotBlank();
    }
}

package io.quadrille.forecast;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The price file: what one region charged on one day.
 *
 * @param date when the figures were read
 * @param region whose they are, such as us-east-1
 * @param currency such as USD
 * @param source where they were read
 */
public record Prices(LocalDate date, String region, String currency, String source, Map<Price, Rate> prices) {
    public Prices {
        Set<Price> missing = EnumSet.allOf(Price.class);
        missing.removeAll(prices.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the price file lacks " + missing);
        }
        prices = Collections.unmodifiableMap(new EnumMap<>(prices));
    }

    /**
     * What so many cost.
     *
     * @param of what they are, for people
     */
    public record Rate(double dollars, long per, String of) {
        public Rate {
            if (!(dollars > 0) || per < 1 || of.isBlank()) {
                throw new IllegalArgumentException(dollars + " for " + per + " of '" + of + "' is no price");
            }
        }
    }

    /** Those that come with this version. */
    public static Prices bundled() {
        return DataFile.read("prices.json", Prices.class);
    }

    /** In dollars. */
    public double of(Price price, double quantity) {
        Rate rate = rate(price);
        return quantity / rate.per() * rate.dollars();
    }

    public Rate rate(Price price) {
        Rate rate = prices.get(price);
        if (rate == null) {
            throw new IllegalArgumentException("no price " + price);
        }
        return rate;
    }
}

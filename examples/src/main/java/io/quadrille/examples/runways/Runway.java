package io.quadrille.examples.runways;

import io.quadrille.events.records.Column;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A runway and its two ends, low and high.
 *
 * @param lengthFt feet
 * @param widthFt feet
 * @param leHeadingDegT degrees true
 * @param heHeadingDegT degrees true
 */
record Runway(
        long id,
        long airportRef,
        String airportIdent,
        Optional<Integer> lengthFt,
        Optional<Integer> widthFt,
        String surface,
        boolean lighted,
        boolean closed,
        String leIdent,
        Optional<BigDecimal> leLatitudeDeg,
        Optional<BigDecimal> leLongitudeDeg,
        Optional<Integer> leElevationFt,
        @Column("le_heading_degT") Optional<BigDecimal> leHeadingDegT,
        Optional<Integer> leDisplacedThresholdFt,
        String heIdent,
        Optional<BigDecimal> heLatitudeDeg,
        Optional<BigDecimal> heLongitudeDeg,
        Optional<Integer> heElevationFt,
        @Column("he_heading_degT") Optional<BigDecimal> heHeadingDegT,
        Optional<Integer> heDisplacedThresholdFt) {}

package io.quadrille.cli;

import io.quadrille.forecast.Advice;
import io.quadrille.forecast.Forecast;
import io.quadrille.forecast.Forecaster;
import org.jspecify.annotations.Nullable;

/**
 * A forecast as it was asked for.
 *
 * @param advice null where no time was named
 * @param lengthAssumed whether nobody told how long a record is
 */
record Plan(
        Forecaster forecaster, String region, Forecast forecast, @Nullable Advice advice, boolean lengthAssumed) {}

package io.quadrille.contracts.endpoint;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tests whose endpoint is asked to start ECS tasks. LocalStack has ECS in its paid editions alone, so that these run on a
 * {@code moto_server} beside it, or are skipped where there is none.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsEcs {}

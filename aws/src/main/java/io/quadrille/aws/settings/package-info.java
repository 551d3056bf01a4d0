/** What entry points and handlers are told: settings from environment and parameters, secrets from their store. */
@NullMarked
package io.quadrille.aws.settings;

import org.jspecify.annotations.NullMarked;

package io.quadrille.aws.arrival;

import io.quadrille.aws.settings.Settings;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.deployment.Setting;

/** The landing as the settings say. */
final class LandingSettings {
    private LandingSettings() {}

    /** An empty prefix is one: the whole bucket. @throws io.quadrille.aws.NotSetUp if no suffix is set */
    static Landing of(Settings settings) {
        return new Landing(
                settings.find(Setting.LANDING_PREFIX).orElse(""), settings.requireList(Setting.LANDING_SUFFIXES));
    }
}

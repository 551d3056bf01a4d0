package io.quadrille.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment uses of an account's instead of making its own.
 *
 * @param networkOrNull the network of tasks; null for one of the deployment's own
 * @param boundaryOrNull the ARN of the permissions boundary of every role made; null for none
 * @param roles ARNs of roles, by {@linkplain EntryRole#nameOf entry point and step}; they are used as they are
 */
public record Borrowed(@Nullable Network networkOrNull, @Nullable String boundaryOrNull, Map<String, String> roles) {
    public static final Borrowed NOTHING = new Borrowed(null, null, Map.of());

    public Borrowed {
        roles = Map.copyOf(roles);
    }

    /**
     * An account's own VPC.
     *
     * @param zones the availability zones of the subnets, in their order
     * @param subnets from which AWS can be reached, by NAT or by endpoints
     * @param routeTables of the subnets, in their order; needed for endpoints alone
     * @param endpoints whether the deployment adds the endpoints it needs
     */
    public record Network(
            String vpc, List<String> zones, List<String> subnets, List<String> routeTables, boolean endpoints) {
        public Network {
            zones = List.copyOf(zones);
            subnets = List.copyOf(subnets);
            routeTables = List.copyOf(routeTables);
            if (subnets.isEmpty() || zones.size() != subnets.size()) {
                throw new IllegalArgumentException("VPC " + vpc + " is given with subnets " + subnets + " in zones "
                        + zones + "; expected at least one subnet and a zone for each.");
            }
            if (endpoints && routeTables.size() != subnets.size()) {
                throw new IllegalArgumentException(
                        "VPC " + vpc + " is to get endpoints, and is given with route tables " + routeTables
                                + " for subnets " + subnets + "; expected one for each.");
            }
        }
    }

    public Optional<Network> network() {
        return Optional.ofNullable(networkOrNull);
    }

    public Optional<String> boundary() {
        return Optional.ofNullable(boundaryOrNull);
    }

    public Optional<String> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }
}

package io.quadrille.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.constructs.Construct;

/**
 * Where tasks run: isolated subnets, from which nothing but the AWS services that tasks use can be reached, each through
 * an endpoint. No NAT, no internet gateway. Or an account's own VPC. Functions need neither.
 */
final class TaskNetwork extends Construct {
    private final IVpc vpc;
    private final SubnetSelection subnets;
    private final SecurityGroup tasks;

    TaskNetwork(Construct scope, Blueprint blueprint) {
        super(scope, "Network");
        Optional<Borrowed.Network> borrowed = blueprint.borrowed().network();
        vpc = borrowed.map(this::existing).orElseGet(this::own);
        subnets = SubnetSelection.builder()
                .subnetType(SubnetType.PRIVATE_ISOLATED)
                .build();
        tasks = SecurityGroup.Builder.create(this, "Tasks")
                .vpc(vpc)
                .description("Tasks of " + blueprint.deployment() + ": nothing comes in, HTTPS goes out")
                .allowAllOutbound(false)
                .build();
        // S3 and DynamoDB have public addresses also behind their endpoints; no route leads anywhere else.
        tasks.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "AWS services");
        if (borrowed.map(Borrowed.Network::endpoints).orElse(true)) {
            addEndpoints(blueprint);
        }
    }

    private IVpc own() {
        Vpc own = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr("10.0.0.0/24"))
                .maxAzs(2)
                .natGateways(0)
                .createInternetGateway(false)
                .restrictDefaultSecurityGroup(false) // would add a function; no task is in the default group
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("tasks")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
        Findings.accept(
                own,
                "AwsSolutions-VPC7",
                "Isolated subnets without a route out: whom a task talked to is in CloudTrail, service by service.");
        return own;
    }

    private IVpc existing(Borrowed.Network network) {
        VpcAttributes.Builder attributes = VpcAttributes.builder()
                .vpcId(network.vpc())
                .availabilityZones(network.zones())
                .isolatedSubnetIds(network.subnets());
        if (!network.routeTables().isEmpty()) {
            attributes.isolatedSubnetRouteTableIds(network.routeTables());
        }
        return Vpc.fromVpcAttributes(this, "Vpc", attributes.build());
    }

    /** What the entry points on Fargate call: nothing else can be reached. */
    private void addEndpoints(Blueprint blueprint) {
        addGateway("S3", GatewayVpcEndpointAwsService.S3);
        addGateway("DynamoDb", GatewayVpcEndpointAwsService.DYNAMODB);
        SecurityGroup endpoints = SecurityGroup.Builder.create(this, "Endpoints")
                .vpc(vpc)
                .description("Endpoints of " + blueprint.deployment() + ": its tasks alone come in")
                .allowAllOutbound(false)
                .build();
        endpoints.addIngressRule(tasks, Port.tcp(443), "Tasks");
        services(blueprint)
                .forEach((id, service) -> vpc.addInterfaceEndpoint(
                        id,
                        InterfaceVpcEndpointOptions.builder()
                                .service(service)
                                .subnets(subnets)
                                .securityGroups(List.of(endpoints))
                                .open(false)
                                .build()));
    }

    private void addGateway(String id, GatewayVpcEndpointAwsService service) {
        vpc.addGatewayEndpoint(
                id,
                GatewayVpcEndpointOptions.builder()
                        .service(service)
                        .subnets(List.of(subnets))
                        .build());
    }

    private static Map<String, InterfaceVpcEndpointAwsService> services(Blueprint blueprint) {
        Map<String, InterfaceVpcEndpointAwsService> services = new LinkedHashMap<>();
        services.put("EcrApi", InterfaceVpcEndpointAwsService.ECR);
        services.put("EcrImages", InterfaceVpcEndpointAwsService.ECR_DOCKER);
        services.put("Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS);
        services.put("EventBridge", InterfaceVpcEndpointAwsService.EVENTBRIDGE);
        services.put("Kms", InterfaceVpcEndpointAwsService.KMS);
        services.put("Ssm", InterfaceVpcEndpointAwsService.SSM);
        if (!blueprint.workers().isEmpty()) { // extract tasks read no queue, and run no handler that has secrets
            services.put("Sqs", InterfaceVpcEndpointAwsService.SQS);
            services.put("Secrets", InterfaceVpcEndpointAwsService.SECRETS_MANAGER);
        }
        return services;
    }

    IVpc vpc() {
        return vpc;
    }

    SubnetSelection subnets() {
        return subnets;
    }

    SecurityGroup tasks() {
        return tasks;
    }

    List<String> subnetIds() {
        List<String> ids = new ArrayList<>();
        for (ISubnet subnet : vpc.getIsolatedSubnets()) {
            ids.add(subnet.getSubnetId());
        }
        return ids;
    }
}

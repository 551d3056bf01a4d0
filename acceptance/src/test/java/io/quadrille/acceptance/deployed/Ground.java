package io.quadrille.acceptance.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.acceptance.deployed.IamActions.Call;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.provision.Provision;
import io.quadrille.contracts.lambda.LambdaProcess;
import io.quadrille.contracts.lambda.LambdaRuntime;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.infra.Blueprint;
import io.quadrille.infra.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A deployment of the customers on an endpoint of this machine, set up without roles, with the package unpacked and the
 * template that says how its processes are started.
 */
final class Ground implements AutoCloseable {
    static final Deployment DEPLOYMENT = Deployment.of(CustomerPipeline.CUSTOMERS, Size.DEV.name());
    static final Path ZIP = Path.of("../examples/target/lambda.zip");

    /** Lambda's own, which the build copies there. */
    private static final Path RUNTIME = Path.of("target/lambda-runtime");

    private static final ObjectMapper JSON = new ObjectMapper();
    /** For one test run; the next one begins anew. */
    private static final Path FOLDER = Path.of("target", "deployed").toAbsolutePath();

    private final URI endpoint;
    private final AwsClients aws;
    private final Provision.Made made;
    private final Path task;
    private final Template template;
    private final Template templateWithWorker;
    private final Map<String, String> urls = new HashMap<>();
    private int logs;

    Ground(URI endpoint) throws IOException, InterruptedException {
        this.endpoint = endpoint;
        clear(FOLDER);
        CompletableFuture<List<Template>> templates = CompletableFuture.supplyAsync(Ground::templates);
        task = LambdaProcess.unpack(ZIP, Files.createDirectories(FOLDER.resolve("package")));
        ActionRecorder.addTo(task.resolve("lib"));
        aws = AwsClients.at(
                endpoint,
                IamActions.REGION,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
        made = provision();
        Map<String, String> names = Map.of(
                "Landing", made.landingBucket(),
                "Blobs", made.blobsBucket(),
                "AWS::EC2::Subnet", DefaultNetwork.subnet(endpoint),
                "AWS::EC2::SecurityGroup", DefaultNetwork.securityGroup(endpoint));
        template = templates.join().get(0).named(names);
        templateWithWorker = templates.join().get(1).named(names);
    }

    /** Of every step on Lambda, and of the load on a worker. */
    private static List<Template> templates() {
        return Stream.of(Set.<String>of(), Set.of("load"))
                .map(workers -> Template.of(
                        Blueprint.of(CustomerPipeline.CUSTOMERS, Size.DEV, Template.assets())
                                .onWorkers(workers),
                        FOLDER.resolve("cdk-" + workers.size())))
                .toList();
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** Makes what is missing. */
    Provision.Made provision() {
        return new Provision(aws, CustomerPipeline.CUSTOMERS, DEPLOYMENT).run(made -> {});
    }

    /** What the template makes and {@link Provision} does not. */
    void makeCluster() {
        aws.ecs().createCluster(request -> request.clusterName(DEPLOYMENT.name()));
        aws.ecs().registerTaskDefinition(request -> request.family(DEPLOYMENT.queue(EntryPoint.EXTRACT.entryName()))
                .networkMode(NetworkMode.AWSVPC)
                .containerDefinitions(container -> container
                        .name(template.container(DEPLOYMENT.queue(EntryPoint.EXTRACT.entryName()))
                                .name())
                        .image("quadrille")
                        .memory(1024)));
    }

    /** The template of this deployment. */
    Template template() {
        return template;
    }

    /** The same with the load on a worker. */
    Template templateWithWorker() {
        return templateWithWorker;
    }

    AwsClients aws() {
        return aws;
    }

    /** The keys of claim checks and dead messages. */
    List<String> kept(String prefix) {
        return aws
                .s3()
                .listObjectsV2(request -> request.bucket(made.blobsBucket()).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    String landingBucket() {
        return made.landingBucket();
    }

    /** The unpacked package: {@code lib/*.jar}. */
    Path task() {
        return task;
    }

    /** Drops a file. @return its version */
    String drop(String key, String content) {
        return aws.s3()
                .putObject(request -> request.bucket(made.landingBucket()).key(key), RequestBody.fromString(content))
                .versionId();
    }

    /**
     * Starts an entry point as the template says.
     *
     * @param name as its role's tags say
     * @param overrides of its environment; an empty value takes a variable away
     */
    LambdaProcess start(Jdk jdk, String name, Map<String, String> overrides) throws IOException {
        String[] parts = name.split(" ", 2);
        String handler = Stream.of(EntryPoint.values())
                .filter(entry -> entry.entryName().equals(parts[0]))
                .findFirst()
                .orElseThrow()
                .mainClass();
        Map<String, String> environment =
                environment(name, template.function(handler, parts.length > 1 ? parts[1] : ""));
        environment.putAll(overrides);
        environment.values().removeIf(String::isEmpty);
        return new LambdaRuntime(jdk.java(), jdk.version(), RUNTIME).start(task, handler, environment, log(name));
    }

    /** An environment with what Lambda or ECS adds to it: the region and whose credentials. */
    Map<String, String> environment(String name, Map<String, String> given) {
        Map<String, String> environment = new TreeMap<>(given);
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_REGION", IamActions.REGION);
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put(ActionRecorder.FILE, actions(name).toString());
        return environment;
    }

    /** A file for what a process says. */
    Path log(String name) {
        return FOLDER.resolve(name.replace(' ', '-') + "-" + ++logs + ".log");
    }

    /** What the processes of this name called so far; a line that one of them is writing just now is not yet among it. */
    Set<Call> calls(String name) throws IOException {
        Set<Call> calls = new TreeSet<>(Comparator.comparing(Call::line));
        if (Files.exists(actions(name))) {
            String written = Files.readString(actions(name));
            written.substring(0, written.lastIndexOf('\n') + 1).lines().forEach(line -> calls.add(Call.parse(line)));
        }
        return calls;
    }

    private static Path actions(String name) {
        return FOLDER.resolve(name.replace(' ', '-') + ".actions");
    }

    private String url(String queue) {
        return urls.computeIfAbsent(queue, name -> aws.sqs()
                .getQueueUrl(request -> request.queueName(name))
                .queueUrl());
    }

    void send(String queue, String body) {
        send(queue, body, Map.of());
    }

    void send(String queue, String body, Map<String, String> attributes) {
        String url = url(queue);
        Map<String, MessageAttributeValue> values = new TreeMap<>();
        attributes.forEach((name, value) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        aws.sqs().sendMessage(request -> request.queueUrl(url).messageBody(body).messageAttributes(values));
    }

    /** Sets a setting where the environment does not. */
    void setParameter(Setting setting, String value) {
        aws.ssm().putParameter(request -> request.name(DEPLOYMENT.parameter(setting))
                .value(value)
                .type(ParameterType.STRING)
                .overwrite(true));
    }

    /** How many messages wait in the queue. */
    int waiting(String queue) {
        String url = url(queue);
        return Integer.parseInt(aws.sqs()
                .getQueueAttributes(request -> request.queueUrl(url).attributeNamesWithStrings("All"))
                .attributesAsStrings()
                .get("ApproximateNumberOfMessages"));
    }

    /** Takes messages from a queue, up to 10, for as long as the test runs. */
    List<Message> receive(String queue) {
        String url = url(queue);
        return aws.sqs()
                .receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(600)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    void delete(String queue, List<Message> messages) {
        String url = url(queue);
        messages.forEach(message ->
                aws.sqs().deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle())));
    }

    /** Takes all that a queue holds. */
    List<Message> receiveAll(String queue) {
        List<Message> all = new ArrayList<>();
        for (List<Message> some = receive(queue); !some.isEmpty(); some = receive(queue)) {
            all.addAll(some);
        }
        return all;
    }

    /** What Lambda's poller hands a function ("Using Lambda with Amazon SQS" in the AWS Lambda developer guide). */
    static String sqsEvent(String queue, List<Message> messages) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode record = records.addObject()
                    .put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body())
                    .put("md5OfBody", message.md5OfBody())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", "arn:aws:sqs:" + IamActions.REGION + ":123456789012:" + queue)
                    .put("awsRegion", IamActions.REGION);
            ObjectNode attributes = record.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            ObjectNode own = record.putObject("messageAttributes");
            message.messageAttributes().forEach((name, value) -> own.putObject(name)
                    .put("dataType", value.dataType())
                    .put("stringValue", value.stringValue()));
        }
        return event.toString();
    }

    /** A recorded event. @param places name, value, name, value: of what stands as {@code ${name}} */
    static String recorded(String file, String... places) {
        try (InputStream in = Ground.class.getResourceAsStream("/deployed/" + file)) {
            String text = new String(in.readAllBytes(), UTF_8);
            for (int i = 0; i < places.length; i += 2) {
                text = text.replace("${" + places[i] + "}", places[i + 1]);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}

package io.quadrille.acceptance.deployed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The network that an emulator has from the start; there is no other need of a client of EC2. */
final class DefaultNetwork {
    private DefaultNetwork() {}

    static String subnet(URI endpoint) throws IOException, InterruptedException {
        return first(endpoint, "DescribeSubnets", "subnetId");
    }

    static String securityGroup(URI endpoint) throws IOException, InterruptedException {
        return first(endpoint, "DescribeSecurityGroups", "groupId");
    }

    private static String first(URI endpoint, String action, String element) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261101/" + IamActions.REGION
                                + "/ec2/aws4_request, SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString("Version=2016-11-15&Action=" + action))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher found = Pattern.compile("<" + element + ">([^<]+)<").matcher(body);
        if (!found.find()) {
            throw new IOException(action + " told no " + element + ": " + body);
        }
        return found.group(1);
    }
}

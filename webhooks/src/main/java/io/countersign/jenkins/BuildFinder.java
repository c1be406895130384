package io.countersign.jenkins;

import io.countersign.egress.Call;
import io.countersign.egress.Egress;
import io.countersign.egress.Outcome;
import io.countersign.modelversion.EvidenceLimits;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Asks a server how a build stands, by Jenkins' remote access API. Only addresses below the server's own are called, made of
 * its numbers: credentials go nowhere that an answer names.
 */
final class BuildFinder {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NOT_FOUND = 404;

    /** As many as fit into the part of an answer that is kept. */
    private static final String LATEST = "/api/json?tree=builds%5Bnumber,queueId%5D%7B0,30%7D";

    private final Egress egress;

    BuildFinder(Egress egress) {
        this.egress = egress;
    }

    /** @param json missing unless the server answered with some */
    private record Reply(boolean isNotThere, JsonNode json) {}

    /** Where the build is by now; the same when nothing is to be learned at the moment. */
    FollowedBuild look(FollowedBuild build, JenkinsServer server) {
        FollowedBuild begun = build.number() == null ? inQueue(build, server) : build;
        return begun.number() == null || !begun.state().isOpen() ? begun : underWay(begun, server);
    }

    private FollowedBuild inQueue(FollowedBuild build, JenkinsServer server) {
        Reply reply = ask(
                server,
                "/queue/item/" + build.triggered().queueItem() + "/api/json?tree=cancelled,executable%5Bnumber,url%5D");
        if (reply.isNotThere()) {
            return amongLatest(build, server);
        }
        if (reply.json().path("cancelled").asBoolean(false)) {
            return build.cancelled();
        }
        JsonNode executable = reply.json().path("executable");
        int number = executable.path("number").asInt(0);
        return number < 1 ? build : build.running(number, link(executable, build, number, server));
    }

    /** Jenkins forgets a place in its queue some minutes after the build has left it. */
    private FollowedBuild amongLatest(FollowedBuild build, JenkinsServer server) {
        Reply reply = ask(server, JobPath.address(build.triggered().job()) + LATEST);
        if (!reply.isNotThere() && reply.json().isMissingNode()) {
            return build;
        }
        return StreamSupport.stream(reply.json().path("builds").spliterator(), false)
                .filter(each ->
                        each.path("queueId").asLong(-1) == build.triggered().queueItem())
                .map(each -> each.path("number").asInt(0))
                .filter(number -> number > 0)
                .findFirst()
                .map(number -> build.running(number, link(MissingNode.getInstance(), build, number, server)))
                .orElseGet(() -> build.lost("The server does not know any more which build it was."));
    }

    private FollowedBuild underWay(FollowedBuild build, JenkinsServer server) {
        Reply reply = ask(server, address(build, build.number()) + "/api/json?tree=building,result");
        if (reply.isNotThere()) {
            return build.lost("The server does not have the build any more.");
        }
        String result = reply.json().path("result").asString("");
        return result.isEmpty() || reply.json().path("building").asBoolean(false) ? build : build.ended(result);
    }

    private Reply ask(JenkinsServer server, String path) {
        Outcome outcome = egress.send(new Call("GET", server.at(path), server.headers(), new byte[0], TIMEOUT));
        if (outcome.status() != null && outcome.status() == NOT_FOUND) {
            return new Reply(true, MissingNode.getInstance());
        }
        return new Reply(false, outcome.succeeded() ? read(outcome.answer()) : MissingNode.getInstance());
    }

    private static JsonNode read(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** As the server shows it to people, who may know it by another address than we do. */
    private static String link(JsonNode executable, FollowedBuild build, int number, JenkinsServer server) {
        String own = executable.path("url").asString("");
        try {
            return EvidenceLimits.requireLink(own, "url");
        } catch (Rejection unusable) {
            return server.base() + address(build, number) + "/";
        }
    }

    private static String address(FollowedBuild build, @Nullable Integer number) {
        return JobPath.address(build.triggered().job()) + "/" + number;
    }
}

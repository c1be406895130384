package io.countersign.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.artifact.ArtifactStore;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.evidence.Lab.Version;
import io.countersign.policy.Evidence;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EvidenceRoutesTest {

    private static final String PDF = "application/pdf";

    @AutoClose
    private final Lab lab = new Lab();

    private Caller ann;
    private Caller bob;
    private Caller viewer;
    private Version version;

    @BeforeAll
    void theyAreHired() {
        ann = lab.hire("ann", "contributor", "risk", "eu");
        bob = lab.hire("bob", "reviewer");
        viewer = lab.hire("vera", "viewer");
        version = lab.aVersion(ann);
    }

    @Test
    void aDocumentIsKeptAndGivenOutAsItWas() {
        Answer given = give("model-card", "a card", "?name=Card%20%C3%BC.pdf", "Content-Type", "application/PDF; x=y");

        assertThat(given.status()).as(given.text()).isEqualTo(201);
        assertThat(given.json().get("media_type").asString()).isEqualTo(PDF);
        assertThat(given.json().get("sha256").asString()).isEqualTo(sha256("a card"));
        assertThat(given.json().get("size").asInt()).isEqualTo(6);
        assertThat(given.json().get("producer").asString()).isEqualTo("ann");
        Answer read = Lab.get(viewer, document("model-card", "a card"));
        assertThat(read.text()).isEqualTo("a card");
        assertThat(read.headers().firstValue("Content-Disposition"))
                .get()
                .asString()
                .startsWith("attachment");
        assertThat(read.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(read.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(listed("model-card")).containsExactly("application/pdf Card ü.pdf ann");
    }

    @Test
    void theSameDocumentAgainIsNoEvent() {
        Answer first = give("again", "same", "", "Content-Type", PDF);
        Answer second = give("again", "same", "", "Content-Type", PDF);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.headers().firstValue("Countersign-Events")).hasValue("0");
        refused(409, "evidence-exists", "withdraw", give("again", "same", "", "Content-Type", "text/plain"));
    }

    @Test
    void anotherPersonMayVouchForTheSameBytes() {
        give("vouched", "bytes", "", "Content-Type", PDF);
        Answer other = Lab.bytes(bob, slot("vouched"), "bytes", "Content-Type", PDF);

        assertThat(other.status()).isEqualTo(201);
        assertThat(listed("vouched")).containsExactlyInAnyOrder(PDF + " vouched ann", PDF + " vouched bob");
    }

    @Test
    void theDigestThatIsAnnouncedMustBeTheBodys() throws Exception {
        String right = base64("announced");
        assertThat(give("digest", "announced", "?sha256=" + sha256("announced"), "Content-Type", PDF)
                        .status())
                .isEqualTo(201);
        assertThat(give("digest", "announced", "", "Content-Type", PDF, "Digest", "md5=xx,SHA-256=" + right)
                        .status())
                .isEqualTo(200);
        assertThat(give("digest", "announced", "", "Content-Type", PDF, "Content-Digest", "sha-256=:" + right + ":")
                        .status())
                .isEqualTo(200);

        long before = filesInStore();
        for (Answer answer : List.of(
                give("digest", "tampered", "?sha256=" + sha256("announced"), "Content-Type", PDF),
                give("digest", "tampered", "", "Content-Type", PDF, "Digest", "SHA-256=" + right),
                give("digest", "tampered", "", "Content-Type", PDF, "Content-Digest", "sha-256=:" + right + ":"))) {
            refused(400, "digest-mismatch", "nothing was kept", answer);
        }
        assertThat(filesInStore()).isEqualTo(before);
        assertThat(listed("digest")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Digest, md5=abc",
        "Digest, SHA-256=abc",
        "Content-Digest, sha-256=::",
        "Content-Digest, x",
        "Digest, ''",
    })
    void aDigestThatNobodyCouldCompareIsRefused(String header, String value) {
        refused(400, "parameter-invalid", header, give("digest", "x", "", "Content-Type", PDF, header, value));
    }

    @Test
    void rulesSeeDocumentsWithTheGroupsOfTheirProducers() {
        Version own = lab.aVersion(ann);
        var given = Lab.bytes(ann, own.path() + "/evidence/report", "r", "Content-Type", "text/csv; charset=utf-8")
                .json();

        List<Evidence> documents = lab.server().part(EvidenceQueries.class).documents(lab.idOf(own));

        assertThat(documents).singleElement().satisfies(document -> {
            assertThat(document.slot()).isEqualTo("report");
            assertThat(document.type()).isEqualTo("text/csv");
            assertThat(document.sha256()).isEqualTo(sha256("r"));
            assertThat(document.producer().value())
                    .isEqualTo(given.get("producer_id").asString());
            assertThat(document.groups()).isEqualTo(Set.of("risk", "eu"));
            assertThat(document.at()).isEqualTo(given.get("given_at").asString());
        });
    }

    @Test
    void whatTheServerHoldsIsFetchedFromItsStore() {
        for (String from : List.of("runs:/" + version.run() + "/model/weights.txt", "weights.txt")) {
            Answer answer = fetch(Map.of("from", from, "sha256", sha256("y = 2x")));
            assertThat(answer.status()).as(answer.text()).isIn(200, 201);
            assertThat(answer.json().get("sha256").asString()).isEqualTo(sha256("y = 2x"));
            assertThat(answer.json().get("media_type").asString()).isEqualTo("text/plain");
            assertThat(answer.json().get("name").asString()).isEqualTo("weights.txt");
        }
        assertThat(Lab.get(viewer, document("fetched", "y = 2x")).text()).isEqualTo("y = 2x");
    }

    @Test
    void whatCannotBeFetchedIsTold() {
        refused(404, "artifact-not-found", "nothing.txt", fetch(Map.of("from", "nothing.txt")));
        refused(404, "run-not-found", "nobody", fetch(Map.of("from", "runs:/nobody/x")));
        refused(400, "parameter-invalid", "runs:/<run>/<path>", fetch(Map.of("from", "runs:/x")));
        refused(400, "parameter-invalid", "path", fetch(Map.of("from", "../weights.txt")));
        refused(400, "parameter-invalid", "path", fetch(Map.of("from", "runs:/" + version.run() + "/../x")));
        refused(400, "parameter-missing", "from", fetch(Map.of("name", "x")));
        refused(400, "digest-mismatch", "announced", fetch(Map.of("from", "weights.txt", "sha256", "ab".repeat(32))));
        refused(
                415,
                "media-type-unsupported",
                "application/json",
                Lab.bytes(ann, slot("fetched") + "?fetch=true", "{}", "Content-Type", "text/plain"));
        refused(
                400,
                "parameter-invalid",
                "fetch",
                Lab.bytes(ann, slot("fetched") + "?fetch=maybe", "{}", "Content-Type", "application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://wiki/model-card",
                "http://x/y",
                "s3://bucket/x",
                "file:///etc/passwd",
                "//host/share",
                "/etc/passwd"
            })
    void aBareLinkIsNoEvidence(String link) {
        refused(400, "evidence-is-a-link", "A link is no evidence", fetch(Map.of("from", link)));
        refused(
                400,
                "evidence-is-a-link",
                "Send the bytes themselves",
                give("link", link, "", "Content-Type", "text/uri-list"));
    }

    @Test
    void anEmptyBodyIsRefused() {
        refused(400, "evidence-empty", "empty", give("empty", "", "", "Content-Type", PDF));
    }

    @Test
    void moreThanTheLimitIsRefusedBeforeItIsRead() {
        long before = filesInStoreOrFail();
        Answer announced = ann.ask(
                "POST", slot("large"), BodyPublishers.ofByteArray(new byte[64 * 1024 * 1024 + 1]), "Content-Type", PDF);
        refused(413, "evidence-too-large", "67108864 bytes", announced);
        Answer unannounced = ann.ask(
                "POST",
                slot("large"),
                BodyPublishers.ofByteArrays(IntStream.rangeClosed(0, 64)
                        .mapToObj(each -> new byte[1024 * 1024])
                        .toList()),
                "Content-Type",
                PDF);
        refused(413, "evidence-too-large", "67108864 bytes", unannounced);
        assertThat(filesInStoreOrFail()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, form",
        "multipart/form-data; boundary=x, form",
        "nonsense, media type",
    })
    void whatIsNoDocumentIsRefused(String type, String words) {
        refused(415, "media-type-unsupported", words, give("typed", "a=b&c=d", "", "Content-Type", type));
    }

    @Test
    void whatItIsHasToBeSaid() {
        refused(415, "media-type-unsupported", "Content-Type", give("typed", "x", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2Fx", "%2e%2e", "...", "a%5Cb", "%252e%252e", ".x", "a%0Ab", "a%00"})
    void aSlotNeverClimbs(String slot) {
        Answer answer = give(slot, "x", "", "Content-Type", PDF);
        assertThat(answer.status()).as(answer.text()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("Exception");
    }

    @Test
    void namesHaveAnEnd() {
        refused(400, "parameter-invalid", "'slot'", give("x".repeat(201), "x", "", "Content-Type", PDF));
        refused(400, "parameter-invalid", "'name'", give("s", "x", "?name=" + "x".repeat(201), "Content-Type", PDF));
        refused(400, "parameter-invalid", "without folders", give("s", "x", "?name=..%2Fx", "Content-Type", PDF));
    }

    @Test
    void aDocumentIsWithdrawnByItsProducerOrAnAdmin() {
        give("gone", "one", "", "Content-Type", PDF);
        Lab.bytes(bob, slot("gone"), "one", "Content-Type", PDF);
        give("gone", "two", "", "Content-Type", PDF);

        refused(403, "not-the-producer", "admin", Lab.delete(bob, document("gone", "two")));
        assertThat(Lab.delete(bob, document("gone", "one")).status()).isEqualTo(204);
        assertThat(Lab.get(viewer, document("gone", "one")).text()).isEqualTo("one");
        assertThat(Lab.delete(lab.admin(), document("gone", "one")).status()).isEqualTo(204);
        refused(404, "evidence-not-found", "gone", Lab.get(viewer, document("gone", "one")));
        refused(404, "evidence-not-found", "gone", Lab.delete(ann, document("gone", "one")));
        assertThat(listed("gone")).hasSize(1);
        assertThat(lab.server().part(ArtifactStore.class).file(sha256("one"))).isPresent();
    }

    @Test
    void viewersGiveAndWithdrawNothing() {
        give("closed", "x", "", "Content-Type", PDF);
        refused(403, "permission-missing", "contributor", Lab.bytes(viewer, slot("closed"), "y", "Content-Type", PDF));
        refused(403, "permission-missing", "contributor", Lab.delete(viewer, document("closed", "x")));
    }

    @Test
    void unknownAndDeletedVersionsAreNotFound() {
        Version gone = lab.aVersion(ann);
        String path = gone.path() + "/evidence/report";
        Lab.bytes(ann, path, "x", "Content-Type", PDF);
        ann.send(
                "DELETE",
                Lab.MLFLOW + "/model-versions/delete?name=" + gone.model() + "&version=" + gone.number(),
                Map.of());

        refused(404, "version-not-found", "not found", Lab.bytes(ann, path, "y", "Content-Type", PDF));
        refused(404, "version-not-found", "not found", Lab.get(viewer, path + "/" + sha256("x")));
        refused(404, "version-not-found", "not found", Lab.get(viewer, gone.path() + "/evidence"));
        refused(404, "version-not-found", "not found", Lab.delete(ann, path + "/" + sha256("x")));
    }

    @Test
    void whatWasDamagedOnTheDiskIsFound() throws IOException {
        Version own = lab.aVersion(ann);
        String path = own.path() + "/evidence/report";
        for (String text : List.of("sound", "changed", "longer", "shorter", "lost")) {
            Lab.bytes(ann, path, text, "Content-Type", PDF);
        }
        EvidenceVerifier verifier = lab.server().part(EvidenceVerifier.class);
        assertThat(verifier.damaged(lab.idOf(own))).isEmpty();

        Files.writeString(onDisk("changed"), "Changed");
        Files.writeString(onDisk("longer"), "!", StandardOpenOption.APPEND);
        Files.writeString(onDisk("shorter"), "short");
        Files.delete(onDisk("lost"));

        assertThat(verifier.damaged(lab.idOf(own)))
                .extracting(EvidenceView::sha256)
                .containsExactlyInAnyOrder(sha256("changed"), sha256("longer"), sha256("shorter"), sha256("lost"));
    }

    @Test
    void aDamagedArtifactIsNotFetched() throws IOException {
        Version own = lab.aVersion(ann);
        ann.ask(
                "PUT",
                "/api/2.0/mlflow-artifacts/artifacts/0/" + own.run() + "/artifacts/model/rotten.txt",
                BodyPublishers.ofString("rotten"));
        Files.writeString(onDisk("rotten"), "Rotten");

        refused(
                409,
                "artifact-damaged",
                "operator",
                Lab.json(ann, "POST", own.path() + "/evidence/report?fetch=true", Map.of("from", "rotten.txt")));
    }

    private Path onDisk(String text) {
        return lab.server().part(ArtifactStore.class).file(sha256(text)).orElseThrow();
    }

    private long filesInStoreOrFail() {
        try {
            return filesInStore();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private long filesInStore() throws IOException {
        Path root = onDisk("y = 2x").resolve("../..").normalize();
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static void refused(int status, String code, String words, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:countersign:problem:" + code);
        assertThat(answer.json().get("detail").asString()).contains(words);
    }

    private List<String> listed(String slot) {
        return viewer.get(version.path() + "/evidence")
                .get("evidence")
                .valueStream()
                .filter(document -> document.get("slot").asString().equals(slot))
                .map(document -> document.get("media_type").asString() + " "
                        + document.get("name").asString() + " "
                        + document.get("producer").asString())
                .toList();
    }

    private String slot(String slot) {
        return version.path() + "/evidence/" + slot;
    }

    private String document(String slot, String text) {
        return slot(slot) + "/" + sha256(text);
    }

    private Answer give(String slot, String text, String query, String... headers) {
        return Lab.bytes(ann, slot(slot) + query, text, headers);
    }

    private Answer fetch(Map<String, String> message) {
        return Lab.json(ann, "POST", slot("fetched") + "?fetch=true", message);
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(digest(text));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(digest(text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

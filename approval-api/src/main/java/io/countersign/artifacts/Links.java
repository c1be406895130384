package io.countersign.artifacts;

import io.countersign.artifact.Signatures;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Links that somebody without a sign-in may follow for a while, each for one thing: MLflow's client sends no credentials
 * with the parts of an upload or of a download.
 */
@Component
final class Links {

    static final Duration UPLOAD = Duration.ofHours(24);
    static final Duration DOWNLOAD = Duration.ofMinutes(15);

    private static final String BASE = "/api/2.0/mlflow-artifacts";

    private final Signatures signatures;

    Links(Signatures signatures) {
        this.signatures = signatures;
    }

    String toPart(String upload, int number, HttpServletRequest asked) {
        String link = addressOf(asked) + BASE + "/mpu/part/" + upload + "/" + number;
        return link + "?" + signed(part(upload, number), UPLOAD);
    }

    void requirePart(String upload, int number, long expires, String signature) {
        require(part(upload, number), expires, signature);
    }

    private static String part(String upload, int number) {
        return "part\n" + upload + "\n" + number;
    }

    String toDownload(Download file, HttpServletRequest asked) {
        return addressOf(asked) + BASE + "/signed/" + file.sha256() + "?size=" + file.size() + "&name="
                + URLEncoder.encode(file.name(), StandardCharsets.UTF_8) + "&" + signed(download(file), DOWNLOAD);
    }

    void requireDownload(Download file, long expires, String signature) {
        require(download(file), expires, signature);
    }

    private static String download(Download file) {
        return "download\n" + file.sha256() + "\n" + file.size() + "\n" + file.name();
    }

    private String signed(String what, Duration valid) {
        Instant until = Instant.ofEpochSecond(Instant.now().plus(valid).getEpochSecond());
        return "expires=" + until.getEpochSecond() + "&signature=" + signatures.sign(what, until);
    }

    private void require(String what, long expires, String signature) {
        Instant until = Instant.ofEpochSecond(Math.clamp(expires, 0, Integer.MAX_VALUE * 4L));
        if (!signatures.isValid(signature, what, until, Instant.now())) {
            throw Rejection.of(
                    Reason.PERMISSION_MISSING, "This link is not valid, or no longer; ask the server for a new one.");
        }
    }

    /** As the client wrote it, also through a proxy that is trusted; it is told to nobody but that client. */
    private static String addressOf(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}

package io.countersign.artifacts;

import io.countersign.artifact.ArtifactStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Sends files as something to save, never to show: a browser must not run what somebody uploaded. Ranges and conditions
 * are those of RFC 9110, sections 13 and 14; a file's entity tag is its SHA-256.
 */
@Component
public final class Downloads {

    private static final int WORTH_A_CALL = 64 * 1024;

    private final ArtifactStore store;

    Downloads(ArtifactStore store) {
        this.store = store;
    }

    /**
     * @param name under which it will be saved
     * @param size in bytes
     */
    public record Download(String sha256, long size, String name) {

        String etag() {
            return '"' + sha256 + '"';
        }
    }

    public void send(Download file, HttpServletRequest request, HttpServletResponse response) throws IOException {
        describe(file, response);
        String ifMatch = request.getHeader(HttpHeaders.IF_MATCH);
        if (ifMatch != null && !names(ifMatch, file)) {
            response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
        } else if (names(request.getHeader(HttpHeaders.IF_NONE_MATCH), file)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            sendRange(file, ByteRange.of(rangeOf(file, request), file.size()), request, response);
        }
    }

    private static void describe(Download file, HttpServletResponse response) {
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setHeader(HttpHeaders.ETAG, file.etag());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(file.name(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    private static boolean names(@Nullable String tags, Download file) {
        if (tags == null) {
            return false;
        }
        for (String tag : tags.split(",", -1)) {
            String plain = tag.strip();
            if (plain.equals("*") || plain.equals(file.etag()) || plain.equals("W/" + file.etag())) {
                return true;
            }
        }
        return false;
    }

    /** None where the caller has begun with another file than this one. Dates are no help: there are none. */
    private static @Nullable String rangeOf(Download file, HttpServletRequest request) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        return ifRange == null || ifRange.strip().equals(file.etag()) ? request.getHeader(HttpHeaders.RANGE) : null;
    }

    private void sendRange(
            Download file, @Nullable ByteRange range, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (range == null) {
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
            return;
        }
        if (!range.whole()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes " + range.first() + "-" + range.last() + "/" + file.size());
        }
        response.setContentLengthLong(range.length());
        if (!request.getMethod().equals("HEAD")) {
            sendBytes(file, range, request, response);
        }
    }

    private void sendBytes(Download file, ByteRange range, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Path> onDisk = store.file(file.sha256());
        if (onDisk.isPresent() && range.length() >= WORTH_A_CALL && canSendFiles(request)) {
            request.setAttribute(
                    "org.apache.tomcat.sendfile.filename", onDisk.get().toString());
            request.setAttribute("org.apache.tomcat.sendfile.start", range.first());
            request.setAttribute("org.apache.tomcat.sendfile.end", range.last() + 1);
        } else {
            try (InputStream bytes = store.open(file.sha256(), range.first(), range.length())) {
                bytes.transferTo(response.getOutputStream());
            }
        }
    }

    /** The container then has the system copy the file to the connection, past this process. */
    private static boolean canSendFiles(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"));
    }
}

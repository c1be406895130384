package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.artifacts.ArtifactMessages.FileInfo;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.limits.LongLived;
import io.countersign.mlflow.Empty;
import io.countersign.wire.BadRequest;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /mlflow-artifacts}: the server's store as clients with {@code mlflow-artifacts:} locations use it. */
@RestController
@RequestMapping({"/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts"})
@Requires(Operation.READ_TRACKING)
final class StoreRoutes {

    private static final String FILES = "/mlflow-artifacts/artifacts/";

    private final Artifacts artifacts;
    private final Downloads downloads;
    private final Links links;

    StoreRoutes(Artifacts artifacts, Downloads downloads, Links links) {
        this.artifacts = artifacts;
        this.downloads = downloads;
        this.links = links;
    }

    @PutMapping("/artifacts/**")
    @LongLived
    @Requires(Operation.STORE_ARTIFACT)
    Empty upload(HttpServletRequest request) throws IOException {
        ArtifactAddress address = address(request, FILES);
        artifacts.upload(address.owner(), address.path(), request.getInputStream(), request.getContentLengthLong());
        return Empty.INSTANCE;
    }

    @GetMapping("/artifacts/**")
    @LongLived
    void download(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        ArtifactAddress address = address(request, FILES);
        downloads.send(artifacts.file(address.owner(), address.path()), request, answer);
    }

    @GetMapping("/presigned/**")
    UploadMessages.Presigned presigned(HttpServletRequest request) {
        ArtifactAddress address = address(request, "/mlflow-artifacts/presigned/");
        Download file = artifacts.file(address.owner(), address.path());
        return new UploadMessages.Presigned(links.toDownload(file, request), Map.of(), file.size());
    }

    @DeleteMapping("/artifacts/**")
    @Requires(Operation.DELETE_ARTIFACT)
    Empty delete(HttpServletRequest request) {
        ArtifactAddress address = address(request, FILES);
        artifacts.delete(address.owner(), address.path());
        return Empty.INSTANCE;
    }

    @GetMapping("/artifacts")
    ArtifactMessages.Listed list(@Wire ArtifactMessages.InStore request) {
        ArtifactAddress address = ArtifactAddress.parse(request.path() == null ? "" : request.path());
        return new ArtifactMessages.Listed(artifacts.list(address.owner(), address.path()).stream()
                .map(FileInfo::named)
                .toList());
    }

    /** The rest of the path, decoded once; whatever could be decoded again is refused by the rules for paths. */
    static ArtifactAddress address(HttpServletRequest request, String route) {
        String uri = request.getRequestURI();
        String encoded = uri.substring(uri.indexOf(route) + route.length());
        try {
            return ArtifactAddress.parse(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The path is not properly percent-encoded.");
        }
    }
}

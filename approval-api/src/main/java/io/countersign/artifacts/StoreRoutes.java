package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.artifacts.ArtifactMessages.FileInfo;
import io.countersign.mlflow.Empty;
import io.countersign.wire.BadRequest;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
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

    private static final String ROUTE = "/mlflow-artifacts/artifacts/";

    private final Artifacts artifacts;

    StoreRoutes(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @PutMapping("/artifacts/**")
    @Requires(Operation.STORE_ARTIFACT)
    Empty upload(HttpServletRequest request) throws IOException {
        ArtifactAddress address = address(request);
        artifacts.upload(address.owner(), address.path(), request.getInputStream());
        return Empty.INSTANCE;
    }

    @GetMapping("/artifacts/**")
    ResponseEntity<Resource> download(HttpServletRequest request) {
        ArtifactAddress address = address(request);
        return artifacts.download(address.owner(), address.path());
    }

    @DeleteMapping("/artifacts/**")
    @Requires(Operation.DELETE_ARTIFACT)
    Empty delete(HttpServletRequest request) {
        ArtifactAddress address = address(request);
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
    private static ArtifactAddress address(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String encoded = uri.substring(uri.indexOf(ROUTE) + ROUTE.length());
        try {
            return ArtifactAddress.parse(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The path is not properly percent-encoded.");
        }
    }
}

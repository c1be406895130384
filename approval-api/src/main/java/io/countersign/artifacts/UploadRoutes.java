package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.artifact.UploadTable.Upload;
import io.countersign.mlflow.Empty;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /mlflow-artifacts/mpu}: uploads in parts, whose bytes go to the links that {@code create} answers. */
@RestController
@RequestMapping({"/api/2.0/mlflow-artifacts/mpu", "/ajax-api/2.0/mlflow-artifacts/mpu"})
@Requires(Operation.STORE_ARTIFACT)
final class UploadRoutes {

    private final Uploads uploads;
    private final Links links;

    UploadRoutes(Uploads uploads, Links links) {
        this.uploads = uploads;
        this.links = links;
    }

    @PostMapping("/create/**")
    UploadMessages.Created create(HttpServletRequest http, @Wire UploadMessages.Create request) {
        ArtifactAddress file = StoreRoutes.address(http, "/mpu/create/").child(nameOf(request.path()));
        Upload upload = uploads.begin(file, request.numParts() == null ? 1 : request.numParts());
        return new UploadMessages.Created(
                upload.id(),
                IntStream.rangeClosed(1, upload.parts())
                        .mapToObj(number -> new UploadMessages.Credential(
                                links.toPart(upload.id(), number, http), number, Map.of()))
                        .toList());
    }

    @PostMapping("/complete/**")
    Empty complete(HttpServletRequest http, @Wire UploadMessages.Complete request) throws IOException {
        ArtifactAddress file = StoreRoutes.address(http, "/mpu/complete/").child(nameOf(request.path()));
        uploads.complete(file, request.uploadId(), request.parts());
        return Empty.INSTANCE;
    }

    @PostMapping("/abort/**")
    Empty abort(HttpServletRequest http, @Wire UploadMessages.Abort request) throws IOException {
        ArtifactAddress file = StoreRoutes.address(http, "/mpu/abort/").child(nameOf(request.path()));
        uploads.abort(file, request.uploadId());
        return Empty.INSTANCE;
    }

    /** On whatever system the client runs. */
    private static String nameOf(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}

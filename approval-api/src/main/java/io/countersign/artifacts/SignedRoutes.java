package io.countersign.artifacts;

import io.countersign.access.OpenToEveryone;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.limits.LongLived;
import io.countersign.mlflow.Empty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the links lead that the server signed. */
@RestController
@LongLived
@RequestMapping("/api/2.0/mlflow-artifacts")
final class SignedRoutes {

    private final Uploads uploads;
    private final Downloads downloads;
    private final Links links;

    SignedRoutes(Uploads uploads, Downloads downloads, Links links) {
        this.uploads = uploads;
        this.downloads = downloads;
        this.links = links;
    }

    @PutMapping("/mpu/part/{upload}/{number}")
    @OpenToEveryone(because = "the link is signed for this part alone, and for a day")
    ResponseEntity<Empty> part(
            HttpServletRequest http,
            @PathVariable String upload,
            @PathVariable int number,
            @RequestParam(name = "expires") long expires,
            @RequestParam(name = "signature") String signature)
            throws IOException {
        links.requirePart(upload, number, expires, signature);
        String checksum = uploads.keep(upload, number, http.getContentLengthLong(), http.getInputStream());
        return ResponseEntity.ok().eTag(checksum).body(Empty.INSTANCE);
    }

    @GetMapping("/signed/{sha256}")
    @OpenToEveryone(because = "the link is signed for this file alone, and for some minutes")
    void download(
            HttpServletRequest http,
            HttpServletResponse answer,
            @PathVariable String sha256,
            @RequestParam(name = "size") long size,
            @RequestParam(name = "name") String name,
            @RequestParam(name = "expires") long expires,
            @RequestParam(name = "signature") String signature)
            throws IOException {
        Download file = new Download(sha256, size, name);
        links.requireDownload(file, expires, signature);
        downloads.send(file, http, answer);
    }
}

package io.countersign.proof;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.BadRequest;
import io.countersign.wire.BodyBytes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** By which witnesses hand in what they signed. Who brings it is no matter: whose signature it is, it says itself. */
@GovernanceRoutes
@Requires(Operation.READ_PROOFS)
final class CosignatureRoutes {

    private static final int LARGEST = 64 << 10;

    private final Witnesses witnesses;

    CosignatureRoutes(Witnesses witnesses) {
        this.witnesses = witnesses;
    }

    /** The body is a checkpoint of this log as a signed note with the witness's signature. */
    @PostMapping("/log/cosignatures")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(HttpServletRequest request) throws IOException {
        try (BodyBytes body = BodyBytes.of(request, LARGEST)) {
            List<NoteKey> signers = witnesses.take(SignedNote.parse(body.bytes()));
            if (signers.isEmpty()) {
                throw Rejection.of(
                        Reason.WITNESS_UNKNOWN,
                        "There is no signature of a witness that this server was told of (--witness).");
            }
        } catch (Unreadable e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        } catch (Forged e) {
            throw Invalid.value("checkpoint", "that was sent", String.valueOf(e.getMessage()));
        }
    }
}

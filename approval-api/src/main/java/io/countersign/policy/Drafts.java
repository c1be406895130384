package io.countersign.policy;

import io.countersign.identity.Actor;
import io.countersign.wire.BadRequest;
import io.countersign.wire.BodyBytes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads policies that are sent as the body of a request, and holds them against who is there. */
@Component
public final class Drafts {

    private static final int MAX_BYTES = 256 * 1024;

    private final ServerSurroundings surroundings;

    Drafts(ServerSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * A document that could be published.
     *
     * @param source to the letter
     * @param reporters whom it means by those who report checks
     */
    public record Draft(PolicyDocument document, String source, List<Reporter> reporters) {}

    /** @throws InvalidPolicy with everything that is wrong */
    public Draft read(HttpServletRequest request, Actor author) throws IOException {
        String source = text(request);
        PolicyReader.Examined examined = PolicyReader.examine(source, surroundings.of(author));
        return new Draft(examined.document(), source, examined.reporters());
    }

    /** @throws InvalidPolicy when nobody can satisfy any longer what was proposed */
    void requireSatisfiable(String source, List<Reporter> reporters, Actor actor) {
        PolicyReader.examine(source, surroundings.of(actor).meaning(reporters));
    }

    private static String text(HttpServletRequest request) throws IOException {
        try (BodyBytes body = BodyBytes.of(request, MAX_BYTES)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("A policy is text in UTF-8.");
        }
    }
}

package io.countersign.wire;

import io.countersign.limits.Slots;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The bytes of a body that is read as a whole, and the room that they take. It is bounded in size, whatever the request says
 * about it, and in time: bodies of that kind are no files, and whoever sends one byte a minute has nothing to say.
 */
public final class BodyBytes implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int SLOWEST_BYTES_A_SECOND = 16 * 1024;
    private static final int PIECE = 16 * 1024;

    private final byte[] bytes;
    private final Slots.@Nullable Slot room;

    private BodyBytes(byte[] bytes, Slots.@Nullable Slot room) {
        this.bytes = bytes;
        this.room = room;
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (room != null) {
            room.close();
        }
    }

    /**
     * To be closed when they are needed no longer.
     *
     * @throws TooLarge when there are more than so many
     * @throws UnsupportedCoding when they are compressed
     * @throws TooSlow when they do not come
     */
    public static BodyBytes of(HttpServletRequest request, int most) throws IOException {
        requirePlain(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        long announced = request.getContentLengthLong();
        if (announced > most) {
            throw new TooLarge(most);
        }
        Reading reading = new Reading(request.getInputStream(), announced, most);
        if (announced <= BodyMemory.SMALL && reading.upTo(BodyMemory.SMALL)) {
            return new BodyBytes(reading.bytes(), null);
        }
        Slots.Slot room = BodyMemory.reserve(caller(request), announced < 0 ? most : announced);
        try {
            reading.upTo(most);
            return new BodyBytes(reading.bytes(), room);
        } catch (RuntimeException e) {
            room.close();
            throw e;
        }
    }

    private static void requirePlain(@Nullable String coding) {
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new UnsupportedCoding(coding);
        }
    }

    private static String caller(HttpServletRequest request) {
        return request.getRemoteUser() == null ? request.getRemoteAddr() : request.getRemoteUser();
    }

    private static final class Reading {

        private final InputStream in;
        private final int most;
        private final long begun = System.nanoTime();
        private final ByteArrayOutputStream read;
        private final byte[] piece;

        /** @param announced -1 when it is not known */
        Reading(InputStream in, long announced, int most) {
            this.in = in;
            this.most = most;
            int first = announced < 0 ? PIECE : (int) Math.clamp(announced, 1, PIECE);
            read = new ByteArrayOutputStream(first);
            piece = new byte[first];
        }

        /** @return whether that is all */
        boolean upTo(int bytes) {
            while (read.size() <= bytes) {
                int count = next();
                if (count < 0) {
                    return true;
                }
                read.write(piece, 0, count);
                if (read.size() > most) {
                    throw new TooLarge(most);
                }
                requirePace();
            }
            return false;
        }

        private int next() {
            try {
                return in.read(piece);
            } catch (SocketTimeoutException e) {
                throw new TooSlow();
            } catch (IOException e) {
                throw new BadRequest("The request body broke off: its connection ended before its last byte.");
            }
        }

        private void requirePace() {
            Duration allowed = GRACE.plusSeconds(read.size() / SLOWEST_BYTES_A_SECOND);
            if (System.nanoTime() - begun > allowed.toNanos()) {
                throw new TooSlow();
            }
        }

        byte[] bytes() {
            return read.toByteArray();
        }
    }

    /** A body that is not read, or not to its end. */
    public abstract static sealed class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** More bytes, or more in them, than the server is willing to read. */
    public static final class TooLarge extends Refused {

        private static final long serialVersionUID = 1L;

        TooLarge(int most) {
            this("The request body is larger than " + most + " bytes; send it in several requests.");
        }

        TooLarge(String message) {
            super(message);
        }
    }

    /** A body that would have to be decompressed first. */
    public static final class UnsupportedCoding extends Refused {

        private static final long serialVersionUID = 1L;

        UnsupportedCoding(String coding) {
            super("Bodies are read as they are, not with Content-Encoding '" + coding + "'.");
        }
    }

    /** A body that does not come, or hardly. */
    public static final class TooSlow extends Refused {

        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("The request body came too slowly: " + GRACE.toSeconds() + " s are allowed, and one more for each "
                    + SLOWEST_BYTES_A_SECOND + " bytes. Nothing was changed.");
        }
    }
}

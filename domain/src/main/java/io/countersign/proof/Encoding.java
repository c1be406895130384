package io.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts and bytes in the one form that signed things have them in: whoever could write them otherwise could change them. */
final class Encoding {

    private Encoding() {}

    /** @throws Unreadable unless it is what an encoder would write: with its padding, and no bits left over */
    static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Unreadable("'" + shortened(text) + "' is not base64 in its usual form.");
    }

    /** @throws Unreadable unless it is decimal without leading zeros, and not negative */
    static long number(String text) {
        if (text.matches("0|[1-9]\\d{0,18}")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                // larger than any; said below
            }
        }
        throw new Unreadable("'" + shortened(text) + "' is not a decimal number from 0 to " + Long.MAX_VALUE + ".");
    }

    /** @throws Unreadable unless it is valid UTF-8 */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("It is not text in UTF-8.");
        }
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}

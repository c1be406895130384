package io.countersign.proof;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile is: 256 nodes of one level beside one another, or the first of them (C2SP tlog-tiles).
 *
 * @param level of tiles: each stands for eight levels of the tree; {@link #ENTRIES} for the entries themselves
 * @param index among those of its level
 * @param width how many nodes it has; 256 unless the tree ends in it
 */
public record TilePath(int level, long index, int width) {

    public static final int ENTRIES = -1;
    public static final int FULL = 256;

    /** Levels of the tree that one tile stands for. */
    public static final int HEIGHT = 8;

    private static final int HIGHEST = 63;
    private static final int GROUP = 1000;
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|\\d{1,2})/((?:x\\d{3}/)*\\d{3})(?:\\.p/(\\d{1,3}))?");

    public TilePath {
        if (level < ENTRIES || level > HIGHEST || index < 0 || width < 1 || width > FULL) {
            throw new Unreadable("There is no tile " + index + " of level " + level + " and width " + width + ".");
        }
    }

    /**
     * Reads a path below the log's prefix, for example {@code tile/0/x001/x234/067.p/8}.
     *
     * @throws Unreadable when it is none, or written otherwise than {@link #toString} writes it
     */
    public static TilePath parse(String path) {
        Matcher parts = FORM.matcher(path);
        if (parts.matches()) {
            String digits = parts.group(2).replace("x", "").replace("/", "");
            if (digits.length() <= 18) {
                TilePath tile = new TilePath(
                        parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1)),
                        Long.parseLong(digits),
                        parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3)));
                if (tile.toString().equals(path)) {
                    return tile;
                }
            }
        }
        throw new Unreadable(
                "'" + Encoding.shortened(path) + "' is no tile; one is tile/0/x001/234 or tile/entries/000.p/7.");
    }

    /** How many nodes the tile has in a tree of this size; 0 when it has none there. */
    public static int widthIn(long size, int level, long index) {
        long nodes = level * HEIGHT >= Long.SIZE - 1 ? 0 : size >>> (Math.max(level, 0) * HEIGHT);
        return (int) Math.clamp(nodes - index * FULL, 0, FULL);
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder("%03d".formatted(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            path.insert(0, "x%03d/".formatted(rest % GROUP));
        }
        return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + path + (width == FULL ? "" : ".p/" + width);
    }
}

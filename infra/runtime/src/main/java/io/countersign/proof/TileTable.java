package io.countersign.proof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tree's nodes as they are stored. Full tiles never change, and are remembered. Safe for many threads. */
public final class TileTable implements Nodes {

    private static final int REMEMBERED = 2_000; // 8 KB each

    private final JdbcTemplate jdbc;
    private final Cache<Place, byte[]> full =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public TileTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Place(int level, long index) {}

    /** The hashes of a tile behind one another, perhaps fewer than 256; empty when there is no such tile. */
    public Optional<byte[]> hashes(int level, long index) {
        Place place = new Place(level, index);
        byte[] known = full.getIfPresent(place);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> stored = jdbc
                .queryForList(
                        "select hashes from proof.tiles where level = ? and index = ?", byte[].class, level, index)
                .stream()
                .findFirst();
        stored.filter(hashes -> hashes.length == TilePath.FULL * Hash.LENGTH)
                .ifPresent(hashes -> full.put(place, hashes));
        return stored;
    }

    @Override
    public Hash node(int level, long index) {
        int height = level % TilePath.HEIGHT;
        long first = index << height;
        byte[] tile = hashes(level / TilePath.HEIGHT, first / TilePath.FULL)
                .orElseThrow(() -> new IllegalStateException("Tile " + first / TilePath.FULL + " is missing."));
        return within(tile, (int) (first % TilePath.FULL), 1 << height);
    }

    /** The node over so many hashes of a tile; a power of two. */
    static Hash within(byte[] tile, int first, int count) {
        return count == 1
                ? Hash.at(tile, first)
                : Hash.ofNode(within(tile, first, count / 2), within(tile, first + count / 2, count / 2));
    }

    void store(int level, long index, byte[] hashes, @Nullable Long firstEvent) {
        jdbc.update("""
                insert into proof.tiles (level, index, hashes, first_event) values (?, ?, ?, ?)
                on conflict (level, index) do update set hashes = excluded.hashes""", level, index, hashes, firstEvent);
    }
}

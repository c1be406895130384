package io.countersign.notice;

import io.countersign.signing.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads and writes {@code ops.notice_channels}. */
public final class PreferenceTable {

    private final JdbcTemplate jdbc;
    private final SecretBox box;

    /** @param box that seals addresses: those of chats are secrets */
    public PreferenceTable(JdbcTemplate jdbc, SecretBox box) {
        this.jdbc = jdbc;
        this.box = box;
    }

    public List<Preference> of(Owner owner) {
        return jdbc.query(
                "select * from ops.notice_channels where of_group = ? and owner = ? order by channel desc",
                (row, number) -> preference(row),
                owner.isGroup(),
                owner.name());
    }

    public Optional<Preference> of(Owner owner, Channel channel) {
        return of(owner).stream()
                .filter(preference -> preference.channel() == channel)
                .findFirst();
    }

    /** In place of what they wanted before of that channel. */
    public void put(Owner owner, Preference wanted) {
        jdbc.update(
                """
                insert into ops.notice_channels values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (of_group, owner, channel) do update set address = excluded.address,
                    happenings = excluded.happenings, timing = excluded.timing, hour = excluded.hour,
                    quiet = excluded.quiet""",
                owner.name(),
                owner.isGroup(),
                wanted.channel().code(),
                box.seal(wanted.address(), context(owner, wanted.channel())),
                wanted.happenings().stream().map(Happening::code).sorted().toArray(String[]::new),
                wanted.timing().code(),
                wanted.hour(),
                wanted.quiet());
    }

    /** Forgets the address, and what was still to be sent there. */
    public void remove(Owner owner, Channel channel) {
        jdbc.update("""
                        with gone as (delete from ops.notice_channels
                            where of_group = ? and owner = ? and channel = ? returning of_group, owner, channel)
                        update ops.notices n set state = 'dropped', problem = 'The channel was turned off.'
                        from gone where n.of_group = gone.of_group and n.owner = gone.owner
                            and n.channel = gone.channel and n.state = 'due'""", owner.isGroup(), owner.name(), channel.code());
    }

    /** Nothing is known of where those are reached whose account is gone. */
    void forgetRemoved() {
        jdbc.update("""
                with gone as (delete from ops.notice_channels c using ops.users u
                    where not c.of_group and u.subject_id = c.owner and u.removed_at is not null
                    returning c.owner, c.channel)
                update ops.notices n set state = 'dropped', problem = 'The account was removed.'
                from gone where not n.of_group and n.owner = gone.owner and n.channel = gone.channel and n.state = 'due'""");
    }

    Preference preference(ResultSet row) throws SQLException {
        Channel channel = Channel.coded(row.getString("channel"));
        Owner owner = new Owner(row.getBoolean("of_group"), row.getString("owner"));
        return new Preference(
                channel,
                box.open(row.getBytes("address"), context(owner, channel)),
                Arrays.stream((String[]) row.getArray("happenings").getArray())
                        .flatMap(code -> Happening.coded(code).stream())
                        .collect(Collectors.toSet()),
                Preference.Timing.valueOf(row.getString("timing").toUpperCase(Locale.ROOT)),
                row.getInt("hour"),
                row.getBoolean("quiet"));
    }

    private static String context(Owner owner, Channel channel) {
        return "notices/" + channel.code() + (owner.isGroup() ? "/group/" : "/person/") + owner.name();
    }
}

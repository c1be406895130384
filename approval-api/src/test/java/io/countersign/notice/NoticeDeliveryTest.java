package io.countersign.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nothing is lost and nothing is told twice, whatever stops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticeDeliveryTest {

    private final MailOffice office = new MailOffice();

    @BeforeAll
    void theyAreThere() {
        office.hired("ann", "contributor");
        office.hired("rita", "reviewer");
    }

    @AfterEach
    void everythingIsForgotten() {
        office.forgets();
    }

    @AfterAll
    void stop() {
        office.close();
    }

    private void ritaIsReached() {
        office.prefers("rita", Map.of("address", MailOffice.address("rita")));
    }

    @Test
    void whileTheMailServerIsAwayMailsWaitAndNoneIsLost() {
        ritaIsReached();
        office.mailServerStops();
        office.asks("ann", office.aModel("ann"));
        office.awaitTried(1);
        office.clock.move(Duration.ofMinutes(1));
        office.awaitTried(2);
        assertThat(office.states("rita")).containsExactly("waiting due");
        assertThat(office.server.sql().queryForObject("select problem from ops.notices", String.class))
                .startsWith("The mail server cannot be used: ");

        office.mailServerStarts();
        office.clock.move(Duration.ofMinutes(2));
        office.awaitMails("rita", 1);
        office.awaitTold();
        assertThat(office.states("rita")).containsExactly("waiting sent");
        assertThat(office.mailsTo("rita")).hasSize(1);
    }

    @Test
    void whatCannotBeSentForADayIsGivenUpAndSaysWhy() {
        ritaIsReached();
        office.mailServerStops();
        office.asks("ann", office.aModel("ann"));
        office.awaitTried(1);
        office.clock.move(Duration.ofHours(25));
        Deadline.soon("it was given up", () -> office.states("rita").equals(List.of("waiting failed")));
        office.mailServerStarts();
    }

    @Test
    void aServerThatStopsLeavesNothingUntold() {
        ritaIsReached();
        office.mailServerStops();
        String before = office.aModel("ann");
        office.asks("ann", before);
        office.awaitTried(1);
        office.mailServerStarts();
        office.restarts(office.clock);
        String after = office.aModel("ann");
        office.asks("ann", after);
        office.clock.move(Duration.ofMinutes(1));
        office.awaitMails("rita", 2);
        office.awaitTold();
        assertThat(office.subjectsTo("rita"))
                .hasSize(2)
                .anyMatch(subject -> subject.startsWith(before))
                .anyMatch(subject -> subject.startsWith(after));
    }

    /** As a server leaves it that was killed after it sent and before it wrote that down. */
    @Test
    void whatWasSentAndNotRecordedIsSentOnceMoreUnderTheSameId() throws MessagingException {
        ritaIsReached();
        office.asks("ann", office.aModel("ann"));
        office.awaitTold();
        office.server
                .sql()
                .update(
                        "update ops.notices set state = 'due', sent_at = null, leased_until = ?",
                        Timestamp.from(office.clock.instant().plusSeconds(300)));
        office.server.part(Notices.class).tell();
        assertThat(office.mailsTo("rita")).hasSize(1);
        office.clock.move(Duration.ofMinutes(6));
        office.awaitMails("rita", 2);
        List<MimeMessage> both = office.mailsTo("rita");
        assertThat(both.get(0).getMessageID()).isEqualTo(both.get(1).getMessageID());
    }

    @Test
    void twoServersSendEachMailOnce() {
        try (InProcessServer second = office.another()) {
            List<String> names =
                    IntStream.range(0, 12).mapToObj(index -> "reader-" + index).toList();
            names.forEach(name -> office.reached(name, "reviewer"));
            for (int i = 0; i < 3; i++) {
                office.asks("ann", office.aModel("ann"));
                Thread both = Thread.startVirtualThread(second.part(Notices.class)::tell);
                office.server.part(Notices.class).tell();
                join(both);
            }
            office.awaitTold();
            for (String name : names) {
                assertThat(office.mailsTo(name)).as(name).hasSize(3);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.identity.AccountKind;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.SignInBackOff.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignInPartsTest {

    private static final PasswordHash FIRST = new PasswordHash("first");
    private static final PasswordHash SECOND = new PasswordHash("second");

    private final AtomicLong nanos = new AtomicLong();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Identity ann(PasswordHash hash) {
        return new Identity(
                new SubjectId("1"), "ann", AccountKind.PERSON, hash, null, null, Set.of(Role.VIEWER), Set.of(), false);
    }

    @Nested
    class AVerifiedPassword {

        private final VerifiedPasswords verified = new VerifiedPasswords(nanos::get);

        @Test
        void isRememberedForAMinute() {
            verified.remember(ann(FIRST), "right");
            pass(Duration.ofSeconds(59));
            assertThat(verified.holds(ann(FIRST), "right")).isTrue();
            assertThat(verified.holds(ann(FIRST), "wrong")).isFalse();
            pass(Duration.ofSeconds(2));
            assertThat(verified.holds(ann(FIRST), "right")).isFalse();
        }

        @Test
        void countsForTheHashItWasVerifiedAgainstOnly() {
            verified.remember(ann(FIRST), "right");
            assertThat(verified.holds(ann(SECOND), "right")).isFalse();
        }
    }

    @Nested
    class WhoTriesPasswords {

        private final SignInBackOff backOff = new SignInBackOff(nanos::get);
        private final Attempt attempt = Attempt.of("Ann", "192.0.2.1");

        private void fail(int times) {
            IntStream.range(0, times).forEach(time -> backOff.failed(attempt));
        }

        @Test
        void mayBeWrongNineTimes() {
            fail(9);
            assertThat(backOff.wait(attempt)).isZero();
        }

        @Test
        void waitsLongerEachTime() {
            fail(10);
            assertThat(backOff.wait(Attempt.of("ANN", "192.0.2.1"))).isEqualTo(Duration.ofSeconds(1));
            fail(2);
            assertThat(backOff.wait(attempt)).isEqualTo(Duration.ofSeconds(4));
            pass(Duration.ofSeconds(4));
            assertThat(backOff.wait(attempt)).isZero();
            fail(1000);
            assertThat(backOff.wait(attempt)).isEqualTo(Duration.ofSeconds(60));
        }

        @Test
        void doesNotKeepOthersOut() {
            fail(100);
            assertThat(backOff.wait(Attempt.of("ann", "192.0.2.2"))).isZero();
            assertThat(backOff.wait(Attempt.of("bob", "192.0.2.1"))).isZero();
        }

        @Test
        void startsAnewAfterTheRightOne() {
            fail(100);
            backOff.succeeded(attempt);
            assertThat(backOff.wait(attempt)).isZero();
        }
    }

    @Nested
    class RememberedUsers {

        private final UserChanges changes = new UserChanges();
        private final Remembered<String, Identity> identities =
                new Remembered<>(changes, name -> Optional.of(ann(FIRST)));

        @Test
        void areNoneWhileChangesMayPassUnheard() {
            identities.read("ann");
            assertThat(identities.remembered("ann")).isEmpty();
            changes.hear();
            assertThat(identities.remembered("ann")).isEmpty();
            identities.read("ann");
            assertThat(identities.remembered("ann")).contains(ann(FIRST));
            changes.deafen();
            assertThat(identities.remembered("ann")).isEmpty();
        }

        @Test
        void areForgottenWhenTheyChangedWhileTheirRowWasRead() {
            List<Runnable> meanwhile = new ArrayList<>();
            Remembered<String, Identity> racing = new Remembered<>(changes, name -> {
                meanwhile.forEach(Runnable::run);
                return Optional.of(ann(FIRST));
            });
            changes.hear();
            meanwhile.add(changes::happened);
            racing.read("ann");
            assertThat(racing.remembered("ann")).isEmpty();
        }
    }

    @Nested
    class APassword {

        @Test
        void isHashedByTheParametersOfOwasp() {
            try (Passwords passwords = new Passwords(1, Duration.ofSeconds(10))) {
                PasswordHash hash = passwords.hash("correct horse");
                assertThat(hash.encoded()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
                assertThat(passwords.matches("correct horse", hash)).isTrue();
                assertThat(passwords.matches("wrong horse", hash)).isFalse();
                assertThat(passwords.matches("correct horse", null)).isFalse();
            }
        }

        @Test
        void ofNobodyTakesAsLongAsAWrongOne() {
            try (Passwords passwords = new Passwords(1, Duration.ofSeconds(10))) {
                PasswordHash hash = passwords.hash("correct horse");
                long wrong = nanosOf(() -> passwords.matches("wrong horse", hash));
                long nobody = nanosOf(() -> passwords.matches("wrong horse", null));
                assertThat(nobody).isBetween(wrong / 3, wrong * 3);
            }
        }

        private long nanosOf(Runnable work) {
            return IntStream.range(0, 5)
                    .mapToLong(time -> {
                        long start = System.nanoTime();
                        work.run();
                        return System.nanoTime() - start;
                    })
                    .min()
                    .orElseThrow();
        }

        @Test
        void isNotCheckedWhenTooManyWait() {
            try (Passwords passwords = new Passwords(1, Duration.ofSeconds(30));
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<? extends Future<?>> flood = IntStream.range(0, 40)
                        .mapToObj(index -> threads.submit(() -> passwords.matches("x", null)))
                        .toList();
                assertThat(flood).filteredOn(this::isTurnedAway).isNotEmpty();
            }
        }

        @Test
        void isNotWaitedForWithoutEnd() {
            try (Passwords patient = new Passwords(1, Duration.ofSeconds(10))) {
                assertThat(patient.hash("any")).isNotNull();
            }
            assertThatThrownBy(() -> new Passwords(1, Duration.ZERO))
                    .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                            .isEqualTo(Reason.TOO_BUSY));
        }

        private boolean isTurnedAway(Future<?> result) {
            try {
                result.get();
                return false;
            } catch (ExecutionException e) {
                return e.getCause() instanceof Rejection;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

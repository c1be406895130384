package io.countersign;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Neither the method nor anything of ours that it calls asks for the time or for chance. */
final class BeReplayable extends ArchCondition<JavaMethod> {

    private static final Set<Class<?>> CLOCKS = Set.of(
            Clock.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class);

    BeReplayable() {
        super("do the same when they are replayed");
    }

    @Override
    public void check(JavaMethod handler, ConditionEvents events) {
        Set<JavaCodeUnit> seen = new HashSet<>(Set.of(handler));
        Deque<JavaCodeUnit> toRead = new ArrayDeque<>(seen);
        while (!toRead.isEmpty()) {
            for (JavaMethodCall call : toRead.pop().getMethodCallsFromSelf()) {
                if (dependsOnTheMoment(call.getTarget())) {
                    events.add(SimpleConditionEvent.violated(
                            handler, handler.getFullName() + " is not replayable: " + call.getDescription()));
                }
                call.getTarget()
                        .resolveMember()
                        .filter(called -> called.getOwner().getPackageName().startsWith("io.countersign"))
                        .filter(seen::add)
                        .ifPresent(toRead::push);
            }
        }
    }

    private static boolean dependsOnTheMoment(AccessTarget.MethodCallTarget called) {
        String name = called.getName();
        return CLOCKS.stream().anyMatch(called.getOwner()::isEquivalentTo)
                        && (name.equals("now") || name.equals("millis"))
                || called.getOwner().isEquivalentTo(System.class)
                        && (name.equals("currentTimeMillis") || name.equals("nanoTime"))
                || called.getOwner().isEquivalentTo(UUID.class) && name.equals("randomUUID")
                || called.getOwner().isEquivalentTo(Math.class) && name.equals("random")
                || called.getOwner().isEquivalentTo(Uuid7.class)
                || called.getOwner().isAssignableTo(RandomGenerator.class);
    }
}

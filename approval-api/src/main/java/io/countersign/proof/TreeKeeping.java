package io.countersign.proof;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Makes the tree grow while the server runs, and signs what it has come to. */
public final class TreeKeeping implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TreeKeeping.class);
    private static final long PAUSE_MILLIS = 400;

    private final Sequencer sequencer;
    private final CheckpointSigner signer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("transparency-log").factory());
    private volatile boolean running;
    private String told = "";

    public TreeKeeping(Sequencer sequencer, CheckpointSigner signer) {
        this.sequencer = sequencer;
        this.signer = signer;
    }

    @Override
    public void start() {
        running = true;
        thread.scheduleWithFixedDelay(this::grow, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void grow() {
        try {
            sequencer.advance();
            signer.sign();
            told = "";
        } catch (Forged e) {
            cry(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.debug("The tree over the log could not be brought forward.", e);
        }
    }

    /** Once, and not twice a second. */
    private void cry(String why) {
        if (!told.equals(why)) {
            LOG.error("No checkpoint is signed any more. {}", why);
            told = why;
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package io.bedplate.agent.watch;

import java.util.concurrent.atomic.LongAdder;

/** Sums that only grow. */
final class Tally {
    final LongAdder rounds = new LongAdder();
    final LongAdder looks = new LongAdder();
    final LongAdder busy = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder began = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder repairs = new LongAdder();
    final LongAdder repairsFailed = new LongAdder();
}

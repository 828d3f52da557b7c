package io.bedplate.virt.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.DriverEvent.GuestChanged;
import io.bedplate.virt.DriverEvent.GuestGone;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;

/** A listener that keeps what it heard. */
final class Events implements Consumer<DriverEvent> {
    private final List<DriverEvent> heard = new ArrayList<>();

    @Override
    public synchronized void accept(DriverEvent event) {
        heard.add(event);
    }

    synchronized List<DriverEvent> heard() {
        return List.copyOf(heard);
    }

    /** What it heard of one guest. */
    List<DriverEvent> of(InstanceId id) {
        return heard().stream().filter(isAbout(id)).toList();
    }

    static Predicate<DriverEvent> isAbout(InstanceId id) {
        return event -> switch (event) {
            case GuestChanged(var changed, _, _) -> changed.equals(id);
            case GuestGone(var gone, _) -> gone.equals(id);
            case DriverEvent.ConnectionLost _,DriverEvent.ConnectionRestored _ -> false;
        };
    }

    /**
     * The life of a guest in words. Hypervisors differ in what they tell of the paused moment before each start, and
     * some say twice that a guest runs; both are left out.
     */
    List<String> story(InstanceId id) {
        var story = new ArrayList<String>();
        for (var event : of(id)) {
            String word = word(event);
            if (!word.equals(GuestState.PAUSED.name()) && (story.isEmpty() || !story.getLast().equals(word))) {
                story.add(word);
            }
        }
        return story;
    }

    private static String word(DriverEvent event) {
        return switch (event) {
            case GuestChanged(_, var state, _) -> state.name();
            case GuestGone _ -> "GONE";
            case DriverEvent.ConnectionLost _,DriverEvent.ConnectionRestored _ -> "";
        };
    }
}

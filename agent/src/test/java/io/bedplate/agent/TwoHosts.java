package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.fake.CallerEnded;
import io.bedplate.fake.FakeDriver;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Two simulated hosts, an agent on each, and an instance on one of them that is to go to the other. */
final class TwoHosts {
    static final InstanceId VNF = id("vnf");
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));

    final Side here = new Side("here");
    final Side there = new Side("there");

    TwoHosts() {
        here.host.roads().leadTo(there.host);
        there.host.roads().leadTo(here.host);
        here.begin();
        there.begin();
        // So that the same place is not free on both.
        spawn(there.agent(), "other");
        there.withOther = there.driver.host();
        spawn(here.agent(), "vnf");
    }

    private static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static void spawn(Agent agent, String name) {
        var order = new SpawnRequest(id(name), name, request(), new Boot.FirstDisk(), List.of(), Optional.empty());
        assertThat(agent.spawn(order)).isInstanceOf(SpawnResult.Spawned.class);
    }

    /** Two dedicated vCPUs with 256 MiB each, on 2 MiB pages. */
    static NfvRequest request() {
        var specs = new TreeMap<>(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        var input = RequestInput.of(new Flavor(2, 512, new ExtraSpecs(specs)), ImageProperties.of(Map.of()));
        return ((RequestResult.Valid) NfvRequests.read(input, Optional.empty())).request();
    }

    static MigrateOrder order() {
        return order(new NewPlace.Planned(request()), MigrationPolicy.USUAL);
    }

    static MigrateOrder order(NewPlace place, MigrationPolicy policy) {
        return new MigrateOrder("there", place, new Passage("there", Optional.empty()), policy, Optional.empty());
    }

    MigrateResult migrate() {
        return here.agent().departures().migrate(VNF, order());
    }

    /** One of them; its agent can end and begin anew. */
    final class Side implements Neighbours {
        final String name;
        final SimulatedHost host;
        final VirtDriver driver;
        final MemoryJournal journal = new MemoryJournal();
        HostTopology withOther;
        private Optional<Agent> agent = Optional.empty();

        Side(String name) {
            this.name = name;
            host = SimulatedHost.of(new HostShape(name, 1, 8, 1, 16384, 2048, 4, 0));
            driver = FakeDriver.attach(host, CLOCK, Runnable::run);
            withOther = driver.host();
        }

        /** A new agent, which has recovered nothing yet. */
        Agent begin() {
            return use(new Agent(driver, host.files(), journal, HostConfig.NONE, CLOCK, this));
        }

        Agent beginOn(Steps steps) {
            host.faults().watchSteps(_ -> steps.pass());
            var begun = new Agent(steps.around(VirtDriver.class, driver), host.files(),
                    steps.around(Journal.class, journal), HostConfig.NONE, CLOCK, this);
            begun.readClaims();
            return use(begun);
        }

        private Agent use(Agent begun) {
            agent = Optional.of(begun);
            return begun;
        }

        Agent agent() {
            return agent.orElseThrow();
        }

        void end() {
            agent = Optional.empty();
            host.faults().watchSteps(_ -> {});
        }

        Optional<GuestState> state() {
            return driver.guest(VNF).map(Guest::state);
        }

        Optional<Claim> claim() {
            return journal.claims().stream().filter(claim -> claim.id().equals(VNF)).findFirst();
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public Optional<Destination> destination(String other) {
            return Optional.of(new Line(side(other)));
        }

        @Override
        public Optional<Origin> origin(String other) {
            return Optional.of((id, destination) -> new Line(side(other))
                    .ask(found -> found.departures().standing(id, destination)));
        }

        private Side side(String other) {
            return other.equals("here") ? here : there;
        }

        /** Nothing of the instance is here. */
        void assertEmpty(String what) {
            assertThat(driver.guest(VNF)).as(what).isEmpty();
            assertThat(claim()).as(what).isEmpty();
            assertThat(agent().claims()).as(what).isEqualTo(journal.claims());
            assertThat(driver.host()).as(what).isEqualTo(withOther);
        }

        /** It runs here as claimed. */
        void assertRuns(String what) {
            assertThat(state()).as(what).contains(GuestState.RUNNING);
            assertThat(claim().map(Claim::phase)).as(what).contains(Phase.ACTIVE);
            assertThat(claim().flatMap(Claim::change)).as(what).isEmpty();
            assertThat(agent().verify(VNF).differences()).as(what).isEmpty();
        }
    }

    /** To another agent; it is dead when that is. */
    private record Line(Side side) implements Destination {

        private interface Question<T> {
            T to(Agent agent);
        }

        private <T> T ask(Question<T> question) {
            try {
                return question.to(side.agent.orElseThrow(Line::silence));
            } catch (CallerEnded _) {
                side.end();
                throw silence();
            }
        }

        private static VirtDriverException silence() {
            return new VirtDriverException(Kind.UNAVAILABLE, "nobody answers");
        }

        @Override
        public Welcome prepare(Traveller traveller) {
            return ask(agent -> agent.arrivals().prepare(traveller));
        }

        @Override
        public Verdict look(InstanceId id) {
            return ask(agent -> agent.arrivals().look(id));
        }

        @Override
        public boolean hasArrived(InstanceId id) {
            return ask(agent -> agent.arrivals().hasArrived(id));
        }

        @Override
        public Evidence admit(InstanceId id) {
            return ask(agent -> agent.arrivals().admit(id));
        }

        @Override
        public void withdraw(InstanceId id) {
            ask(agent -> {
                agent.arrivals().withdraw(id);
                return true;
            });
        }
    }
}

package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.bedplate.virt.Capability;
import io.bedplate.virt.Escort;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.Passage;
import io.bedplate.virt.Preparation;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.TravelPapers;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;

/** Faults in migration, on either side. */
final class MigratePlants {
    private MigratePlants() {}

    static List<Plant> all() {
        return List.of(
                Plant.of("says that it can migrate, and cannot", migrating(_ -> Optional.empty()),
                        "migratingComesWithTheCapability"),
                plant("sends nobody", sound -> new Same(sound) {
                    @Override
                    public MigrationResult migrate(InstanceId id, String document, Passage passage,
                            MigrationPolicy policy, Escort escort) {
                        return new MigrationResult.Left(policy.budget(), policy.budget(), 0, 1, 0);
                    }
                }, "guestMigrates", "refusedGuestStays", "abortedGuestStays", "unreachableDestinationChangesNothing",
                        "refusedArrivalWaits"),
                plant("asks the escort and does not listen", sound -> new Same(sound) {
                    @Override
                    public MigrationResult migrate(InstanceId id, String document, Passage passage,
                            MigrationPolicy policy, Escort escort) {
                        return super.migrate(id, document, passage, policy, new Escort() {
                            @Override
                            public Verdict arriving() {
                                var _ = escort.arriving();
                                return new Verdict.Admit();
                            }
                        });
                    }
                }, "refusedGuestStays"),
                plant("says that guests are gone which run", sound -> new Same(sound) {
                    @Override
                    public MigrationResult migrate(InstanceId id, String document, Passage passage,
                            MigrationPolicy policy, Escort escort) {
                        var _ = escort.gone(Duration.ZERO);
                        return super.migrate(id, document, passage, policy, escort);
                    }
                }, "goneGuestIsAdmittedAtOnce"),
                plant("never aborts", sound -> new Same(sound) {
                    @Override
                    public void abort(InstanceId id) {}
                }, "abortedGuestStays"),
                receiver("admits whom the gate refuses", sound -> new SameHost(sound) {
                    @Override
                    public void admit(InstanceId id, LaunchGate gate) {
                        try {
                            super.admit(id, gate);
                        } catch (VirtDriverException e) {
                            super.admit(id, LaunchGate.OPEN);
                            throw e;
                        }
                    }
                }, "refusedArrivalWaits"),
                receiver("takes in anybody", sound -> new SameHost(sound) {
                    @Override
                    public Preparation prepare(InstanceSpec spec, TravelPapers papers, MigrationPolicy policy) {
                        return new Preparation.Ready("");
                    }
                }, "preparationIsRefusedWithItsReason", "guestMigrates"));
    }

    private static Plant plant(String fault, Function<VirtDriver, Migrating> faulty, String... tests) {
        return Plant.of(fault, migrating(sound -> sound.capabilities().contains(Capability.MIGRATE)
                ? Optional.of(faulty.apply(sound))
                : Optional.empty()), tests);
    }

    private static UnaryOperator<VirtDriver> migrating(Function<VirtDriver, Optional<Migrating>> faulty) {
        return driver -> new Forwarding(driver) {
            @Override
            public Optional<Migrating> migrating() {
                return faulty.apply(sound);
            }
        };
    }

    private static Plant receiver(String fault, Function<Receiving, Receiving> faulty, String... tests) {
        return Plant.of(fault, driver -> new Forwarding(driver) {
            @Override
            public Optional<Receiving> receiving() {
                return sound.receiving().map(faulty);
            }
        }, tests);
    }

    private static class Same implements Migrating {
        private final Migrating sound;

        Same(VirtDriver driver) {
            sound = driver.migrating().orElseThrow();
        }

        @Override
        public TravelPapers papers(InstanceId id) {
            return sound.papers(id);
        }

        @Override
        public long dirtyKibPerSecond(InstanceId id, Duration watched) {
            return sound.dirtyKibPerSecond(id, watched);
        }

        @Override
        public MigrationResult migrate(InstanceId id, String document, Passage passage, MigrationPolicy policy,
                Escort escort) {
            return sound.migrate(id, document, passage, policy, escort);
        }

        @Override
        public void abort(InstanceId id) {
            sound.abort(id);
        }
    }

    private static class SameHost implements Receiving {
        private final Receiving sound;

        SameHost(Receiving sound) {
            this.sound = sound;
        }

        @Override
        public Preparation prepare(InstanceSpec spec, TravelPapers papers, MigrationPolicy policy) {
            return sound.prepare(spec, papers, policy);
        }

        @Override
        public Verdict look(InstanceId id, LaunchGate gate) {
            return sound.look(id, gate);
        }

        @Override
        public boolean arrived(InstanceId id) {
            return sound.arrived(id);
        }

        @Override
        public void admit(InstanceId id, LaunchGate gate) {
            sound.admit(id, gate);
        }
    }
}
